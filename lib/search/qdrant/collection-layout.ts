import type { QdrantClient } from '@qdrant/js-client-rest';
import { statusOf } from './status-of';

/** Most numbers that the vector of a line has in a collection that we make, so that 63 lines fit (decision 0020). */
const MAX_ASKED_DIMENSIONS = 512;
/**
 * A multivector holds fewer numbers than this in all, or Qdrant refuses the point: in builds with debug assertions, as the one that we tried; release
 * builds take 32 times as many (`MAX_MULTIVECTOR_FLATTENED_LEN`). No answer tells which it is.
 */
const MAX_MULTIVECTOR_NUMBERS = 32_768;
/** Names of the vectors of a point. */
export const DENSE = 'dense';
export const BM25 = 'bm25';
/** One for each line by which students ask for a passage; the nearest counts. */
export const ASKED = 'asked';

/** What a collection is made for, as far as we can use it. */
export type CollectionLayout =
  | { kind: 'missing' }
  /**
   * Ours: a dense vector of so many numbers, the sparse one of its words, and those of asked lines of so many numbers each; 0 where
   * it was made before there were any.
   */
  | { kind: 'hybrid'; dimensions: number; askedDimensions: number }
  /** That of the original service: one vector without a name (spec robolearn A7). It can be read. */
  | { kind: 'unnamed'; dimensions: number }
  | { kind: 'unsuitable'; reason: string };

/** One that can be searched. */
export type UsableLayout = Extract<CollectionLayout, { kind: 'hybrid' | 'unnamed' }>;

/**
 * Asks Qdrant how a collection is laid out.
 *
 * @param dimensions numbers of the model's vectors; undefined where there is none, to which any will do
 */
export async function readCollectionLayout(
  client: QdrantClient,
  collection: string,
  dimensions: number | undefined,
): Promise<CollectionLayout> {
  const info = await client.getCollection(collection).catch((error: unknown) => {
    if (statusOf(error) === 404) return undefined;
    throw error;
  });
  if (!info) return { kind: 'missing' };
  const { vectors, sparse_vectors: sparse } = info.config.params;
  if (vectors && isParameters(vectors))
    return misfit(vectors, dimensions) ?? { kind: 'unnamed', dimensions: vectors.size };
  const dense = vectors?.[DENSE];
  if (!isParameters(dense)) return unsuitable(`it has no vector named "${DENSE}"`);
  if (sparse?.[BM25]?.modifier !== 'idf') return unsuitable(`it has no sparse vector "${BM25}" with IDF`);
  const askedDimensions = askedDimensionsOf(vectors?.[ASKED], dense.size);
  return misfit(dense, dimensions) ?? { kind: 'hybrid', dimensions: dense.size, askedDimensions };
}

interface Parameters {
  size: number;
  distance: string;
}

/** One vector's parameters stand where a collection with names has a map of them. */
function isParameters(vectors: object | undefined): vectors is Parameters {
  return vectors !== undefined && 'size' in vectors && typeof vectors.size === 'number';
}

/** Another use of the name is nobody's mistake, and is left alone. */
function askedDimensionsOf(vectors: object | undefined, dimensions: number): number {
  const isMany =
    vectors !== undefined && 'multivector_config' in vectors && vectors.multivector_config !== null;
  if (!isMany || !isParameters(vectors)) return 0;
  return vectors.distance === 'Cosine' && vectors.size <= dimensions ? vectors.size : 0;
}

/**
 * How many numbers the vector of a line has in a collection that we make: the beginning of what the model gives, which models that are made
 * for being shortened put first.
 *
 * @param dimensions of the model
 */
export function newAskedDimensions(dimensions: number): number {
  return Math.min(MAX_ASKED_DIMENSIONS, dimensions);
}

/** How many lines of a passage a collection has room for. @param askedDimensions of the layout */
export function askedLimit(askedDimensions: number): number {
  return askedDimensions === 0 ? 0 : Math.floor((MAX_MULTIVECTOR_NUMBERS - 1) / askedDimensions);
}

function misfit({ size, distance }: Parameters, dimensions = size): CollectionLayout | undefined {
  if (size !== dimensions) return unsuitable(`its vectors have ${size} dimensions, not ${dimensions}`);
  if (distance !== 'Cosine') return unsuitable(`its vectors are compared by ${distance}, not by cosine`);
  return undefined;
}

function unsuitable(reason: string): CollectionLayout {
  return { kind: 'unsuitable', reason };
}
