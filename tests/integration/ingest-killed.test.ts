import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pLimit from 'p-limit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEmbedder } from '@/lib/search/embeddings/create-embedder';
import { type IngestionReport, ingest } from '@/lib/search/ingest/ingest';
import { passageEmbedder } from '@/lib/search/ingest/passage-embedder';
import { QdrantPassages } from '@/lib/search/qdrant/qdrant-passages';
import { gate } from '../support/gate';
import { AFTER, BEFORE } from '../support/ingestion/changing-course';
import { runIngest, startIngest } from '../support/ingestion/ingest-process';
import {
  BOOK,
  COLLECTION,
  courseTexts,
  MODEL,
  pagesOf,
  sorted,
  storedTexts,
} from '../support/ingestion/stored-book';
import { QdrantServer } from '../support/qdrant/qdrant-server';
import { ScriptedEmbeddings } from '../support/scripted-embeddings';
import { tinyCourse } from '../unit/course/tiny-course';

let embeddings: ScriptedEmbeddings;
let before: Awaited<ReturnType<typeof tinyCourse>>;
let after: Awaited<ReturnType<typeof tinyCourse>>;
let dataDir: string;

beforeAll(async () => {
  embeddings = await ScriptedEmbeddings.start();
  [before, after] = await Promise.all([tinyCourse(BEFORE), tinyCourse(AFTER)]);
  dataDir = await mkdtemp(path.join(tmpdir(), 'ingest-killed-'));
});

afterAll(async () => {
  await Promise.all([embeddings?.stop(), before?.remove(), after?.remove()]);
  await rm(dataDir, { recursive: true, force: true });
});

/** Longer than a lease lasts. */
const LATER_MS = 61_000;

/** An ingestion in this process, at a time when leases of the dead have ended. */
async function finish(server: QdrantServer, dir: string, later = LATER_MS): Promise<IngestionReport> {
  const now = () => Date.now() + later;
  return ingest({
    bookId: BOOK,
    pages: await pagesOf(dir),
    target: new QdrantPassages({ url: server.url, collection: COLLECTION, now }),
    embedder: passageEmbedder(createEmbedder({ apiKey: 'none', baseUrl: embeddings.baseUrl, model: MODEL })),
    holder: `test ${later}`,
  });
}

/** A Qdrant that holds the course as it was. */
async function filled(): Promise<QdrantServer> {
  const server = await QdrantServer.start();
  await finish(server, before.dir, 0);
  server.requests.length = 0;
  return server;
}

const environment = (server: QdrantServer, dir: string, data = dataDir) => ({
  QDRANT_URL: server.url,
  OPENAI_BASE_URL: embeddings.baseUrl,
  COURSE_DIR: dir,
  BOOK_ID: BOOK,
  DATA_DIR: data,
});

/** Every page has all its old passages or all its new ones; a page of both versions never has fewer than either. */
async function expectWhole(server: QdrantServer, step: string): Promise<void> {
  const [old, current] = await Promise.all([courseTexts(before.dir), courseTexts(after.dir)]);
  const stored = storedTexts(server);
  for (const page of new Set([...old.keys(), ...current.keys()])) {
    const has = new Set(stored.get(page));
    const holds = (texts: string[] = []) => texts.every((text) => has.has(text));
    expect(holds(old.get(page)) || holds(current.get(page)), `${page} is whole ${step}`).toBe(true);
    const least = Math.min(old.get(page)?.length ?? 0, current.get(page)?.length ?? 0);
    expect(stored.get(page)?.length ?? 0, `${page} ${step}`).toBeGreaterThanOrEqual(least);
  }
}

/** The next run brings everything up to date, and the one after finds nothing to do. */
async function expectFinishable(server: QdrantServer, step: string): Promise<void> {
  await finish(server, after.dir);
  expect(sorted(storedTexts(server)), step).toEqual(sorted(await courseTexts(after.dir)));
  const again = await finish(server, after.dir, 2 * LATER_MS);
  expect(again, step).toMatchObject({ added: 0, changed: 0, gone: 0, written: 0, deleted: 0, embedded: 0 });
  expect(server.violations, step).toEqual([]);
}

/** How many requests the whole change takes. */
async function requestsOfChange(): Promise<number> {
  const server = await filled();
  await finish(server, after.dir);
  const { length } = server.requests;
  await server.goDown();
  return length;
}

