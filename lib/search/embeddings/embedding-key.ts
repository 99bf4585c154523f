import { createHash } from 'node:crypto';

/** Names texts and the model that embeds them, in hex: under the same key stand the same vectors. */
export function embeddingKey(model: string, inputs: readonly string[]): string {
  return createHash('sha256')
    .update([model, ...inputs].join('\0'))
    .digest('hex');
}
