import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type ZipEntry, zip } from '@/lib/privacy/export/zip';
import { zipDirectory } from '@/lib/privacy/export/zip-directory';
import { dataDescriptor, localHeader } from '@/lib/privacy/export/zip-headers';
import { readZip } from '../../support/read-zip';

const AT = new Date('2026-11-22T10:20:30Z');

async function archive(entries: ZipEntry[]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip(entries, AT)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('entries come back as they were, whatever their names and contents', async () => {
  const noise = randomBytes(300_000);
  const entries: ZipEntry[] = [
    { name: 'empty.txt', content: [] },
    { name: 'ordner/größe 🤖.md', content: ['# Hallo\n', 'Wëlt\n'] },
    { name: 'files/noise.bin', content: [noise.subarray(0, 1), noise.subarray(1)], incompressible: true },
  ];
  const read = readZip(await archive(entries));
  expect([...read.keys()]).toEqual(['empty.txt', 'ordner/größe 🤖.md', 'files/noise.bin']);
  expect(read.get('empty.txt')?.byteLength).toBe(0);
  expect(read.get('ordner/größe 🤖.md')?.toString()).toBe('# Hallo\nWëlt\n');
  expect(read.get('files/noise.bin')?.equals(noise)).toBe(true);
});

test('70,000 entries, more than the first format can count, are all listed', async () => {
  const [content, name] = [Buffer.from('hello'), Buffer.from('a')];
  const zipped = deflateRawSync(content);
  const entry = {
    name,
    modified: AT,
    offset: 0,
    crc: crc32(content),
    size: 5,
    zippedSize: zipped.byteLength,
  };
  const body = Buffer.concat([localHeader(entry), zipped, dataDescriptor(entry)]);
  const lines = Array.from({ length: 70_000 }, (_, at) => ({ ...entry, name: Buffer.from(`${at}`) }));
  const read = readZip(Buffer.concat([body, ...zipDirectory(lines, body.byteLength)]));
  expect(read.size).toBe(70_000);
  expect(read.get('69999')?.toString()).toBe('hello');
});

test('a program that is not ours finds nothing wrong with it', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'robolearn-zip-'));
  const file = path.join(directory, 'a.zip');
  writeFileSync(
    file,
    await archive([
      { name: 'a/ü.txt', content: ['hello'] },
      { name: 'b.bin', content: [randomBytes(5000)] },
    ]),
  );
  const script =
    'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(z.namelist()[0], z.read("a/ü.txt").decode(), z.infolist()[0].date_time)';
  const said = execFileSync('python3', ['-c', script, file], {
    encoding: 'utf8',
    env: { ...process.env, PYTHONUTF8: '1' },
  });
  expect(said.trim()).toBe('a/ü.txt hello (2026, 11, 22, 10, 20, 30)');
  rmSync(directory, { recursive: true });
});

test('a content that fails ends the archive with its error, and one whose reader leaves is let go', async () => {
  async function* failing() {
    yield 'so far';
    throw new Error('the store is down');
  }
  await expect(archive([{ name: 'a', content: failing() }])).rejects.toThrow('the store is down');

  let released = false;
  async function* endless() {
    try {
      for (;;) yield randomBytes(10_000);
    } finally {
      released = true;
    }
  }
  for await (const chunk of zip([{ name: 'a', content: endless() }], AT)) if (chunk.byteLength > 1000) break;
  await expect.poll(() => released).toBe(true);
});
