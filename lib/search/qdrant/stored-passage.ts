import type { Schemas } from '@qdrant/js-client-rest';
import { z } from 'zod';
import type { StoredPassage } from '../ingest/passage-target';

/** What ingestion compares of a point. */
export type StoredPoint = StoredPassage & { contentHash: string };

const fields = z.object({
  source_file: z.string().catch(''),
  locale: z.string().catch(''),
  fingerprint: z.string().catch(''),
  content_hash: z.string().catch(''),
  chunk_index: z.number().catch(0),
  total_chunks: z.number().catch(0),
  embedding_key: z.string().optional().catch(undefined),
});

/** The fields of the payload that {@link storedPassage} reads. */
export const STORED_FIELDS = Object.keys(fields.shape);

/** Reads a point that was asked for with {@link STORED_FIELDS}. One that no run of ours can have written has empty fields. */
export function storedPassage({ id, payload }: Schemas['Record']): StoredPoint {
  const found = fields.parse(payload ?? {});
  return {
    id: String(id),
    sourceFile: found.source_file,
    locale: found.locale,
    fingerprint: found.fingerprint,
    contentHash: found.content_hash,
    chunkIndex: found.chunk_index,
    totalChunks: found.total_chunks,
    embeddingKey: found.embedding_key,
  };
}
