import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Another living process works in the directory. */
export class DirectoryInUse extends Error {
  override name = 'DirectoryInUse';

  constructor(
    readonly directory: string,
    readonly pid: number,
  ) {
    super(
      `The data directory ${directory} is in use by process ${pid}. Stop that process, or set DATA_DIR to another directory.`,
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

interface Owner {
  pid: number;
  /** When the process started, in kernel ticks: tells a living owner from a later process with the same number. */
  started: string;
}

export interface DirectoryLock {
  release(): void;
}

/**
 * Takes the directory for this process. A lock whose owner has died is taken over.
 *
 * @throws DirectoryInUse if another living process holds it
 * @throws DirectoryUnusable if it cannot be made or written to
 */
export function lockDirectory(directory: string): DirectoryLock {
  try {
    return takeDirectory(directory);
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

function takeDirectory(directory: string): DirectoryLock {
  mkdirSync(directory, { recursive: true });
  const file = path.join(directory, 'lock.json');
  const me: Owner = { pid: process.pid, started: startOf(process.pid) };

  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const handle = openSync(file, 'wx');
      writeFileSync(handle, JSON.stringify(me));
      closeSync(handle);
      return { release: () => releaseIfOwn(file, me) };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const owner = readOwner(file);
    if (owner && owner.pid !== me.pid && isAlive(owner)) throw new DirectoryInUse(directory, owner.pid);
    rmSync(file, { force: true });
  }
  throw new DirectoryInUse(directory, readOwner(file)?.pid ?? 0);
}

function releaseIfOwn(file: string, me: Owner): void {
  if (readOwner(file)?.pid === me.pid) rmSync(file, { force: true });
}

function readOwner(file: string): Owner | undefined {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null || !('pid' in parsed) || !('started' in parsed))
      return undefined;
    const { pid, started } = parsed;
    return typeof pid === 'number' && typeof started === 'string' ? { pid, started } : undefined;
  } catch {
    // Unreadable or half-written by a process that died: nobody's.
    return undefined;
  }
}

function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const started = startOf(owner.pid);
  return started === '' || owner.started === '' || started === owner.started;
}

/** Field 22 of /proc/<pid>/stat; empty where there is no /proc. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
