import { stemmer } from 'stemmer';

/** The course is written in British English and asked about in any. */
const SPELLINGS: [RegExp, string][] = [
  [/(\w{3})is(e|ed|es|ing|er|ers|ation|ations)$/, '$1iz$2'],
  [/(\w{2}l)our(s|ed|ing|ful)?$/, '$1or$2'],
  [/(\w{3}i)our(s|al)?$/, '$1or$2'],
  [/^(cent|met|lit|kilomet|centimet|millimet)re(s)?$/, '$1er$2'],
  [/(cancel|model|label|travel|signal)l(ed|ing|er|ers)$/, '$1$2'],
  [/^licence(s)?$/, 'license$1'],
];

/** Stems of very common word families that Porter's rules keep apart. */
const FAMILIES = new Map([
  ['discoveri', 'discov'],
  ['deploy', 'deploi'],
  ['safeti', 'safe'],
  ['automat', 'autom'],
]);

const LETTERS = /^\p{L}+$/u;

/** The stem of a lower-case word: `topics`, `publishing` and `behaviour` lose their endings and their dialect. */
export function stemWord(word: string): string {
  if (word.length < 3 || !LETTERS.test(word)) return word;
  const stem = stemmer(oneSpelling(word));
  return FAMILIES.get(stem) ?? stem;
}

/** A lower-case word in the spelling that stands for all of its dialects. */
export function oneSpelling(word: string): string {
  return SPELLINGS.reduce((text, [from, to]) => text.replace(from, to), word);
}
