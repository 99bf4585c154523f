import type { FileSweepRecords, OwnedFile } from './file-records';
import type { FileStore, KeptFile } from './file-store';

export interface SweepOptions {
  files: FileStore;
  records: FileSweepRecords;
  now?: () => Date;
}

/** What a sweep has taken away. */
export interface Swept {
  /** Files that no message took within a day. */
  unused: number;
  /** Bytes that belong to no record. */
  bytesAlone: number;
  /** Records whose bytes are gone. */
  recordsAlone: number;
}

/** A student may write a message for a long time after attaching to it. */
const UNUSED_AFTER_MS = 24 * 60 * 60 * 1000;

/** Bytes are written before their record says so, and a listing is never of one moment. */
const SETTLED_AFTER_MS = 60 * 60 * 1000;

const BATCH = 500;

/**
 * Takes away what nobody will ever read again. Safe at any time, by several processes at once, and when it is broken off.
 *
 * @throws ChatKitError if the database or the store does not answer
 */
export async function sweepFiles({ files, records, now = () => new Date() }: SweepOptions): Promise<Swept> {
  const ago = (ms: number) => new Date(now().getTime() - ms);
  const unused = await sweepUnused(files, records, ago(UNUSED_AFTER_MS));
  const { present, removed } = await sweepBytes(files, records, {
    settled: ago(SETTLED_AFTER_MS),
    unused: ago(UNUSED_AFTER_MS),
  });
  // A store that shows nothing at all is more likely to be the wrong one, or not mounted, than to have lost everything.
  const recordsAlone =
    present.size === 0 ? 0 : await sweepRecords(files, records, present, ago(SETTLED_AFTER_MS));
  return { unused, bytesAlone: removed, recordsAlone };
}

/** Records first: from then on no message can take them, and bytes that cannot be deleted now are found by the next sweep. */
async function sweepUnused(files: FileStore, records: FileSweepRecords, before: Date): Promise<number> {
  let swept = 0;
  for (;;) {
    const batch = await records.removeUnused(before, BATCH);
    for (const { principal, attachmentId } of batch) await files.delete(principal, attachmentId);
    swept += batch.length;
    if (batch.length < BATCH) return swept;
  }
}

async function sweepBytes(
  files: FileStore,
  records: FileSweepRecords,
  before: { settled: Date; unused: Date },
): Promise<{ present: Set<string>; removed: number }> {
  const present = new Set<string>();
  let removed = 0;
  for await (const batch of inBatches(files.list())) {
    const known = await records.known(batch.map(({ attachmentId }) => attachmentId));
    for (const kept of batch) {
      const record = known.get(kept.attachmentId);
      if (kept.part === 'file') present.add(kept.attachmentId);
      // What a browser brought is needed until it has been looked at.
      const waits =
        kept.part === 'unchecked' ? record && !record.stored && kept.since >= before.unused : record;
      if (waits || kept.since >= before.settled) continue;
      await kept.delete();
      removed += 1;
    }
  }
  return { present, removed };
}

async function sweepRecords(
  files: FileStore,
  records: FileSweepRecords,
  present: ReadonlySet<string>,
  before: Date,
): Promise<number> {
  let swept = 0;
  let after = '';
  for (;;) {
    const page = await records.keptIn(files.kind, before, after, BATCH);
    for (const file of page.filter(({ attachmentId }) => !present.has(attachmentId))) {
      if (await isThere(files, file)) continue;
      await records.removeRecord(file);
      swept += 1;
    }
    const last = page.at(-1);
    if (!last || page.length < BATCH) return swept;
    after = last.attachmentId;
  }
}

/** Asked once more: it may have come after its part of the listing was read. */
async function isThere(files: FileStore, { principal, attachmentId }: OwnedFile): Promise<boolean> {
  return (await files.get(principal, attachmentId)) !== undefined;
}

async function* inBatches(all: AsyncIterable<KeptFile>): AsyncGenerator<KeptFile[]> {
  let batch: KeptFile[] = [];
  for await (const one of all) {
    batch.push(one);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
