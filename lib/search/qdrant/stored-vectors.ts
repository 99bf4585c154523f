import type { Schemas } from '@qdrant/js-client-rest';
import { z } from 'zod';
import type { PassageVectors } from '../ingest/passage-target';
import { ASKED, DENSE } from './collection-layout';

const vectors = z.object({
  [DENSE]: z.array(z.number()),
  [ASKED]: z.array(z.array(z.number())).optional(),
});

/** The vectors of a point that was asked for with them; undefined if it has none. Qdrant keeps them at length 1. */
export function storedVectors({ vector }: Schemas['Record']): PassageVectors | undefined {
  const { success, data } = vectors.safeParse(vector);
  return success ? data : undefined;
}
