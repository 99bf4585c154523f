import type { Concept } from './concept';
import { share, type TermSet } from './term-set';

/** The share of a question's information that a text covers, 0 to 1. Comparable between questions. */
export function coverage(concepts: Concept[], said: TermSet): number {
  const sets = [said];
  let asked = 0;
  let covered = 0;
  for (const { forms, information } of concepts) {
    asked += information;
    let best = 0;
    for (const { terms, credit } of forms) best = Math.max(best, credit * share(terms, sets));
    covered += information * best;
  }
  return asked === 0 ? 0 : covered / asked;
}
