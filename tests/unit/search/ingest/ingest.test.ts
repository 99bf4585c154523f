import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  brokenPages,
  type IngestionPage,
  type IngestOptions,
  ingest,
  type PassageEmbedder,
} from '@/lib/search/ingest/ingest';
import type { RefusedPassage } from '@/lib/search/ingest/passage-target';
import { LeaseTaken } from '@/lib/search/qdrant/lease-taken';
import { Killed, MemoryPassages } from '../../../support/memory-passages';
import { samplePassage } from '../../../support/sample-passage';

const BOOK = 'robots';

/** A page whose passages are these texts. */
function page(sourceFile: string, ...texts: string[]): IngestionPage {
  const fingerprint = sha(texts.join('\n'));
  return {
    sourceFile,
    locale: 'en',
    fingerprint,
    passages: () =>
      texts.map((text, chunkIndex) =>
        samplePassage({
          id: sha(`${sourceFile} ${text}`),
          bookId: BOOK,
          sourceFile,
          fingerprint,
          text,
          contentHash: sha(text),
          chunkIndex,
          totalChunks: texts.length,
        }),
      ),
  };
}

/** The page with so many lines by which students ask for each of its passages. */
function askedFor(given: IngestionPage, count: number): IngestionPage {
  const asked = Array.from({ length: count }, (_, at) => `line ${at}`);
  return { ...given, passages: () => given.passages().map((passage) => ({ ...passage, asked })) };
}

const sha = (text: string) => createHash('sha256').update(text).digest('hex');

let target: MemoryPassages;
let embedded: string[];

const embedder: PassageEmbedder = {
  inputs: ({ text, asked = [] }, { askedLimit }) => [text, ...asked.slice(0, askedLimit)],
  key: sha,
  embed: async (inputs) => {
    embedded.push(...inputs);
    return inputs.map((input) => [input.length, 1]);
  },
};

const run = (pages: IngestionPage[], more: Partial<IngestOptions> = {}) =>
  ingest({ bookId: BOOK, pages, target, embedder, holder: 'test', ...more });

/** How many passages of each page are stored. */
function counts(): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { sourceFile } of target.of(BOOK)) found[sourceFile] = (found[sourceFile] ?? 0) + 1;
  return found;
}

beforeEach(() => {
  target = new MemoryPassages();
  embedded = [];
});

const BEFORE = [page('a.md', 'a1', 'a2', 'a3'), page('b.md', 'b1'), page('c.md', 'c1', 'c2')];
/** a is shorter and changed, b longer, c gone, d new. */
const AFTER = [page('a.md', 'a1', 'A2'), page('b.md', 'b1', 'b2', 'b3'), page('d.md', 'd1')];

