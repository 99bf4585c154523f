import { STOP_WORDS } from './stop-words';
import { type Word, words } from './words';

const SENTENCE = /(?<=[.!?:])\s+/u;

/** Words of a question that are written as names: with a capital that no beginning of a sentence gives them. */
export function namesIn(question: string): ReadonlySet<string> {
  const inside = question
    .split(SENTENCE)
    .flatMap((sentence): Word[] => words(sentence).slice(1))
    .filter(({ surface }) => !STOP_WORDS.has(surface));
  const names = inside.filter(({ isCapital }) => isCapital);
  // A Question Written Like A Title names nothing.
  const isTitle = names.length > 2 && names.length > inside.length / 2;
  return new Set(isTitle ? [] : names.map(({ whole }) => whole));
}
