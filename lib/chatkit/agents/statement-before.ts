/** Ends a sentence, with what may close it. */
const SENTENCE_END = /[.!?。！？…؟।]["'”’)\]*_]*\s+|\n+/g;

/**
 * What a marker at the end of a text stands behind: the sentence that it ends, or the one before it.
 *
 * @param text shown before the marker, its last few hundred characters
 */
export function statementBefore(text: string): string {
  const told = text.trimEnd();
  let start = 0;
  for (const { index, 0: end } of told.matchAll(SENTENCE_END)) {
    if (index + end.length < told.length) start = index + end.length;
  }
  return told.slice(start);
}
