import { oneSpelling } from './stem-word';

const VERBAL = /(?:ed|ing)$/;
const ENDINGS = /(?:ings|ies|ied|es|ed|e|ing|ers|er|s|y|i)$/;

/**
 * How surely two words with one stem mean the same. The stemmer is made for finding, and throws together what is only alike:
 * `united` and `units`, `business` and `busy`, `general` and `generate`.
 * @returns `same` for forms of one word, `verb` if only the asked one is a verb form, `alike` for the rest
 */
export function inflection(asked: string, known: string): 'same' | 'verb' | 'alike' {
  const [one, other] = [oneSpelling(asked), oneSpelling(known)];
  if (one === other) return 'same';
  if (root(one) !== root(other)) return 'alike';
  return VERBAL.test(one) && !VERBAL.test(other) ? 'verb' : 'same';
}

/** Without its ending, and without the letter doubled before it. */
function root(word: string): string {
  return word.replace(ENDINGS, '').replace(/([^aeiou])\1$/, '$1');
}
