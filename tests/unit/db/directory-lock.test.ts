import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { DirectoryInUse, lockDirectory } from '@/lib/db/directory-lock';

const fresh = () => mkdtempSync(path.join(tmpdir(), 'robolearn-lock-'));

test('a living owner is named in one line', async () => {
  const directory = fresh();
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await new Promise((resolve) => other.once('spawn', resolve));
  writeFileSync(path.join(directory, 'lock.json'), JSON.stringify({ pid: other.pid, started: '' }));
  try {
    expect(() => lockDirectory(directory)).toThrow(DirectoryInUse);
    expect(() => lockDirectory(directory)).toThrow(new RegExp(`process ${other.pid}`));
  } finally {
    other.kill('SIGKILL');
  }
});

test('a lock whose owner died, or whose number somebody else has now, is taken over', () => {
  const directory = fresh();
  for (const owner of [
    { pid: 2 ** 22 + 1, started: '1' },
    { pid: process.ppid, started: 'another time' },
    'rubbish',
  ]) {
    writeFileSync(path.join(directory, 'lock.json'), JSON.stringify(owner));
    const lock = lockDirectory(directory);
    expect(JSON.parse(readFileSync(path.join(directory, 'lock.json'), 'utf8')).pid).toBe(process.pid);
    lock.release();
    expect(existsSync(path.join(directory, 'lock.json'))).toBe(false);
  }
});
