import type { Embedder } from '../embeddings/embedder';
import { embeddingInput } from '../embeddings/embedding-input';
import { embeddingKey } from '../embeddings/embedding-key';
import type { PassageEmbedder } from './ingest';

/** An embedder of texts as one of passages. */
export function passageEmbedder(embedder: Embedder): PassageEmbedder {
  return {
    input: embeddingInput,
    key: (input) => embeddingKey(embedder.model, input),
    embed: (inputs) => embedder.embed(inputs),
  };
}
