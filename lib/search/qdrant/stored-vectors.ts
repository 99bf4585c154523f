import type { Schemas } from '@qdrant/js-client-rest';
import { z } from 'zod';
import type { StoredVectors } from '../ingest/passage-target';
import { ASKED, DENSE } from './collection-layout';

const keys = z.object({
  embedding_key: z.string(),
  asked_keys: z.array(z.string()).default([]),
});

const vectors = z.object({
  [DENSE]: z.array(z.number()),
  [ASKED]: z.array(z.array(z.number())).default([]),
});

/** The fields of the payload that {@link storedVectors} reads. */
export const KEY_FIELDS = Object.keys(keys.shape);

/**
 * The vectors of points that were asked for with them and with {@link KEY_FIELDS}, under their keys. Qdrant keeps them at
 * length 1. A point that has none, or nothing that names them, adds nothing.
 */
export function storedVectors(points: Schemas['Record'][]): StoredVectors {
  const stored: StoredVectors = { dense: new Map(), asked: new Map() };
  for (const { payload, vector } of points) {
    const named = keys.safeParse(payload);
    const found = vectors.safeParse(vector);
    if (!named.success || !found.success) continue;
    const { embedding_key, asked_keys } = named.data;
    const asked = found.data[ASKED];
    stored.dense.set(embedding_key, found.data[DENSE]);
    // Lists that do not belong together name nothing.
    if (asked.length !== asked_keys.length) continue;
    for (const [at, key] of asked_keys.entries()) stored.asked.set(key, asked[at] ?? []);
  }
  return stored;
}
