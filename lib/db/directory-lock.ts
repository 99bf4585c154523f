import { mkdirSync } from 'node:fs';
import path from 'node:path';
import {
  claimDirectory,
  type DirectoryOwner,
  describeOwner,
  newOwner,
  RENEW_EVERY_MS,
  readOwner,
  removeOwner,
  renewOwner,
} from './directory-owner';
import { loadNativeLock, lockFile, type NativeLock } from './kernel-lock';

/** Another living process works in the directory. */
export class DirectoryInUse extends Error {
  override name = 'DirectoryInUse';
  /** As in "process 12" or "another process". */
  readonly owner: string;

  /** @param missing why there is no lock of the operating system, where there is none */
  constructor(
    readonly directory: string,
    owner: DirectoryOwner | undefined,
    missing?: string,
  ) {
    const named = owner ? describeOwner(owner) : 'another process';
    const killed = missing
      ? ` If it was killed, the directory is free after a minute at most, because there is no lock of the operating system here (${missing}).`
      : '';
    super(
      `The data directory ${directory} is in use by ${named}. Stop that process, or set DATA_DIR to another directory.${killed}`,
    );
    this.owner = named;
  }
}

/** Somebody else has taken the directory while this process was using it. */
export class DirectoryLost extends Error {
  override name = 'DirectoryLost';

  constructor(
    readonly directory: string,
    owner: DirectoryOwner,
  ) {
    super(
      `The data directory ${directory} was taken over by ${describeOwner(owner)} while it was in use here. This process ends, so that not both write to it.`,
    );
  }
}

/** Nothing can be written there. */
export class DirectoryUnusable extends Error {
  override name = 'DirectoryUnusable';

  constructor(
    readonly directory: string,
    options: { cause: NodeJS.ErrnoException },
  ) {
    super(
      `The data directory ${directory} cannot be written to (${options.cause.code}). Set DATA_DIR to one that can.`,
      options,
    );
  }
}

export interface DirectoryLock {
  release(): void;
}

export interface DirectoryLockOptions {
  /** The lock of the operating system, or why there is none. */
  native?: NativeLock;
  /** Called once where the directory is kept by signs of life alone, with the reason. */
  onFallback?: ((reason: string) => void) | undefined;
  /** Called once if somebody else takes the directory nevertheless. By default the process ends, at once and without a last write. */
  onLost?: (error: DirectoryLost) => void;
}

/**
 * Takes the directory for this one caller. The kernel's lock of the file `lock` in it decides, which ends with its process; `lock.json`
 * describes the owner, who renews it every few seconds. The record decides where the kernel cannot: where it has no lock, where somebody
 * has deleted the locked file, and for an older version, which knew only the record.
 *
 * @throws DirectoryInUse if somebody else has it, be it in this process
 * @throws DirectoryUnusable if it cannot be made or written to
 */
export async function lockDirectory(
  directory: string,
  options: DirectoryLockOptions = {},
): Promise<DirectoryLock> {
  const native = options.native ?? (await loadNativeLock());
  try {
    return acquire(directory, native, options);
  } catch (error) {
    throw isRefused(error) ? new DirectoryUnusable(directory, { cause: error }) : error;
  }
}

/** What a file system says of places that are not for this user, or for nobody. */
function isRefused(error: unknown): error is NodeJS.ErrnoException {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return (
    typeof code === 'string' &&
    ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT', 'EISDIR', 'ERR_FS_EISDIR', 'ENOSPC'].includes(
      code,
    )
  );
}

function acquire(
  directory: string,
  native: NativeLock,
  { onFallback, onLost = endProcess }: DirectoryLockOptions,
): DirectoryLock {
  mkdirSync(directory, { recursive: true });
  const kernel = lockFile(path.join(directory, 'lock'), native);
  if (kernel.state === 'taken') throw new DirectoryInUse(directory, readOwner(directory));
  const unlock = kernel.state === 'held' ? kernel.release : () => undefined;
  const missing = kernel.state === 'missing' ? kernel.reason : undefined;
  const me = newOwner(kernel.state === 'held' ? kernel.inode : '');
  try {
    const owner = claimDirectory(directory, me);
    if (owner !== me) throw new DirectoryInUse(directory, owner, missing);
  } catch (error) {
    unlock();
    throw error;
  }
  if (missing) onFallback?.(missing);
  const timer = setInterval(() => {
    const owner = renew(directory, me);
    if (!owner) return;
    clearInterval(timer);
    onLost(new DirectoryLost(directory, owner));
  }, RENEW_EVERY_MS).unref();
  let isReleased = false;
  return {
    release: () => {
      if (isReleased) return;
      isReleased = true;
      clearInterval(timer);
      try {
        removeOwner(directory, me);
      } finally {
        unlock();
      }
    },
  };
}

/** Gives a sign of life. @returns who has the directory now, if it is somebody else */
function renew(directory: string, me: DirectoryOwner): DirectoryOwner | undefined {
  try {
    if (renewOwner(directory, me)) return undefined;
    // Who has deleted the record has not taken the directory.
    const owner = readOwner(directory) ?? claimDirectory(directory, me);
    return owner && owner.token !== me.token ? owner : undefined;
  } catch {
    // A full or broken disk: what is stored there will report it, and the next sign of life may succeed.
    return undefined;
  }
}

function endProcess(error: DirectoryLost): void {
  console.error(error.message);
  process.exit(1);
}
