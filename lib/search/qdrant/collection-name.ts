import { createHash } from 'node:crypto';
import { DEFAULT_DIMENSIONS, DEFAULT_MODEL } from '../embeddings/default-model';

/** Letters, digits, dots and dashes are in every name that Qdrant takes, and may stand in an address. */
const NO_NAME = /[^A-Za-z\d.-]+/g;
const MAX_MODEL = 80;

/**
 * The name of the collection that holds the vectors of one model and size: `QDRANT_COLLECTION` itself for 1,536 numbers of the default model,
 * as ever, and for words alone; for all others `QDRANT_COLLECTION-model-size`. Two models never share one: where the name of a model loses something,
 * six digits of its hash follow.
 */
export function collectionName(
  base: string,
  model: string | undefined,
  dimensions: number = DEFAULT_DIMENSIONS,
): string {
  if (model === undefined || (model === DEFAULT_MODEL && dimensions === DEFAULT_DIMENSIONS)) return base;
  return `${collectionPrefix(base, model)}${dimensions}`;
}

/** What the names of the collections of a model begin with, whatever the size. */
export function collectionPrefix(base: string, model: string): string {
  const name = model.replace(NO_NAME, '_').slice(0, MAX_MODEL);
  const hash = name === model ? '' : `-${createHash('sha256').update(model).digest('hex').slice(0, 6)}`;
  return `${base}-${name}${hash}-`;
}
