import { type Embedder, vectorSize } from '../embeddings/embedder';
import { collectionName } from './collection-name';

/**
 * The collection that is searched by a model, or by words alone where there is none. Where the size of its vectors is known from its first
 * answer only, the model is asked when the name is needed.
 */
export function modelCollection(
  base: string,
  embedder: Embedder | undefined,
): string | (() => Promise<string>) {
  if (!embedder) return collectionName(base, undefined);
  const { model, dimensions } = embedder;
  if (dimensions !== undefined) return collectionName(base, model, dimensions);
  return async () => collectionName(base, model, await vectorSize(embedder, false));
}
