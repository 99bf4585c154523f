import type { Vocabulary } from './vocabulary';

/** What reading a question asks of a vocabulary. */
export type TermsKnown = Pick<
  Vocabulary,
  | 'has'
  | 'isSaid'
  | 'salience'
  | 'information'
  | 'hasCapital'
  | 'inflection'
  | 'hasPair'
  | 'isCommand'
  | 'areNeighbours'
  | 'nearest'
>;

/** A vocabulary that also knows terms of passages from elsewhere. They are as rare as any, and of no known weight. */
export function widened(vocabulary: TermsKnown, terms: ReadonlySet<string>): TermsKnown {
  const isNew = (term: string) => terms.has(term) && !vocabulary.has(term);
  return {
    has: (term) => vocabulary.has(term) || terms.has(term),
    isSaid: (term) => isNew(term) || vocabulary.isSaid(term),
    hasCapital: (term) => isNew(term) || vocabulary.hasCapital(term),
    areNeighbours: (one, other) => isNew(one) || isNew(other) || vocabulary.areNeighbours(one, other),
    salience: (term) => vocabulary.salience(term),
    information: (term) => vocabulary.information(term),
    inflection: (word) => vocabulary.inflection(word),
    hasPair: (one, other) => vocabulary.hasPair(one, other),
    isCommand: (one, other) => vocabulary.isCommand(one, other),
    nearest: (asked, how) => vocabulary.nearest(asked, how),
  };
}
