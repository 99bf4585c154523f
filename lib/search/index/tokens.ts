/**
 * What a passage says is kept as one row of numbers: words by their number in the lexicon, plus {@link FIRST_WORD}, and
 * these marks between them. The fields follow each other in the order of {@link FIELDS}.
 */
export const MARKS = {
  /** Ends a sentence, a cell, a heading or a paragraph of code. */
  statement: 0,
  /** Ends a field. */
  field: 1,
} as const;

export const FIRST_WORD = 2;

/** The fields of a passage, in the order in which they are kept. */
export const FIELDS = ['title', 'heading', 'text', 'code', 'asked'] as const;
export type Field = (typeof FIELDS)[number];
