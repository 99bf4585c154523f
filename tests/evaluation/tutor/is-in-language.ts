import type { Language } from '../questions/languages';

function words(list: string): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${list.replaceAll(' ', '|')})(?!\\p{L})`, 'giu');
}

const ENGLISH = words('the a an is are and of to it this that not does in');

/** Letters that a language is written in and others of this list are not, or its commonest words. */
const SIGNS: Record<Language, RegExp> = {
  Arabic: /[\u0621-\u064a]/g,
  Chinese: /\p{Script=Han}/gu,
  French: words(
    'le la les des un une est et pas dans que ne du de ce pour avec entre chaque sont fois donne',
  ),
  German: words('der die das ein eine ist und nicht zu mit den wie dem im in du erst kommt'),
  Hindi: /\p{Script=Devanagari}/gu,
  Portuguese: words('o a os as um uma é e não de do da em que para com cada deste'),
  Spanish: words('el la los las un una es y no de del en que para con por se este'),
  Urdu: /[\u0621-\u064aٹڈڑںےہھکگچپژی]/g,
};
const URDU_ONLY = /[ٹڈڑںےہھکگچپژی]/;

/** Languages whose signs are words, not letters of a script of their own. */
const LATIN: Language[] = ['French', 'German', 'Portuguese', 'Spanish'];

/** Whether a text of some sentences is in a language, out of those of the questions and English. */
export function isInLanguage(text: string, language: Language): boolean {
  if (language === 'Arabic' && URDU_ONLY.test(text)) return false;
  if (language === 'Urdu' && !URDU_ONLY.test(text)) return false;
  const signs = countSigns(text, language);
  if (!LATIN.includes(language)) return signs > (text.match(/\p{L}/gu)?.length ?? 0) / 3;
  const english = text.match(ENGLISH)?.length ?? 0;
  const others = LATIN.filter((each) => each !== language).map((each) => countSigns(text, each));
  return signs > english && signs >= Math.max(...others);
}

function countSigns(text: string, language: Language): number {
  return text.match(SIGNS[language])?.length ?? 0;
}
