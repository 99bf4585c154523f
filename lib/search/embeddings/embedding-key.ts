import { createHash } from 'node:crypto';

/** Names a text and the model that embeds it, in hex: under the same key stands the same vector. */
export function embeddingKey(model: string, input: string): string {
  return createHash('sha256').update(model).update('\0').update(input).digest('hex');
}