describe('a passage that the target refuses', () => {
  let refusals: RefusedPassage[];
  const refusing = async (...texts: string[]) => {
    await run(BEFORE);
    target.refuses = ({ text }) => texts.includes(text);
    refusals = [];
    return run(AFTER, { onRefused: (refused) => refusals.push(refused) });
  };
  const textsOf = (file: string) =>
    [...target.records.values()]
      .map(({ passage }) => passage)
      .filter(({ sourceFile }) => sourceFile === file)
      .map(({ text }) => text);

  test('is reported, and the rest is stored', async () => {
    const { refused, written } = await refusing('b3');
    expect(refusals.map(({ passage, reason }) => [passage.sourceFile, passage.text, reason])).toEqual([
      ['b.md', 'b3', 'refused'],
    ]);
    expect([refused, written, counts()]).toEqual([1, 5, { 'a.md': 2, 'b.md': 2, 'd.md': 1 }]);
  });

  test('leaves nothing of what its page was before', async () => {
    await refusing('A2');
    expect(textsOf('a.md')).toEqual(['a1']);
    for (const version of ['v1', 'v2', 'v3']) {
      target.refuses = ({ text }) => text === 'bad';
      await run([page('a.md', version, 'bad')]);
      expect(textsOf('a.md')).toEqual([version]);
    }
  });

  test('with all others of its page leaves the page as it was', async () => {
    await refusing('b1', 'b2', 'b3');
    expect(textsOf('b.md')).toEqual(['b1']);
  });

  test('is reported once, though others change the book meanwhile', async () => {
    await run(BEFORE);
    refusals = [];
    target.refuses = ({ text }) => text === 'b3';
    target.afterWrite = () => {
      target.afterWrite = () => undefined;
      for (const [id, { passage }] of target.records)
        if (passage.sourceFile === 'd.md') target.records.delete(id);
    };
    const { refused } = await run(AFTER, { onRefused: (one) => refusals.push(one) });
    expect([refused, refusals.length, counts()]).toEqual([1, 1, { 'a.md': 2, 'b.md': 2, 'd.md': 1 }]);
  });

  test('leaves, whatever came before, the course as it is once nothing is refused any more', async () => {
    const text = fc.constantFrom('one', 'two', 'three', 'four', 'five');
    const version = fc.dictionary(
      fc.constantFrom('a.md', 'b.md', 'c.md'),
      fc.uniqueArray(text, { minLength: 1, maxLength: 4 }),
      { minKeys: 1 },
    );
    const step = fc.record({ version, refused: fc.subarray(['one', 'three', 'five']) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
        target = new MemoryPassages();
        let last: IngestionPage[] = [];
        for (const { version, refused } of steps) {
          last = Object.entries(version).map(([file, texts]) => page(file, ...texts));
          target.refuses = (passage) => refused.includes(passage.text);
          await run(last);
          // Of a page that could be written in part, only what it is now.
          for (const [file, texts] of Object.entries(version)) {
            const writable = texts.filter((one) => !refused.includes(one));
            if (writable.length === 0) continue;
            expect(textsOf(file)).toEqual(expect.arrayContaining(writable));
            // What was stored before it was refused is not written again.
            expect(texts).toEqual(expect.arrayContaining(textsOf(file)));
          }
        }
        target.refuses = () => false;
        await run(last);
        expect(brokenPages(last, target.of(BOOK))).toEqual([]);
        expect(target.of(BOOK)).toHaveLength(last.flatMap((one) => one.passages()).length);
      }),
      { numRuns: 60 },
    );
  });

  test('is tried again by the next run', async () => {
    await refusing('b3');
    target.refuses = () => false;
    const { refused, changed } = await run(AFTER);
    expect([refused, changed, counts()]).toEqual([0, 1, { 'a.md': 2, 'b.md': 3, 'd.md': 1 }]);
  });
});

