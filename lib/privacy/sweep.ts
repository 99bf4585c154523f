import { type SweepOptions, type Swept, sweepFiles } from '../files/sweep-files';
import type { EraseOptions } from './erase-account';
import { finishErasures } from './finish-erasures';
import { expire, type RetentionOptions, type RetentionRecords } from './retention';

export interface SweepEverythingOptions extends SweepOptions {
  erasing: EraseOptions;
  retention: RetentionRecords;
  forgetRuns: RetentionOptions['forgetRuns'];
  /** Days that something untouched is kept; undefined keeps everything. */
  retentionDays: number | undefined;
}

/** What a sweep has taken away. */
export interface SweptEverything extends Swept {
  /** Accounts whose deletion had broken off. */
  accounts: number;
  /** Conversations that were not touched for longer than they are kept. */
  threads: number;
  /** Profiles of students who have had nothing else for as long. */
  users: number;
}

/**
 * Takes away what nobody will read again, and what has been kept for long enough. Accounts first: that is a promise to a person.
 *
 * @throws ChatKitError if the database or the store of files does not answer
 */
export async function sweep(options: SweepEverythingOptions): Promise<SweptEverything> {
  const { erasing, retention, retentionDays, files, forgetRuns, now } = options;
  const clock = now ? { now } : {};
  const accounts = await finishErasures({ ...erasing, ...clock });
  const expired = await expire({ records: retention, files, forgetRuns, days: retentionDays, ...clock });
  const swept = await sweepFiles(options);
  return { accounts, ...expired, ...swept };
}
