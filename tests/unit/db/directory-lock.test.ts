import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  DirectoryInUse,
  type DirectoryLock,
  type DirectoryLockOptions,
  DirectoryUnusable,
  lockDirectory,
} from '@/lib/db/directory-lock';
import { RENEW_EVERY_MS } from '@/lib/db/directory-owner';
import { loadNativeLock } from '@/lib/db/kernel-lock';

let directory: string;
let locks: DirectoryLock[];

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'robolearn-lock-'));
  locks = [];
});

afterEach(() => {
  vi.useRealTimers();
  for (const lock of locks) lock.release();
  rmSync(directory, { recursive: true });
});

async function take(options: DirectoryLockOptions = {}): Promise<DirectoryLock> {
  const lock = await lockDirectory(directory, options);
  locks.push(lock);
  return lock;
}

const recordFile = () => path.join(directory, 'lock.json');
const readRecord = (): Record<string, unknown> => JSON.parse(readFileSync(recordFile(), 'utf8'));
const writeRecord = (record: unknown) => writeFileSync(recordFile(), JSON.stringify(record));

/** The owner's last sign of life was long ago. */
const age = () => utimesSync(recordFile(), new Date('2020-01-01'), new Date('2020-01-01'));

/** The record of a process of this very number that lives where its number cannot be looked up. */
const fromElsewhere = () => ({ ...readRecord(), namespace: 'elsewhere', token: 'another' });

const WITHOUT_KERNEL = { native: { missing: 'NONE_HERE' } };
const KINDS: [string, DirectoryLockOptions][] = [
  ['the lock of the kernel', {}],
  ['signs of life alone', WITHOUT_KERNEL],
];

test('this platform has a lock of the kernel', async () => {
  expect(await loadNativeLock()).toEqual({ tryLock: expect.any(Function) });
});

describe.each(KINDS)('with %s', (_, options) => {
  test('the same process cannot take a directory twice, and the refusal names it', async () => {
    await take(options);
    await expect(take(options)).rejects.toThrow(DirectoryInUse);
    await expect(take(options)).rejects.toThrow(`in use by process ${process.pid}, which is this one. Stop`);
  });

  test('what is released can be taken again, and is not released a second time', async () => {
    const first = await take(options);
    first.release();
    expect(existsSync(recordFile())).toBe(false);
    await take(options);
    first.release();
    await expect(take(options)).rejects.toThrow(DirectoryInUse);
  });

  test('what an owner starts does not hold the directory for it', async () => {
    const lock = await take(options);
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    await once(child, 'spawn');
    lock.release();
    try {
      await take(options);
    } finally {
      child.kill('SIGKILL');
    }
  });

  test('a living owner of an older version is named in one line', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    await once(other, 'spawn');
    writeRecord({ pid: other.pid, started: '' });
    try {
      const refusal = await take(options).catch(String);
      expect(refusal).toMatch(
        new RegExp(`^DirectoryInUse: The data directory ${directory} .+ process ${other.pid}\\. .+$`),
      );
    } finally {
      other.kill('SIGKILL');
    }
  });

  test.each([
    ['has ended', { pid: 2 ** 22 + 1, started: '1' }],
    ['had a number that somebody else has now', { pid: process.ppid, started: 'another time' }],
    ['had the number of this process', { pid: process.pid, started: 'another time' }],
    ['was no process', { pid: -1, started: '' }],
    ['left half a record', 'rubbish'],
  ])('an owner of an older version that %s is replaced', async (_case, record) => {
    writeRecord(record);
    await take(options);
    expect(readRecord()).toMatchObject({ pid: process.pid });
  });

  test('an older version finds what it knows of a living owner', async () => {
    await take(options);
    // Where there is no /proc, it knows the number alone.
    const stat = existsSync('/proc/self/stat') ? readFileSync('/proc/self/stat', 'utf8') : '';
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    expect(readRecord()).toMatchObject({ pid: process.pid, started });
  });

  test('a directory without the locked file is still its owner’s', async () => {
    await take(options);
    rmSync(path.join(directory, 'lock'), { force: true });
    await expect(take(options)).rejects.toThrow(DirectoryInUse);
  });

  test('an owner of another container that lives is not replaced, whatever its number', async () => {
    const lock = await take(options);
    const record = { ...fromElsewhere(), host: 'web-2', inode: '' };
    lock.release();
    writeRecord(record);
    await expect(take(options)).rejects.toThrow(`in use by process ${process.pid} on host web-2. Stop`);
    writeRecord({ ...record, host: '' });
    await expect(take(options)).rejects.toThrow(
      `in use by process ${process.pid} of another container. Stop`,
    );
  });

  test('an owner of another container that gives no sign of life any more is replaced', async () => {
    const lock = await take(options);
    const record = { ...fromElsewhere(), inode: '' };
    lock.release();
    writeRecord(record);
    age();
    await take(options);
    expect(readRecord()).not.toMatchObject({ token: 'another' });
  });

  test('an owner gives signs of life, and writes its record again if it was deleted', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    await take(options);
    const record = readRecord();
    age();
    const before = readFileSync(recordFile(), 'utf8');
    vi.advanceTimersByTime(RENEW_EVERY_MS);
    expect(readFileSync(recordFile(), 'utf8')).toBe(before);
    // By the file system's clock: nobody takes it for dead any more.
    writeRecord({ ...record, namespace: 'elsewhere', inode: 'another' });
    await expect(take(options)).rejects.toThrow(DirectoryInUse);

    rmSync(recordFile());
    vi.advanceTimersByTime(RENEW_EVERY_MS);
    expect(readRecord()).toEqual(record);
  });

  test('an owner whose directory was taken nevertheless learns it once, with the name of the other', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const onLost = vi.fn();
    const lock = await take({ ...options, onLost });
    const record = { ...fromElsewhere(), pid: 7, host: 'web-2' };
    writeRecord(record);
    vi.advanceTimersByTime(3 * RENEW_EVERY_MS);
    expect(onLost.mock.calls).toEqual([[expect.objectContaining({ name: 'DirectoryLost' })]]);
    expect(onLost.mock.calls[0]?.[0].message).toContain('taken over by process 7 on host web-2');
    lock.release();
    expect(readRecord()).toEqual(record);
  });

  test('what cannot be a directory, or holds no lock, is refused with its reason', async () => {
    const file = path.join(directory, 'file');
    writeFileSync(file, '');
    await expect(lockDirectory(file, options)).rejects.toThrow(DirectoryUnusable);
    await expect(lockDirectory(path.join(file, 'below'), options)).rejects.toThrow(/\(ENOTDIR\)/);
  });
});

