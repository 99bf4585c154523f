import { closeSync, fstatSync, openSync } from 'node:fs';

/** Locks an open file, if nobody else has. */
export type TryLock = (fd: number) => boolean;

/** Whether there is a lock of the operating system for this platform; if not, why. */
export type NativeLock = { tryLock: TryLock } | { missing: string };

export type KernelLock =
  /** `inode` names the very file, also after another one has been put in its place. */
  | { state: 'held'; inode: string; release(): void }
  | { state: 'taken' }
  | { state: 'missing'; reason: string };

/** What file systems without locks answer, as some that are mounted over a network. */
const NOT_SUPPORTED = ['ENOLCK', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL'];

/** Loads the lock. The package has none for musl (Alpine) and for processors other than x64 and arm64, and throws there. */
export async function loadNativeLock(): Promise<NativeLock> {
  try {
    const { tryLock } = await import('fs-native-extensions');
    return { tryLock };
  } catch (error) {
    return { missing: codeOf(error) ?? String(error) };
  }
}

/**
 * Locks a file, which is made if it is not there and stays. The kernel gives the lock back when the process ends, however it ends.
 * It belongs to the opened file and not to a number of a process: who opens the file again is refused, in this process, in another
 * one, and in another container. Children do not inherit it, because Node opens files to be closed in what it starts; a copy of this
 * process made without starting a program (`fork` in C) would share it, and hold it as long as it lives.
 */
export function lockFile(file: string, native: NativeLock): KernelLock {
  if ('missing' in native) return { state: 'missing', reason: native.missing };
  const fd = openSync(file, 'a');
  try {
    if (native.tryLock(fd)) {
      const { ino } = fstatSync(fd, { bigint: true });
      return { state: 'held', inode: String(ino), release: () => closeSync(fd) };
    }
  } catch (error) {
    closeSync(fd);
    const code = codeOf(error);
    if (code === undefined || !NOT_SUPPORTED.includes(code)) throw error;
    return { state: 'missing', reason: code };
  }
  closeSync(fd);
  return { state: 'taken' };
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
