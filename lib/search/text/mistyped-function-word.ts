import { editDistance, haveSameLetters } from './edit-distance';
import { isEnglishWord } from './english-words';
import { FUNCTION_WORDS } from './function-words';
import { STOP_WORDS } from './stop-words';

const MIN_LETTERS = 3;

const targets = [...new Set([...FUNCTION_WORDS, ...STOP_WORDS])].filter((word) => word.length >= MIN_LETTERS);

/**
 * The word that says nothing of what a question is about, and from which what is no word is one mistake away: `what` for `wht`, `can`
 * for `cna`. Of three letters, with another one in place of one of them, anything may have been meant.
 */
export function functionWordMeant(surface: string): string | undefined {
  if (surface.length < MIN_LETTERS) return undefined;
  const found = targets.find((word) => isNear(surface, word));
  return found !== undefined && !isEnglishWord(surface) ? found : undefined;
}

function isNear(surface: string, word: string): boolean {
  if (Math.abs(word.length - surface.length) > 1) return false;
  // Nobody mistypes the first letter, but some swap it with the second.
  const [first, second] = surface;
  if (word[0] !== first && !(word[0] === second && word[1] === first)) return false;
  const isShort = surface.length === MIN_LETTERS && word.length === MIN_LETTERS;
  return (!isShort || haveSameLetters(surface, word)) && editDistance(surface, word, 1) === 1;
}
