const BYTES = 16;

/**
 * A name for one request, by which the server knows it again. Not `crypto.randomUUID`, which exists only in secure contexts: a
 * course may be served in a classroom by plain HTTP.
 */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
