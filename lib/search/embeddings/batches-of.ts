/** What a request may hold. A token has at least a byte, so that bytes bound the 300,000 tokens that OpenAI takes. */
const MOST_TEXTS = 128;
const MOST_BYTES = 250_000;

/** Texts in batches that a request can hold, in order. A text that is too long for any stands alone. */
export function batchesOf(texts: readonly string[]): string[][] {
  const batches: string[][] = [];
  let bytes = 0;
  for (const text of texts) {
    const size = Buffer.byteLength(text);
    const last = batches.at(-1);
    if (last && last.length < MOST_TEXTS && bytes + size <= MOST_BYTES) {
      last.push(text);
      bytes += size;
    } else {
      batches.push([text]);
      bytes = size;
    }
  }
  return batches;
}