describe('an ingestion', () => {
  test('stores every passage of every page', async () => {
    const report = await run(BEFORE);

    expect(report).toMatchObject({ added: 3, written: 6, deleted: 0, embedded: 6 });
    expect(counts()).toEqual({ 'a.md': 3, 'b.md': 1, 'c.md': 2 });
    expect(brokenPages(BEFORE, target.of(BOOK))).toEqual([]);
  });

  test('changes and embeds nothing when nothing has changed', async () => {
    await run(BEFORE);
    target.steps.length = 0;
    embedded = [];

    const report = await run(BEFORE);

    expect(report).toMatchObject({ unchanged: 3, added: 0, changed: 0, written: 0, deleted: 0, embedded: 0 });
    expect(embedded).toEqual([]);
    expect(target.steps.filter((step) => /write|delete/.test(step))).toEqual([]);
  });

  test('embeds only texts that it has not embedded before', async () => {
    await run(BEFORE);
    embedded = [];

    const report = await run(AFTER);

    expect(embedded.sort()).toEqual(['A2', 'b2', 'b3', 'd1']);
    expect(report).toMatchObject({ embedded: 4, reused: 2 });
  });

  test('takes the vector of a text that has moved to another page from there', async () => {
    await run([page('a.md', 'moved'), page('b.md', 'b1')]);
    embedded = [];

    await run([page('b.md', 'b1', 'moved')]);

    expect(embedded).toEqual([]);
    expect([...target.records.values()].map(({ vectors }) => vectors?.dense)).toEqual([
      [2, 1],
      [5, 1],
    ]);
  });

  test('gives each line by which students ask a vector, and asks for each once', async () => {
    const asking = (...lines: string[]): IngestionPage => {
      const one = page('a.md', 'a1', 'a2');
      return { ...one, passages: () => one.passages().map((passage) => ({ ...passage, asked: lines })) };
    };

    const first = await run([asking('why', 'how so')]);

    expect(first).toMatchObject({ written: 2, embedded: 4 });
    expect(embedded).toEqual(['a1', 'why', 'how so', 'a2']);
    expect([...target.records.values()].map(({ vectors }) => vectors?.asked)).toEqual([
      [
        [3, 1],
        [6, 1],
      ],
      [
        [3, 1],
        [6, 1],
      ],
    ]);

    embedded = [];
    await expect(run([asking('why', 'how so')], { isFull: true })).resolves.toMatchObject({
      embedded: 0,
      reused: 4,
    });
    expect(embedded).toEqual([]);
    await run([asking('why', 'when')], { isFull: true });
    expect(embedded).toEqual(['when']);
  });

  test('keeps the vectors of lines where only the text has changed', async () => {
    await run([askedFor(page('a.md', 'before'), 3)]);
    embedded = [];

    await run([askedFor(page('a.md', 'after'), 3)]);

    expect(embedded).toEqual(['after']);
    expect([...target.records.values()].map(({ vectors }) => vectors?.asked?.length)).toEqual([3]);
  });

  test('makes vectors of lines anew where the place has lost them', async () => {
    const one = page('a.md', 'a1');
    const asking = {
      ...one,
      passages: () => one.passages().map((passage) => ({ ...passage, asked: ['why'] })),
    };
    await run([asking]);
    for (const record of target.records.values()) if (record.vectors) delete record.vectors.asked;
    embedded = [];

    await run([asking], { isFull: true });

    expect(embedded).toEqual(['why']);
  });

  test('makes no vectors of lines for a place that has no room for them', async () => {
    target.askedLimit = 0;
    const one = page('a.md', 'a1');
    await run([
      { ...one, passages: () => one.passages().map((passage) => ({ ...passage, asked: ['why'] })) },
    ]);

    expect(embedded).toEqual(['a1']);
    expect([...target.records.values()].map(({ vectors }) => vectors)).toEqual([{ dense: [2, 1] }]);
  });

  test('removes what the course has no more, and only that', async () => {
    await run(BEFORE);
    await target.write([
      { passage: samplePassage({ id: 'other', bookId: 'another book', sourceFile: 'a.md' }) },
    ]);

    const report = await run(AFTER);

    expect(report).toMatchObject({ added: 1, changed: 2, gone: 1 });
    expect(counts()).toEqual({ 'a.md': 2, 'b.md': 3, 'd.md': 1 });
    expect(target.records.has('other')).toBe(true);
  });

  test('writes the new passages of a page before its old ones go', async () => {
    await run(BEFORE);
    target.steps.length = 0;

    await run(AFTER);

    const work = target.steps.filter((step) => /write|delete/.test(step)).map((step) => step.split(' ')[0]);
    expect(work[0]).toBe('write');
    expect(work.lastIndexOf('write')).toBeLessThan(work.indexOf('delete'));
  });

  test('does every page anew when asked to, without asking for vectors that it has', async () => {
    await run(BEFORE);
    embedded = [];

    const report = await run(BEFORE, { isFull: true });

    expect(report).toMatchObject({ changed: 3, written: 6, deleted: 0 });
    expect(embedded).toEqual([]);
  });

  test('works without vectors', async () => {
    const report = await run(BEFORE, { embedder: undefined });

    expect(report).toMatchObject({ written: 6, embedded: 0 });
    expect([...target.records.values()].some(({ vectors }) => vectors)).toBe(false);
  });

  test('tells how far it is, up to the end', async () => {
    const seen: string[] = [];

    await run(BEFORE, { onProgress: ({ done, total }) => seen.push(`${done}/${total}`) });

    expect(seen).toEqual(['0/3', '3/3']);
  });

  test('does not begin while another one runs', async () => {
    const lease = await target.lease(BOOK, 'another');

    await expect(run(BEFORE)).rejects.toThrow(LeaseTaken);
    await lease.release();

    expect(target.records.size).toBe(0);
  });

  test('lets go of its lease when it fails', async () => {
    const broken = { ...embedder, embed: async () => Promise.reject(new Error('no model')) };
    await expect(run(BEFORE, { embedder: broken })).rejects.toThrow('no model');

    await expect(run(BEFORE)).resolves.toMatchObject({ written: 6 });
  });
});