test.each([
  ['with the kernel’s lock', 'with signs of life', {}, WITHOUT_KERNEL],
  ['with signs of life', 'with the kernel’s lock', WITHOUT_KERNEL, {}],
])('who holds a directory %s is seen by who would take it %s', async (_a, _b, holding, taking) => {
  const lock = await take(holding);
  await expect(take(taking)).rejects.toThrow(DirectoryInUse);
  lock.release();
  await take(taking);
});

describe('without a lock of the kernel', () => {
  test('the caller learns it, and a refusal says what that means, in one line', async () => {
    const onFallback = vi.fn();
    await take({ ...WITHOUT_KERNEL, onFallback });
    expect(onFallback.mock.calls).toEqual([['NONE_HERE']]);
    await expect(take(WITHOUT_KERNEL)).rejects.toThrow(
      /^.+ If it was killed, the directory is free after a minute at most, .+ \(NONE_HERE\)\.$/,
    );
  });

  test.each(['ENOLCK', 'EOPNOTSUPP'])(
    'of a file system that answers %s, signs of life count',
    async (code) => {
      const onFallback = vi.fn();
      const tryLock = () => {
        throw Object.assign(new Error(code), { code });
      };
      await take({ native: { tryLock }, onFallback });
      expect(onFallback.mock.calls).toEqual([[code]]);
      await expect(take({ native: { tryLock } })).rejects.toThrow(DirectoryInUse);
    },
  );

  test('who was killed while taking it does not keep others away for ever', async () => {
    const claim = path.join(directory, 'lock.claim');
    writeFileSync(claim, '');
    await expect(take(WITHOUT_KERNEL)).rejects.toThrow('in use by another process.');
    utimesSync(claim, new Date('2020-01-01'), new Date('2020-01-01'));
    await expect(take(WITHOUT_KERNEL)).rejects.toThrow('in use by another process.');
    await take(WITHOUT_KERNEL);
  });
});
