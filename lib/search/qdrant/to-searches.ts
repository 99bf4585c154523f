import type { Schemas } from '@qdrant/js-client-rest';
import { ASKED, BM25, DENSE } from './collection-layout';
import type { SparseVector } from './sparse-vector';

interface Asked {
  filter: Schemas['Filter'];
  dense: number[] | undefined;
  /** Undefined where the collection has no vector of words. */
  words: SparseVector | undefined;
  /** How many numbers the vectors of the lines have by which students ask; 0 where the collection has none. */
  askedDimensions: number;
}

/** How many candidates each way of searching gives, and how many are ranked. */
const CANDIDATES = 50;
/** Of so many the cosine is asked, so that most of what words alone bring up has one. */
const COSINES = 200;

/** What names the vectors of a passage is as long as all the rest of it, and only of use to an ingestion. */
const PASSAGE = { exclude: ['embedding_key', 'asked_keys'] };

/**
 * What is asked of Qdrant for a question, in one request: first the candidates; then, where they are of several kinds, the
 * cosines of the nearest, by their text and by the lines that ask for them, which the fused score does not tell. Nothing, if
 * there is nothing to search by.
 */
export function toSearches({ filter, dense, words, askedDimensions }: Asked): Schemas['QueryRequest'][] {
  if (!words) return dense ? [{ query: dense, filter, limit: CANDIDATES, with_payload: PASSAGE }] : [];
  const byWords =
    words.indices.length > 0 ? { query: words, using: BM25, filter, limit: CANDIDATES } : undefined;
  if (!dense) return byWords ? [{ ...byWords, with_payload: PASSAGE }] : [];
  const byMeaning = { query: dense, using: DENSE, filter, limit: CANDIDATES };
  const line = dense.slice(0, askedDimensions);
  const byAsked = line.length ? [{ query: [line], using: ASKED, filter, limit: CANDIDATES }] : [];
  return [
    {
      prefetch: [byMeaning, ...(byWords ? [byWords] : []), ...byAsked],
      query: { fusion: 'rrf' },
      limit: CANDIDATES,
      with_payload: PASSAGE,
    },
    ...[byMeaning, ...byAsked].map((search) => ({ ...search, limit: COSINES, with_payload: false })),
  ];
}
