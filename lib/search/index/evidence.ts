import type { Concept } from './concept';
import { type Has, share } from './coverage';
import type { IndexedChunk } from './indexed-chunk';
import type { Vocabulary } from './vocabulary';

/** How much more a word of the course's own subjects says than one that it only mentions. */
const SUBJECT = 0.5;
/** What two neighbouring sentences say together is not quite as sure. */
const NEXT = 0.85;
/** Words for doing stand in many headings, and are nobody's subject. */
const WEAK_SUBJECT = 0.15;

/**
 * How sure it is that a chunk is about a question: the share of it that one sentence, or two neighbours, cover together with
 * the headings over them, up to half as much again where the words are subjects of the course. Words that only meet somewhere
 * on a page, or that the course uses in passing, are no answer to a question that names them together.
 * @returns 0 to 1.5
 */
export function evidence(
  concepts: Concept[],
  { statements, context }: IndexedChunk,
  vocabulary: Vocabulary,
): number {
  const asked = concepts.reduce((sum, { information }) => sum + information, 0);
  if (asked === 0) return 0;
  const terms = concepts.flatMap(({ forms }) => forms.flatMap((form) => form.terms));
  let best = 0;
  let before: ReadonlySet<string> = new Set();
  for (const statement of statements) {
    const last = before;
    before = statement;
    // Most sentences of a page say nothing that was asked.
    if (best > 0 && !terms.some((term) => statement.has(term))) continue;
    const inOne: Has = (term) => statement.has(term) || context.has(term);
    const inTwo: Has = (term) => inOne(term) || last.has(term);
    best = Math.max(best, saidIn(inOne) / asked, (NEXT * saidIn(inTwo)) / asked);
  }
  return best;

  function saidIn(has: Has): number {
    return concepts.reduce((sum, concept) => sum + concept.information * saidOf(concept, has, vocabulary), 0);
  }
}

function saidOf({ forms, weight }: Concept, has: Has, vocabulary: Vocabulary): number {
  const subject = weight < 1 ? WEAK_SUBJECT : SUBJECT;
  let best = 0;
  for (const { terms, credit } of forms) {
    const present = share(terms, has, vocabulary);
    if (present === 0) continue;
    const salience = Math.max(...terms.map((term) => (has(term) ? vocabulary.salience(term) : 0)));
    best = Math.max(best, credit * present * (1 + subject * salience));
  }
  return best;
}
