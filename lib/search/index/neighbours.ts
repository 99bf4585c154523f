import { STOP_WORDS } from '../text/stop-words';
import { type Word, words } from '../text/words';

/** So far apart words still make one phrase, stop words not counted. */
const REACH = 3;

/** The pairs of words that stand close to each other in a sentence, as keys. */
export function neighbours(sentence: string): string[] {
  const kept = words(sentence).filter(({ surface }) => !STOP_WORDS.has(surface));
  return kept.flatMap((word, at) => [
    ...word.parts.slice(1).map((part, index) => neighbourKey(word.parts[index] ?? '', part)),
    ...kept.slice(at + 1, at + 1 + REACH).flatMap((next) => keys(word, next)),
  ]);
}

/** The same for both orders. */
export function neighbourKey(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

function keys(one: Word, other: Word): string[] {
  return all(one).flatMap((term) => all(other).map((next) => neighbourKey(term, next)));
}

function all({ whole, parts, variants }: Word): string[] {
  return [whole, ...parts, ...variants];
}
