import { courseDocuments } from '../../search/course';
import { FUNCTION_WORDS, otherLanguage } from '../../search/text/function-words';
import { STOP_WORDS } from '../../search/text/stop-words';
import { terms } from '../../search/text/terms';
import { words } from '../../search/text/words';
import { writtenWords } from '../../search/text/written-words';
import type { Turn } from './turn';

/** One sentence in each language; `*` is its own name of the course's language. */
const SENTENCES: Record<string, string> = {
  de: 'Ich kenne diesen Kurs nur auf *; bitte frag mich auf *.',
  es: 'Solo conozco este curso en *; pregúntame en *, por favor.',
  fr: 'Je ne connais ce cours qu’en * : posez-moi votre question en *, s’il vous plaît.',
  it: 'Conosco questo corso solo in *: fammi la domanda in *, per favore.',
  pt: 'Só conheço este curso em *; pergunte em *, por favor.',
  nl: 'Ik ken deze cursus alleen in het *; stel je vraag alsjeblieft in het *.',
  tr: 'Bu kursu yalnızca şu dilde biliyorum: *; lütfen o dilde sor.',
  pl: 'Znam ten kurs tylko w jednym języku (*); zapytaj, proszę, w tym języku.',
  ur: 'میں یہ کورس صرف * میں جانتا ہوں؛ براہِ کرم * میں پوچھیں۔',
  'ur-Latn': 'Main yeh course sirf * mein jaanta hoon; barah-e-karam * mein poochein.',
  ar: 'لا أعرف هذه الدورة إلا باللغة *، فاسألني بها من فضلك.',
  hi: 'मैं यह कोर्स केवल * में जानता हूँ; कृपया * में पूछें।',
  ja: 'このコースは*でしか案内できませんので、*でお尋ねください。',
  zh: '我只了解这门课程的*内容，请用*提问。',
  ko: '이 강의는 *로만 안내할 수 있으니 *로 질문해 주세요.',
  ru: 'Я знаю этот курс только на одном языке (*); спросите, пожалуйста, на нём.',
};
/** Languages that their letters tell, two of them and more. The first that fits. */
const SCRIPTS: [string, RegExp][] = [
  ['ur', /[ٹڈڑںےھگپچکی]/g],
  ['ar', /\p{Script=Arabic}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
];

/** What tells a language that is written in Latin letters. Words stand without their accents. */
interface Signs {
  /** Words of its own. */
  words: ReadonlySet<string>;
  /** Words that are English ones, too, or names: they count beside one of its own, and are not taken for English then. */
  shared: ReadonlySet<string>;
  letters: RegExp;
}

function signs(words: string, shared: string, letters: RegExp): Signs {
  return { words: new Set(words.split(/\s+/)), shared: new Set(shared.split(' ')), letters };
}

const SIGNS: Record<string, Signs> = {
  de: signs(
    `der das ein eine einen einem einer ist sind wie warum wozu wann ich mir mich nicht und oder vom zum zur auf dem bei kann kannst bitte erklar
    erklare erklaere welche welcher welches welchen wird werden habe haben bedeutet heisst wo soll anfangen lange dauert kurs verstehe fasse dieses diese diesen
    zusammen brauche grafikkarte gib beispiel hallo danke fur uber unterschied zwischen modul lektion wer mein meine kein keine hilfe helfen frage gibt muss lernen`,
    'was die in an am man im es den war mit so du mal',
    /[äöüß]/,
  ),
  fr: signs(
    `les une des du est sont que quoi quel quelle quels quelles pourquoi je il nous vous ma mes avec dans et ou pas ce cette ces qui fait faire
    expliquer expliquez explique entre peut peux aux qu noeud commencer combien temps dure cours comprends donne moi exemple bonjour salut merci beaucoup besoin
    graphique veux apprendre aider quand lecon`,
    'de la le comment par pour on son me tu ai un sur resume ne en mon',
    /[éèêçàâîûœ]/,
  ),
  es: signs(
    `el los las una unos unas que como por porque cuando donde cual cuales para del lo puedo puede puedes hacer explica explicar explicame entre hay esta
    este estos resumeme modulo favor debo empezar nodo hola ayudarme ayuda cuanto cuantas dura curso entiendo nada necesito tarjeta grafica dame ejemplo diferencia
    gracias quiero aprender leccion quien eres`,
    'es de no me son mi tu su y o un con al se en',
    /[ñ¿¡]/,
  ),
  pt: signs(
    `os um uma sao que como por porque quando onde qual meu minha com para das dos posso explica explique entre faco comecar nao entendi preciso placa exemplo
    resuma resumir este modulo favor ola voce pode ajudar obrigado obrigada quero aprender tempo quanto dura curso devo diferenca`,
    'de no do o a e me da em na',
    /[ãõ]/,
  ),
  it: signs(
    `il lo gli uno una sono che cosa cos perche quando quale mio della del di nel nella spiega spiegare spiegami posso nodo devo iniziare quanto dura corso capisco
    dammi esempio riassumi questo modulo ho bisogno scheda grafica qual differenza grazie mille ciao puoi aiutarmi voglio imparare`,
    'come dove per un e o in me non si fa fare con tra da',
    /[ìò]/,
  ),
  nl: signs(
    `het een zijn waarom wanneer waar ik mijn niet voor met bij uit tussen wordt moet beginnen lang duurt cursus begrijp deze samen geef voorbeeld heb videokaart
    nodig kun mij helpen verschil dank welke graag`,
    'is wat de hoe leg vat of in op me was kan wel je doe',
    /(?!)/,
  ),
  pl: signs(
    `dlaczego kiedy gdzie moj nie lub dla czy miedzy wezel zaczac dlugo trwa kurs rozumiem wyjasnij stresc modul podaj przyklad potrzebuje karty graficznej jaka
    jaki roznica czesc mozesz pomoc dziekuje komputer musze kupic prosze czego jak`,
    'co to jest ten na a do mi od',
    /[ąćęłńśźż]/,
  ),
};
/** Shorter ones may be anything where they stand alone. */
const MIN_LONE_LENGTH = 5;
const MAX_LONE_WORDS = 3;

/** The code of the language, written in Latin letters, that a message is in: one of which it has more than of English. */
function bySigns(message: string): string | undefined {
  const lower = message.toLowerCase();
  const plain = lower.normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss').replace(/ł/g, 'l');
  const all = plain.split(/[^\p{L}]+/u).filter(Boolean);
  let found: { code: string; score: number } | undefined;
  for (const [code, { words, shared, letters }] of Object.entries(SIGNS)) {
    const own = all.filter((word) => words.has(word));
    const both = all.filter((word) => shared.has(word)).length;
    const english = all.filter(
      (word) => FUNCTION_WORDS.has(word) && !words.has(word) && !shared.has(word),
    ).length;
    const score = own.length + Math.min(both, own.length) + (letters.test(lower) ? 1 : 0);
    const isLone = all.length <= MAX_LONE_WORDS && own.some(({ length }) => length >= MIN_LONE_LENGTH);
    if (!own.length || score <= english || (score < 2 && !isLone)) continue;
    if (score > (found?.score ?? 0)) found = { code, score };
  }
  return found?.code;
}

/** The words of a message in another language that the course has in its titles and headings: what it can be looked up by. */
export function namesIn(message: string, course: Turn['course']): string {
  const titled = courseDocuments(course).flatMap(({ title, body }) => [
    title,
    ...(body.match(/^#{1,6} .*$/gm) ?? []),
  ]);
  const known = new Set(terms(titled.join('\n')));
  const small = Object.values(SIGNS).flatMap((own) => [own.words, own.shared]);
  return words(message)
    .filter(
      ({ surface, whole }) =>
        known.has(whole) && !STOP_WORDS.has(surface) && !small.some((own) => own.has(surface)),
    )
    .map(({ surface }) => surface)
    .join(' ');
}

/**
 * One sentence in the language of a message that is in another one than the course: in which language to ask. Undefined for English,
 * for the course's own languages, and where it is not sure.
 *
 * @param own codes of languages that the course is in, the first its own
 */
export function inAnotherLanguage(message: string, own: readonly [string, ...string[]]): string | undefined {
  const byScript = SCRIPTS.find(([, letters]) => (message.match(letters)?.length ?? 0) > 1)?.[0];
  const found = byScript ?? bySigns(message) ?? otherLanguage(writtenWords(message.toLowerCase()));
  const sentence = SENTENCES[found ?? ''];
  if (!found || !sentence || own.includes(found)) return undefined;
  const names = new Intl.DisplayNames([found.endsWith('-Latn') ? 'en' : found], { type: 'language' });
  return sentence.replaceAll('*', names.of(own[0]) ?? own[0]);
}