describe('an ingestion that', () => {
  test('cannot give its lease back has done its work all the same, and says so', async () => {
    const warnings: string[] = [];
    target.releaseFails = true;

    const report = await run(BEFORE, { onWarning: (warning) => warnings.push(warning) });

    expect(report).toMatchObject({ written: 6 });
    expect(warnings).toEqual([
      'the right to change the book was not given back, and ends by itself: no network',
    ]);
  });

  test('fails and cannot give its lease back tells of the failure', async () => {
    target.releaseFails = true;
    const broken = { ...embedder, embed: async () => Promise.reject(new Error('no model')) };

    await expect(run(BEFORE, { embedder: broken })).rejects.toThrow('no model');
  });

  test('meets a page without passages does the others, and ends', async () => {
    await run(BEFORE);

    await run([page('a.md'), page('b.md', 'b1')]);

    expect(counts()).toEqual({ 'b.md': 1 });
  });

  test('has no pages to do tells of none', async () => {
    await run(BEFORE);
    const seen: string[] = [];

    await run(BEFORE, { onProgress: ({ done, total }) => seen.push(`${done}/${total}`) });

    expect(seen).toEqual(['0/0']);
  });

  test('is stopped while it waits for the model gives its lease back at once', async () => {
    const stop = new AbortController();
    const endless = {
      ...embedder,
      embed: () => {
        stop.abort(new Error('stopped'));
        return new Promise<never>(() => {});
      },
    };

    await expect(run(BEFORE, { embedder: endless, signal: stop.signal })).rejects.toThrow('stopped');

    expect(target.records.size).toBe(0);
    await expect(run(BEFORE)).resolves.toMatchObject({ written: 6 });
  });

  test.each([
    ['many passages', page('long.md', ...Array.from({ length: 600 }, (_, at) => `passage ${at}`)), 600],
    ['many lines by which students ask', askedFor(page('long.md', 'a1'), 600), 1],
  ])('is stopped after a page of %s keeps it, and goes on from there', async (_, long, passages) => {
    const stop = new AbortController();
    const pages = [long, page('z.md', 'z1')];

    const running = run(pages, {
      signal: stop.signal,
      onProgress: ({ done }) => {
        if (done === 1) stop.abort(new Error('stopped'));
      },
    });

    await expect(running).rejects.toThrow('stopped');
    expect(counts()).toEqual({ 'long.md': passages });
    await expect(run(pages)).resolves.toMatchObject({ unchanged: 1, added: 1, embedded: 1 });
  });

  test('is told to stop before it began changes nothing', async () => {
    await expect(run(BEFORE, { signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow('stopped');

    expect(target.records.size).toBe(0);
  });

  test('finds that something else breaks its pages mends them, and gives up where that never ends', async () => {
    target.afterWrite = () => {
      for (const [id, { passage }] of target.records) if (passage.chunkIndex === 1) target.records.delete(id);
    };

    await expect(run(BEFORE)).rejects.toThrow(/^Something else keeps changing 2 pages of the book, en:a\.md/);
  });
});

describe('an ingestion that is killed', () => {
  /** As many steps as a whole run takes. */
  async function stepsOf(pages: IngestionPage[]): Promise<number> {
    await run(BEFORE);
    target.steps.length = 0;
    await run(pages);
    return target.steps.length;
  }

  test('at any step, leaves no page with fewer passages than before, and the next run finishes it', async () => {
    const steps = await stepsOf(AFTER);
    expect(steps).toBeGreaterThan(7);

    for (let dieAt = 1; dieAt <= steps; dieAt += 1) {
      for (const arriving of [0, 1, 4]) {
        target = new MemoryPassages();
        await run(BEFORE);
        const before = counts();
        target.steps.length = 0;
        Object.assign(target, { dieAt, arriving });

        await expect(run(AFTER), `step ${dieAt}`).rejects.toThrow(Killed);

        const after = counts();
        const atLeast = { 'a.md': 2, 'b.md': before['b.md'] ?? 0 };
        for (const [file, least] of Object.entries(atLeast)) {
          expect(after[file], `${file} at step ${dieAt}`).toBeGreaterThanOrEqual(least);
        }
        expect(hasOneVersionWhole('a.md'), `a.md at step ${dieAt}`).toBe(true);
        expect(hasOneVersionWhole('b.md'), `b.md at step ${dieAt}`).toBe(true);

        target.dieAt = Number.POSITIVE_INFINITY;
        await run(AFTER);
        expect(counts(), `after step ${dieAt}`).toEqual({ 'a.md': 2, 'b.md': 3, 'd.md': 1 });
        expect(await run(AFTER)).toMatchObject({ unchanged: 3, written: 0, deleted: 0 });
      }
    }
  });

  /** Either all texts of the page as it was are there, or all of the page as it is. */
  function hasOneVersionWhole(file: string): boolean {
    const texts = new Set(
      [...target.records.values()].flatMap(({ passage }) =>
        passage.sourceFile === file ? [passage.text] : [],
      ),
    );
    return [BEFORE, AFTER].some((pages) =>
      pages
        .find(({ sourceFile }) => sourceFile === file)
        ?.passages()
        .every(({ text }) => texts.has(text)),
    );
  }
});
