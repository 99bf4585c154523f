import { STOP_WORDS } from '../text/stop-words';
import { SYNONYMS } from '../text/synonyms';
import { terms } from '../text/terms';
import { words } from '../text/words';
import { type SparseVector, sparseVector } from './sparse-vector';

/** Parts and other spellings of a word, and other words for it, find passages too, but say less than the word itself. */
const OTHER_WEIGHT = 0.5;

/** The words of a question as a vector, those that only say how it is asked left out. Empty if nothing else is in it. */
export function questionVector(question: string): SparseVector {
  const weights = new Map<string, number>();
  for (const { surface, whole, parts, variants } of words(question)) {
    if (STOP_WORDS.has(surface)) continue;
    weights.set(whole, 1);
    const synonyms = Object.hasOwn(SYNONYMS, surface) ? (SYNONYMS[surface] ?? []).flatMap(terms) : [];
    for (const other of [...parts, ...variants, ...synonyms])
      if (!weights.has(other)) weights.set(other, OTHER_WEIGHT);
  }
  return sparseVector(weights);
}
