import { setTimeout } from 'node:timers/promises';
import { DirectoryInUse, type DirectoryLock, lockDirectory } from '../lib/db/directory-lock';

const PAUSE_MS = 200;

/**
 * Does work that only one process at a time may do, and waits while another does it, for as long as that one lives.
 *
 * @param directory stands for the work; the lock is a file in it
 * @param onWait called once if there is another, with what is known of it, as in "process 12"
 */
export async function withLock<T>(
  directory: string,
  work: () => Promise<T>,
  onWait: (owner: string) => void = () => undefined,
): Promise<T> {
  const lock = await acquire(directory, onWait);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

async function acquire(directory: string, onWait: (owner: string) => void): Promise<DirectoryLock> {
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await lockDirectory(directory);
    } catch (error) {
      if (!(error instanceof DirectoryInUse)) throw error;
      if (isFirst) onWait(error.owner);
      await setTimeout(PAUSE_MS);
    }
  }
}
