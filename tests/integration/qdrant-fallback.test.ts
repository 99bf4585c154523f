import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CourseSearch, SearchQuery } from '@/lib/search/course-search';
import { FallbackCourseSearch } from '@/lib/search/fallback-course-search';
import { QdrantCourseSearch } from '@/lib/search/qdrant/qdrant-course-search';
import { QdrantPassages } from '@/lib/search/qdrant/qdrant-passages';
import { featureVector } from '../support/feature-vector';
import { QdrantServer } from '../support/qdrant/qdrant-server';
import { samplePassage } from '../support/sample-passage';

const collection = 'robolearn_platform';
const query: SearchQuery = { query: 'topic', limit: 5 };
const stored = samplePassage({ text: 'A topic, from Qdrant.' });

/** What stands in: it always finds one passage. */
const local: CourseSearch = {
  search: async () => [{ ...samplePassage({ text: 'A topic, from here.' }), score: 1 }],
  context: async () => [],
  size: async () => ({ documents: 1, passages: 1 }),
};

let server: QdrantServer;
let clock: number;
let told: string[];

beforeEach(async () => {
  server = await QdrantServer.start();
  clock = 0;
  told = [];
});

afterEach(async () => {
  await server.goDown();
  expect(server.violations).toEqual([]);
});

async function store(): Promise<void> {
  const target = new QdrantPassages({ url: server.url, collection });
  await target.prepare();
  await target.write([{ passage: stored, vectors: { dense: featureVector(stored.text) } }]);
}

function searchOf(timeoutMs = 60_000): FallbackCourseSearch {
  const primary = new QdrantCourseSearch({
    url: server.url,
    collection,
    bookId: 'book',
    defaultLocale: 'en',
    embed: async (question) => featureVector(question),
    rank: (_, candidates) => candidates.map(({ passage, retrieval: score }) => ({ ...passage, score })),
    timeoutMs,
  });
  return new FallbackCourseSearch({
    primary,
    local,
    timeoutMs,
    retryAfterMs: 1000,
    now: () => clock,
    onFallback: (reason) => told.push(reason),
    onRecovered: () => told.push('recovered'),
  });
}

const ask = async (search: CourseSearch) => (await search.search(query)).map(({ text }) => text);
const HERE = ['A topic, from here.'];
const THERE = [stored.text];

test('Qdrant down at the start: answered here, and by Qdrant once it is up', async () => {
  await store();
  await server.goDown();
  const search = searchOf();
  const before = await ask(search);
  await server.comeUp();
  clock = 1000;
  expect([before, await ask(search), told]).toEqual([HERE, THERE, ['down', 'recovered']]);
});

test('Qdrant goes down and comes back: answered throughout', async () => {
  await store();
  const search = searchOf();
  const first = await ask(search);
  await server.goDown();
  const second = await ask(search);
  await server.comeUp();
  clock = 1000;
  expect([first, second, await ask(search)]).toEqual([THERE, HERE, THERE]);
});

test('Qdrant breaks off in the middle of an answer: answered here', async () => {
  await store();
  const search = searchOf();
  await ask(search);
  server.fault = () => ({ kind: 'cut' });
  expect([await ask(search), search.state()]).toEqual([HERE, 'down']);
});

test('Qdrant does not answer: answered here in time, and the request is broken off', async () => {
  await store();
  const search = searchOf(2000);
  await ask(search);
  server.fault = () => ({ kind: 'wait', until: new Promise(() => {}) });
  expect([await ask(search), search.state()]).toEqual([HERE, 'slow']);
  await expect.poll(() => server.brokenOff).toEqual([`/collections/${collection}/points/query/batch`]);
});

test('Qdrant fails: answered here', async () => {
  await store();
  server.fault = () => ({ kind: 'status', status: 500 });
  const search = searchOf();
  expect([await ask(search), search.state()]).toEqual([HERE, 'down']);
});

test('no collection yet: answered here, and by Qdrant after the first ingestion', async () => {
  const search = searchOf();
  const before = await ask(search);
  await store();
  clock = 1000;
  expect([before, await ask(search), told]).toEqual([HERE, THERE, ['empty', 'recovered']]);
});

test('a collection with nothing of the book: answered here', async () => {
  const target = new QdrantPassages({ url: server.url, collection });
  await target.prepare();
  await target.write([{ passage: samplePassage({ bookId: 'other' }) }]);
  const search = searchOf();
  expect([await ask(search), search.state()]).toEqual([HERE, 'empty']);
});

test('a server that is too old: answered here', async () => {
  server.version = '1.9.0';
  const search = searchOf();
  expect([await ask(search), search.state()]).toEqual([HERE, 'down']);
});
