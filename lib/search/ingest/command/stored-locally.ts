import { z } from 'zod';
import { loadIndex } from '../../index/load-index';
import type { StoredPassage } from '../passage-target';
import type { IngestSetup } from './ingest-setup';

const record = z.object({
  id: z.string(),
  sourceFile: z.string(),
  locale: z.string(),
  fingerprint: z.string(),
  chunkIndex: z.number(),
  totalChunks: z.number(),
});

/** What the local index holds of the book; undefined if there is none that can be read. */
export async function storedLocally({
  indexFile,
  bookId,
}: Pick<IngestSetup, 'indexFile' | 'bookId'>): Promise<StoredPassage[] | undefined> {
  const index = await loadIndex(indexFile);
  if (!index?.data.pages.every((page) => page.bookId === bookId)) return undefined;
  const { records, recordStarts, ids } = index.data;
  const text = new TextDecoder();
  return ids.map((_, at) =>
    record.parse(JSON.parse(text.decode(records.subarray(recordStarts[at], recordStarts[at + 1])))),
  );
}
