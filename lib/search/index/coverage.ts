import type { Concept } from './concept';
import type { Vocabulary } from './vocabulary';

/** The share of a question's information that a set of terms covers, 0 to 1. Comparable between questions. */
export function coverage(concepts: Concept[], terms: ReadonlySet<string>, vocabulary: Vocabulary): number {
  let asked = 0;
  let covered = 0;
  for (const { forms, information } of concepts) {
    asked += information;
    const best = Math.max(
      0,
      ...forms.map(({ terms: said, credit }) => credit * share(said, terms, vocabulary)),
    );
    covered += information * best;
  }
  return asked === 0 ? 0 : covered / asked;
}

function share(said: string[], terms: ReadonlySet<string>, vocabulary: Vocabulary): number {
  let all = 0;
  let present = 0;
  for (const term of said) {
    const information = vocabulary.information(term);
    all += information;
    if (terms.has(term)) present += information;
  }
  return all === 0 ? 0 : present / all;
}
