import type { Concept } from './concept';
import { has, share, type TermSet } from './term-set';

/** How much more a word of the course's own subjects says than one that it only mentions. */
const SUBJECT = 0.5;
/** What two neighbouring sentences say together is not quite as sure. */
const NEXT = 0.85;
/** Words for doing stand in many headings, and are nobody's subject. */
const WEAK_SUBJECT = 0.15;

/**
 * How sure it is that a passage is about a question: the share of it that one sentence, or two neighbours, cover together
 * with the headings over them, up to half as much again where the words are subjects of the course. Words that only meet
 * somewhere on a page, or that the course uses in passing, are no answer to a question that names them together.
 * @returns 0 to 1.5
 */
export function evidence(concepts: Concept[], statements: (TermSet | undefined)[], context: TermSet): number {
  const asked = concepts.reduce((sum, { information }) => sum + information, 0);
  if (asked === 0) return 0;
  let best = saidIn(concepts, [context]);
  let before: TermSet | undefined;
  for (const statement of statements) {
    const last = before;
    before = statement;
    // Most sentences of a page say nothing that was asked.
    if (!statement) continue;
    best = Math.max(best, saidIn(concepts, [statement, context]));
    if (last) best = Math.max(best, NEXT * saidIn(concepts, [statement, context, last]));
  }
  return best / asked;
}

function saidIn(concepts: Concept[], sets: readonly TermSet[]): number {
  return concepts.reduce((sum, concept) => sum + concept.information * saidOf(concept, sets), 0);
}

function saidOf({ forms, weight }: Concept, sets: readonly TermSet[]): number {
  const subject = weight < 1 ? WEAK_SUBJECT : SUBJECT;
  let best = 0;
  for (const { terms, credit } of forms) {
    const present = share(terms, sets);
    if (present === 0) continue;
    let salience = 0;
    for (const term of terms) if (has(term.at, sets)) salience = Math.max(salience, term.salience);
    best = Math.max(best, credit * present * (1 + subject * salience));
  }
  return best;
}
