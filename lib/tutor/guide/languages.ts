/** One sentence in each language, for its own name of the course's language. */
const LANGUAGES: Record<string, { words: RegExp; sentence: (name: string) => string }> = {
  de: {
    words:
      /\b(?:ich|nicht|und|wie|was|mein\w*|bin|ist|sind|das|der|die|ein\w*|mich|kann|zu|für|warum|wo|kannst|bitte|mit)\b/gi,
    sentence: (name) => `Ich kenne diesen Kurs nur auf ${name}; bitte frag mich auf ${name}.`,
  },
  es: {
    words:
      /\b(?:yo|que|qué|mi|quiero|como|cómo|una?|por|estoy|para|el|la|los|es|en|puedo|dónde|cuál|curso)\b|[¿¡]/gi,
    sentence: (name) => `Solo conozco este curso en ${name}; pregúntame en ${name}, por favor.`,
  },
  fr: {
    words:
      /\b(?:je|ne|pas|que|quoi|mon|ma|suis|comment|une?|pour|est|les|des|le|la|en|dans|qu|écrire|où|pourquoi)\b/gi,
    sentence: (name) =>
      `Je ne connais ce cours qu’en ${name} : posez-moi votre question en ${name}, s’il vous plaît.`,
  },
  it: {
    words: /\b(?:che|cosa|cos|è|sono|come|perché|un[ao]?|il|di|per|posso|dove|non|questo|corso|nel)\b/gi,
    sentence: (name) => `Conosco questo corso solo in ${name}: fammi la domanda in ${name}, per favore.`,
  },
  pt: {
    words: /\b(?:que|é|como|não|uma?|para|por|eu|posso|onde|você|meu|curso|o|em|fazer)\b/gi,
    sentence: (name) => `Só conheço este curso em ${name}; pergunte em ${name}, por favor.`,
  },
  nl: {
    words: /\b(?:ik|wat|een|het|hoe|niet|van|voor|kan|waarom|waar|mijn|zijn|deze|moet)\b/gi,
    sentence: (name) => `Ik ken deze cursus alleen in het ${name}; stel je vraag alsjeblieft in het ${name}.`,
  },
  tr: {
    words: /\b(?:nedir|nasıl|bir|ve|için|ne|mı|mi|bu|neden|nerede|ben|yapabilirim)\b/gi,
    sentence: (name) => `Bu kursu yalnızca şu dilde biliyorum: ${name}; lütfen o dilde sor.`,
  },
  pl: {
    words: /\b(?:jest|jak|co|nie|to|się|czy|dlaczego|gdzie|mogę|kurs|dla)\b/gi,
    sentence: (name) => `Znam ten kurs tylko w jednym języku (${name}); zapytaj, proszę, w tym języku.`,
  },
  ur: {
    words: /[ٹڈڑںےھگپچکی]/g,
    sentence: (name) => `میں یہ کورس صرف ${name} میں جانتا ہوں؛ براہِ کرم ${name} میں پوچھیں۔`,
  },
  ar: {
    words: /\p{Script=Arabic}/gu,
    sentence: (name) => `لا أعرف هذه الدورة إلا باللغة ${name}، فاسألني بها من فضلك.`,
  },
  hi: {
    words: /\p{Script=Devanagari}/gu,
    sentence: (name) => `मैं यह कोर्स केवल ${name} में जानता हूँ; कृपया ${name} में पूछें।`,
  },
  ja: {
    words: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu,
    sentence: (name) => `このコースは${name}でしか案内できませんので、${name}でお尋ねください。`,
  },
  zh: { words: /\p{Script=Han}/gu, sentence: (name) => `我只了解这门课程的${name}内容，请用${name}提问。` },
  ko: {
    words: /\p{Script=Hangul}/gu,
    sentence: (name) => `이 강의는 ${name}로만 안내할 수 있으니 ${name}로 질문해 주세요.`,
  },
  ru: {
    words: /\p{Script=Cyrillic}/gu,
    sentence: (name) => `Я знаю этот курс только на одном языке (${name}); спросите, пожалуйста, на нём.`,
  },
};
const ENGLISH =
  /\b(?:i|you|the|my|is|are|to|how|and|do|does|what|of|it|in|a|an|can|for|with|why|where|which|this|that|not|me|when|between|should)\b/gi;
/** Fewer words of a language than these are names. */
const MIN_WORDS = 2;

/**
 * One sentence in the language of a message that is in another one than the course: in which language to ask. Undefined for English,
 * for the course's own languages, and where it is not sure.
 *
 * @param own codes of languages that the course is in, the first its own
 */
export function inAnotherLanguage(message: string, own: readonly [string, ...string[]]): string | undefined {
  const english = message.match(ENGLISH)?.length ?? 0;
  let most = Math.max(english, MIN_WORDS - 1);
  let found: string | undefined;
  for (const [code, { words }] of Object.entries(LANGUAGES)) {
    const count = (message.match(words)?.length ?? 0) * (code === 'ur' ? 20 : 1);
    if (count > most) [most, found] = [count, code];
  }
  if (found === undefined || own.includes(found)) return undefined;
  const name = new Intl.DisplayNames([found], { type: 'language' }).of(own[0]) ?? own[0];
  return LANGUAGES[found]?.sentence(name);
}
