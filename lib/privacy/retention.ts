import type { Principal } from '../chatkit/principal';
import type { FileStore } from '../files/file-store';

/** What has been kept for long enough, taken away in batches that each leave everything whole. */
export interface RetentionRecords {
  /** Deletes threads that nothing was written to since then. @returns them, and the files whose bytes have to go */
  removeThreads(
    before: Date,
    limit: number,
  ): Promise<{
    threads: { principal: Principal; threadId: string }[];
    files: { principal: Principal; attachmentId: string }[];
  }>;
  /** Deletes what models took before then. @returns how many records */
  removeUsage(before: Date, limit: number): Promise<number>;
  /** Deletes profiles that were not changed since then and have nothing else. @returns how many */
  removeUsers(before: Date, limit: number): Promise<number>;
}

export interface RetentionOptions {
  records: RetentionRecords;
  files: Pick<FileStore, 'delete'>;
  /** Forgets the turns of a thread that was deleted, where they do not go with it. */
  forgetRuns: (principal: Principal, threadId: string) => Promise<void>;
  /** Undefined: everything is kept. */
  days: number | undefined;
  now?: () => Date;
}

export interface Expired {
  threads: number;
  users: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const BATCH = 200;

/**
 * Takes away what has not been touched for so many days. Safe at any time and by several processes at once; bytes that cannot
 * be deleted now have no record any more, and are found by the sweep of files.
 */
export async function expire({
  records,
  files,
  forgetRuns,
  days,
  now = () => new Date(),
}: RetentionOptions): Promise<Expired> {
  if (days === undefined) return { threads: 0, users: 0 };
  const before = new Date(now().getTime() - days * DAY_MS);
  const threads = await inBatches(async () => {
    const batch = await records.removeThreads(before, BATCH);
    for (const { principal, threadId } of batch.threads) await forgetRuns(principal, threadId);
    for (const { principal, attachmentId } of batch.files) await files.delete(principal, attachmentId);
    return batch.threads.length;
  });
  await inBatches(() => records.removeUsage(before, BATCH));
  const users = await inBatches(() => records.removeUsers(before, BATCH));
  return { threads, users };
}

async function inBatches(remove: () => Promise<number>): Promise<number> {
  let all = 0;
  for (;;) {
    const removed = await remove();
    all += removed;
    if (removed === 0) return all;
  }
}
