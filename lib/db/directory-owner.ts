import { randomUUID } from 'node:crypto';
import {
  closeSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const owner = z.object({
  pid: z.number().int().positive(),
  /** When the process started, in kernel ticks: tells a living owner from a later process with the same number. */
  started: z.string(),
  host: z.string().default(''),
  /** Where `pid` is a number of one process: two containers have the same numbers, but never this. Empty where there is no /proc. */
  namespace: z.string().default(''),
  /** Of this lock alone. Older versions of the product wrote none, and nothing but the first two fields. */
  token: z.string().default(''),
  /** The file that the owner has the kernel's lock of; empty if it has none. */
  inode: z.string().default(''),
});

/** Who has a directory, as `lock.json` in it says. */
export type DirectoryOwner = z.infer<typeof owner>;

/** An owner gives a sign of life so often, in milliseconds. */
export const RENEW_EVERY_MS = 5_000;

/** Who has given none for so long counts as dead where nothing better is known. A query may hold up a process for some seconds. */
const MAX_AGE_MS = 60_000;

/** This process, about to take a directory. */
export function newOwner(inode: string): DirectoryOwner {
  const { pid } = process;
  return {
    pid,
    started: startOf(pid),
    host: hostname(),
    namespace: pidNamespace(),
    token: randomUUID(),
    inode,
  };
}

/** Undefined if there is none, or a file that nobody could have finished writing. */
export function readOwner(directory: string): DirectoryOwner | undefined {
  try {
    return parse(readFileSync(ownerFile(directory), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Writes down the owner, unless somebody else lives. One process at a time does this: its record lies ready under a name that only
 * one can create, and becomes the record of the directory by being renamed.
 *
 * @returns who has the directory: the owner given, the one who lives, or undefined if somebody is just taking it
 */
export function claimDirectory(directory: string, me: DirectoryOwner): DirectoryOwner | undefined {
  const draft = path.join(directory, 'lock.claim');
  if (!writeNew(draft, me)) {
    // Of a process that was killed between two lines of this function.
    if (ageOf(draft, Date.now()) > MAX_AGE_MS) rmSync(draft, { force: true });
    return undefined;
  }
  // By the clock of the file system, which may be another machine's.
  const now = statSync(draft).mtimeMs;
  const current = readOwner(directory);
  if (current && current.token !== me.token && isAlive(current, me, ageOf(ownerFile(directory), now))) {
    rmSync(draft, { force: true });
    return current;
  }
  renameSync(draft, ownerFile(directory));
  return me;
}

/** Gives a sign of life. @returns false if the record is not there, or somebody else's */
export function renewOwner(directory: string, me: DirectoryOwner): boolean {
  let fd: number;
  try {
    fd = openSync(ownerFile(directory), 'r+');
  } catch {
    return false;
  }
  try {
    const text = readFileSync(fd, 'utf8');
    if (parse(text)?.token !== me.token) return false;
    // The same bytes: a reader never sees half of them, and the file system says when it was.
    writeSync(fd, text, 0);
    return true;
  } finally {
    closeSync(fd);
  }
}

export function removeOwner(directory: string, me: DirectoryOwner): void {
  if (readOwner(directory)?.token === me.token) rmSync(ownerFile(directory), { force: true });
}

/** As in "process 12", with what else is needed to find it from here. */
export function describeOwner({ pid, started, host, namespace }: DirectoryOwner): string {
  if (host !== '' && host !== hostname()) return `process ${pid} on host ${host}`;
  if (namespace !== '' && namespace !== pidNamespace()) return `process ${pid} of another container`;
  return pid === process.pid && started === startOf(pid)
    ? `process ${pid}, which is this one`
    : `process ${pid}`;
}

/** @param age since the last sign of life, in milliseconds */
function isAlive(current: DirectoryOwner, me: DirectoryOwner, age: number): boolean {
  // The kernel gave this process the lock that the owner had.
  if (current.inode !== '' && current.inode === me.inode) return false;
  // An older version gives no sign of life, and never knew of containers.
  if (current.token === '') return current.pid !== me.pid && isRunning(current);
  if (current.namespace !== '' && current.namespace === me.namespace) return isRunning(current);
  return age < MAX_AGE_MS;
}

function isRunning({ pid, started }: DirectoryOwner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const now = startOf(pid);
  return now === '' || started === '' || now === started;
}

const ownerFile = (directory: string) => path.join(directory, 'lock.json');

function parse(text: string): DirectoryOwner | undefined {
  try {
    return owner.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** @returns false if the file exists */
function writeNew(file: string, me: DirectoryOwner): boolean {
  let fd: number;
  try {
    fd = openSync(file, 'wx');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeSync(fd, JSON.stringify(me));
  } finally {
    closeSync(fd);
  }
  return true;
}

/** In milliseconds; none for a file that has just gone. */
function ageOf(file: string, now: number): number {
  return now - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? now);
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

/** The running kernel and the name that it has for the namespace; empty where there is no /proc. */
function pidNamespace(): string {
  try {
    const kernel = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${kernel} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
}
