/** Of a long text, so much of its beginning and of its end is looked for, in UTF-16 code units. */
const MAX_HALF = 500;

/**
 * What is looked for of a text, which may be a whole message with a log or a listing in it: a question stands before or behind what it
 * is about. Embedding models take a few thousand tokens, and every further term costs an index its time.
 */
export function boundedQuery(text: string): string {
  if (text.length <= 2 * MAX_HALF) return text;
  return `${text.slice(0, MAX_HALF)} ${text.slice(-MAX_HALF)}`.toWellFormed();
}
