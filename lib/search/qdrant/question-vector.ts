import { STOP_WORDS } from '../text/stop-words';
import { SYNONYMS } from '../text/synonyms';
import { terms } from '../text/terms';
import { words } from '../text/words';
import { type SparseVector, sparseVector } from './sparse-vector';

/** Parts and other spellings of a word, and other words for it, find passages too, but say less than the word itself. */
const OTHER_WEIGHT = 0.5;

/**
 * The words of a question as a vector, those that only say how it is asked left out. Empty if nothing else is in it.
 *
 * @param meant terms of the course that its words stand for, with how sure that is, 0 to 1: Qdrant has no spelling, and knows
 *   a word by its letters alone
 */
export function questionVector(
  question: string,
  meant: Iterable<readonly [term: string, weight: number]> = [],
): SparseVector {
  const weights = new Map<string, number>(meant);
  for (const { surface, whole, parts, variants } of words(question)) {
    if (STOP_WORDS.has(surface)) continue;
    weights.set(whole, 1);
    const synonyms = (SYNONYMS.get(surface) ?? []).flatMap(terms);
    for (const other of [...parts, ...variants, ...synonyms])
      if (!weights.has(other)) weights.set(other, OTHER_WEIGHT);
  }
  return sparseVector(weights);
}
