import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packDirectory, unpackDirectory } from '@/lib/db/packed-directory';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'packed-directory-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('a directory comes back as it was, with what is empty in it', async () => {
  const source = path.join(directory, 'source');
  const copy = path.join(directory, 'copy');
  mkdirSync(path.join(source, 'base/empty'), { recursive: true });
  writeFileSync(path.join(source, 'base.conf'), 'näme = 1\n');
  writeFileSync(path.join(source, 'base/1'), Buffer.from([0, 255, 10, 13]));
  writeFileSync(path.join(source, 'base/nothing'), '');

  await unpackDirectory(await packDirectory(source), copy);

  const listing = (of: string) => readdirSync(of, { recursive: true, encoding: 'utf8' }).sort();
  expect(listing(copy)).toEqual(listing(source));
  for (const file of ['base.conf', 'base/1', 'base/nothing'])
    expect(readFileSync(path.join(copy, file)).equals(readFileSync(path.join(source, file)))).toBe(true);
});

test('what is cut off is refused before anything is written', async () => {
  const source = path.join(directory, 'source');
  mkdirSync(source);
  writeFileSync(path.join(source, 'file'), 'x'.repeat(1_000));
  const packed = await packDirectory(source);

  const copy = path.join(directory, 'copy');
  await expect(unpackDirectory(packed.subarray(0, packed.length - 3), copy)).rejects.toThrow();
  expect(existsSync(copy)).toBe(false);
});