describe('original check 10: an ingestion that dies leaves no file with fewer chunks than before', () => {
  test.each(['drop', 'cut'] as const)(
    'whichever request its connection breaks at (%s)',
    async (kind) => {
      const requests = await requestsOfChange();
      expect(requests).toBeGreaterThan(20);
      for (let dieAt = 1; dieAt <= requests; dieAt += 1) {
        const step = `with request ${dieAt} of ${requests}: ${kind}`;
        const server = await filled();
        // All that comes later fails as well, as for a machine that has lost its network.
        server.fault = () => (server.requests.length >= dieAt ? { kind } : undefined);

        // A lease that cannot be given back does not fail a run that has done its work.
        const ending = await finish(server, after.dir, 0).then(
          () => 'done',
          ({ name }: Error) => name,
        );
        expect(ending, step).toBe(dieAt === requests ? 'done' : 'QdrantUnreachable');

        server.fault = () => undefined;
        await expectWhole(server, step);
        await expectFinishable(server, step);
        await server.goDown();
      }
    },
    240_000,
  );

  test('whichever request its process is killed at', async () => {
    const requests = await requestsOfChange();
    const atOnce = pLimit(2);
    const killedAt = async (dieAt: number) => {
      const step = `killed at request ${dieAt} of ${requests}`;
      const server = await filled();
      const { child, ended } = startIngest(['run'], environment(server, after.dir));
      server.fault = () => {
        if (server.requests.length < dieAt) return undefined;
        child.kill('SIGKILL');
        return { kind: 'drop' };
      };

      expect((await ended).code, step).toBe(null);

      server.fault = () => undefined;
      await expectWhole(server, step);
      await expectFinishable(server, step);
      await server.goDown();
    };
    await Promise.all(Array.from({ length: requests }, (_, at) => atOnce(() => killedAt(at + 1))));
  }, 600_000);
});

describe('a run beside another', () => {
  test.each(['the same course', 'another state of the course'])(
    'with %s: one works, the other says so',
    async (which) => {
      const server = await QdrantServer.start();
      const release = gate();
      const writes = gate();
      server.fault = ({ method, path: at, body }) => {
        if (method !== 'PUT' || !at.endsWith('/points') || JSON.stringify(body).includes('"expires_at"'))
          return;
        writes.open();
        return { kind: 'wait', until: release.opened };
      };
      const first = startIngest(['run'], environment(server, before.dir));
      await writes.opened;

      const second = await runIngest(
        ['run'],
        environment(
          server,
          which === 'the same course' ? before.dir : after.dir,
          path.join(dataDir, 'second'),
        ),
      );
      release.open();
      const winner = await first.ended;

      expect([second.code, winner.code]).toEqual([4, 0]);
      expect(second.stderr).toMatch(/^Another run \(.+\) is changing the book "robots"; .+\n$/);
      expect(sorted(storedTexts(server))).toEqual(sorted(await courseTexts(before.dir)));
      await server.goDown();
      expect(server.violations).toEqual([]);
    },
  );

  test('that starts in the same moment with another course: what is stored is one of the two, whole', async () => {
    const server = await filled();

    const ends = await Promise.all([
      runIngest(['run', '--full'], environment(server, before.dir)),
      runIngest(['run'], environment(server, after.dir, path.join(dataDir, 'other'))),
    ]);

    const codes = ends.map(({ code }) => code);
    expect(codes).toContain(0);
    expect(codes.filter((code) => code !== 0 && code !== 4)).toEqual([]);
    const either = await Promise.all([before, after].map(async ({ dir }) => sorted(await courseTexts(dir))));
    expect(either).toContainEqual(sorted(storedTexts(server)));
    await server.goDown();
    expect(server.violations).toEqual([]);
  });

  test('that was killed: refused while the right of the dead one lasts, and done once it has ended', async () => {
    const server = await filled();
    const killed = startIngest(['run'], environment(server, after.dir));
    server.fault = ({ body }) => {
      if (!JSON.stringify(body ?? '').includes('"Long"')) return undefined;
      killed.child.kill('SIGKILL');
      return { kind: 'drop' };
    };
    await killed.ended;
    server.fault = () => undefined;

    const refused = await runIngest(['run'], environment(server, after.dir));
    for (const { payload } of server.collections.get(COLLECTION)?.all() ?? [])
      if ('expires_at' in payload) payload.expires_at = Date.now() - 1;
    const done = await runIngest(['run'], environment(server, after.dir));

    expect([refused.code, done.code]).toEqual([4, 0]);
    expect(sorted(storedTexts(server))).toEqual(sorted(await courseTexts(after.dir)));
    await server.goDown();
  });
});
