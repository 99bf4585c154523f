import type { Schemas } from '@qdrant/js-client-rest';
import { z } from 'zod';
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
 * The vectors of a point that was asked for with them and with {@link KEY_FIELDS}, under their keys. Qdrant keeps them at
 * length 1. One that has none, or nothing that names them, has no entries.
 */
export function storedVectors({ payload, vector }: Schemas['Record']): [key: string, vector: number[]][] {
  const named = keys.safeParse(payload);
  const found = vectors.safeParse(vector);
  if (!named.success || !found.success) return [];
  const { embedding_key, asked_keys } = named.data;
  const asked = found.data[ASKED];
  const entries: [string, number[]][] = [[embedding_key, found.data[DENSE]]];
  // Lists that do not belong together name nothing.
  if (asked.length === asked_keys.length)
    for (const [at, key] of asked_keys.entries()) entries.push([key, asked[at] ?? []]);
  return entries;
}
