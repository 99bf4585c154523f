import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IndexBuilder } from '@/lib/search/index/index-builder';
import { decodeIndex, loadIndex } from '@/lib/search/index/load-index';
import { encodeIndex, saveIndex } from '@/lib/search/index/save-index';
import { SearchIndex } from '@/lib/search/index/search-index';
import { syntheticPages, syntheticQuestions } from '@/tests/support/synthetic-passages';

const PASSAGES = 80;
const pages = [...syntheticPages(PASSAGES)];
const index = SearchIndex.of(pages.flat());

let directory: string;
let file: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'index-'));
  file = join(directory, 'kept', 'index');
});
afterEach(() => rm(directory, { recursive: true }));

describe('the file of an index', () => {
  it('gives back an index that answers the same', async () => {
    await saveIndex(file, index);
    const loaded = await loadIndex(file);

    for (const query of syntheticQuestions(60, PASSAGES)) {
      expect(loaded?.search({ query, limit: 20 })).toEqual(index.search({ query, limit: 20 }));
    }
  });

  it('leaves nothing else beside it', async () => {
    await saveIndex(file, index);
    await saveIndex(file, index);

    expect(await readdir(join(directory, 'kept'))).toEqual(['index']);
  });

  it('is whole whoever wrote it last', async () => {
    const small = SearchIndex.of(pages.slice(0, 2).flat());

    await Promise.all(Array.from({ length: 8 }, (_, at) => saveIndex(file, at % 2 ? small : index)));

    expect([small.size, index.size]).toContain((await loadIndex(file))?.size);
  });

  it('is no index if it is missing, or something else', async () => {
    expect(await loadIndex(file)).toBeUndefined();
    await saveIndex(file, index);
    await writeFile(file, 'course-index of another time');

    expect(await loadIndex(file)).toBeUndefined();
    expect(await loadIndex(directory)).toBeUndefined();
  });

  it('is no index if it was made by other rules', async () => {
    const other = encodeIndex(index.data, { version: 'other rules' });
    await saveIndex(file, index);
    await writeFile(file, other);

    expect(await loadIndex(file)).toBeUndefined();
  });

  it('is no index once any byte of it has changed, or its end is missing', () => {
    const whole = encodeIndex(index.data);

    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const broken = Buffer.from(whole);
        broken.writeUInt8(broken.readUInt8(at) ^ change, at);
        expect(decodeIndex(broken)).toBeUndefined();
        expect(decodeIndex(whole.subarray(0, at))).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  it('stays as it was if a new one cannot be written', async () => {
    await saveIndex(file, index);
    const before = await readFile(file);
    await rm(file);
    await writeFile(file, before);
    await chmod(file, 0o400);

    await expect(saveIndex(join(file, 'below a file'), index)).rejects.toThrow();

    expect(await readFile(file)).toEqual(before);
  });
});

describe('an index made of pages of an older one', () => {
  it('is, byte for byte, the one that reading all pages makes', () => {
    const page = fc.nat(pages.length - 1);
    fc.assert(
      fc.property(fc.uniqueArray(page), fc.uniqueArray(page), (before, now) => {
        const old = built(before);
        const builder = new IndexBuilder();
        for (const number of now) {
          const known = old.pages.findIndex(
            ({ sourceFile }) => sourceFile === pages[number]?.[0]?.sourceFile,
          );
          if (known < 0) builder.add(pages[number] ?? []);
          else builder.take(old, known);
        }

        expect(encodeIndex(builder.build()).equals(encodeIndex(built(now)))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  function built(numbers: number[]) {
    const builder = new IndexBuilder();
    for (const number of numbers) builder.add(pages[number] ?? []);
    return builder.build();
  }
});
