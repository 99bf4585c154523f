import type { Concept } from './concept';
import { share, type TermSet } from './term-set';

/** The share of a question's information that a text covers, 0 to 1. Comparable between questions. */
export function coverage(concepts: Concept[], said: TermSet): number {
  const sets = [said];
  let asked = 0;
  let covered = 0;
  for (const concept of concepts) {
    asked += concept.information;
    covered += concept.information * shareSaid(concept, sets);
  }
  return asked === 0 ? 0 : covered / asked;
}

/** How surely and how fully texts say a concept together, 0 to 1. */
export function shareSaid({ forms }: Concept, sets: readonly TermSet[]): number {
  let best = 0;
  for (const { terms, credit } of forms) best = Math.max(best, credit * share(terms, sets));
  return best;
}
