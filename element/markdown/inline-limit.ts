/*
 * How much of one paragraph is read as Markdown. What delimiters mean depends on all others beside them, so the work grows with
 * the square of their number; a person writes a few dozen. The rest of a longer paragraph is shown as it is written. It is the
 * rest, not the whole, so that nothing that was shown changes when an answer grows beyond the limit.
 */

/** Characters that may mean something, line breaks among them. */
const MAX_DELIMITERS = 1000;

/** In UTF-16 code units: the words of a paragraph, with and without delimiters. */
export const MAX_INLINE_LENGTH = 20_000;

const DELIMITER = /[\\`*_~[\]()<>!$&:@\n]/g;

/** Index in `text`, the content of one block, from which on it is shown as it is written. */
export function inlineLimit(text: string): number {
  const end = Math.min(text.length, MAX_INLINE_LENGTH);
  if (end <= MAX_DELIMITERS) return end;
  DELIMITER.lastIndex = 0;
  for (let count = 0; count < MAX_DELIMITERS; count += 1) {
    const found = DELIMITER.exec(text);
    if (!found || found.index >= end) return end;
  }
  return DELIMITER.lastIndex;
}
