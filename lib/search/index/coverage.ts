import type { Concept } from './concept';
import type { Vocabulary } from './vocabulary';

/** Whether a text has a term. */
export type Has = (term: string) => boolean;

/** The share of a question's information that a text covers, 0 to 1. Comparable between questions. */
export function coverage(concepts: Concept[], has: Has, vocabulary: Vocabulary): number {
  let asked = 0;
  let covered = 0;
  for (const { forms, information } of concepts) {
    asked += information;
    const best = Math.max(0, ...forms.map(({ terms, credit }) => credit * share(terms, has, vocabulary)));
    covered += information * best;
  }
  return asked === 0 ? 0 : covered / asked;
}

/** The share of a form's information that a text has. */
export function share(terms: string[], has: Has, vocabulary: Vocabulary): number {
  let all = 0;
  let present = 0;
  for (const term of terms) {
    const information = vocabulary.information(term);
    all += information;
    if (has(term)) present += information;
  }
  return all === 0 ? 0 : present / all;
}
