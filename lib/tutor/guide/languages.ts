import { courseDocuments } from '../../search/course';
import { isFunctionWordOf, languageOf } from '../../search/text/other-languages';
import { STOP_WORDS } from '../../search/text/stop-words';
import { terms } from '../../search/text/terms';
import { words } from '../../search/text/words';
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

/** The words of a message in another language that the course has in its titles and headings: what it can be looked up by. */
export function namesIn(message: string, language: string, course: Turn['course']): string {
  const titled = courseDocuments(course).flatMap(({ title, body }) => [
    title,
    ...(body.match(/^#{1,6} .*$/gm) ?? []),
  ]);
  const known = new Set(terms(titled.join('\n')));
  return words(message)
    .filter(
      ({ surface, whole }) =>
        known.has(whole) && !STOP_WORDS.has(surface) && !isFunctionWordOf(language, surface),
    )
    .map(({ surface }) => surface)
    .join(' ');
}

/** A language other than the course's, and one sentence in it: in which language to ask. */
export interface OtherLanguage {
  code: string;
  sentence: string;
}

/**
 * The language that a message is in, if it is another one than the course's. Undefined for English, for the course's own languages,
 * and where it is not sure.
 *
 * @param own codes of languages that the course is in, the first its own
 */
export function inAnotherLanguage(
  message: string,
  own: readonly [string, ...string[]],
): OtherLanguage | undefined {
  const byScript = SCRIPTS.find(([, letters]) => (message.match(letters)?.length ?? 0) > 1)?.[0];
  const code = byScript ?? languageOf(message);
  const sentence = SENTENCES[code ?? ''];
  if (!code || !sentence || own.includes(code)) return undefined;
  const names = new Intl.DisplayNames([code.endsWith('-Latn') ? 'en' : code], { type: 'language' });
  return { code, sentence: sentence.replaceAll('*', names.of(own[0]) ?? own[0]) };
}
