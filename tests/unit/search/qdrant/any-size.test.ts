import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Passage, SearchQuery } from '@/lib/search/course-search';
import { createEmbedder, type EmbedderOptions } from '@/lib/search/embeddings/create-embedder';
import { type Embedder, vectorSize } from '@/lib/search/embeddings/embedder';
import { type IngestionPage, ingest } from '@/lib/search/ingest/ingest';
import { passageEmbedder } from '@/lib/search/ingest/passage-embedder';
import { askedLimit, newAskedDimensions } from '@/lib/search/qdrant/collection-layout';
import { collectionName } from '@/lib/search/qdrant/collection-name';
import { modelCollection } from '@/lib/search/qdrant/model-collection';
import { type Candidate, QdrantCourseSearch } from '@/lib/search/qdrant/qdrant-course-search';
import { QdrantPassages } from '@/lib/search/qdrant/qdrant-passages';
import { featureVector } from '../../../support/feature-vector';
import { QdrantServer } from '../../../support/qdrant/qdrant-server';
import { samplePassage } from '../../../support/sample-passage';
import { ScriptedEmbeddings } from '../../../support/scripted-embeddings';

const BASE = 'robolearn_platform';
const BOOK = 'book';
let qdrant: QdrantServer;
let embeddings: ScriptedEmbeddings;

beforeEach(async () => {
  [qdrant, embeddings] = await Promise.all([QdrantServer.start(), ScriptedEmbeddings.start()]);
});
afterEach(async () => {
  await Promise.all([qdrant.goDown(), embeddings.stop()]);
  expect(qdrant.violations).toEqual([]);
});

/** A model of vectors of so many numbers. */
function model(size: number, more: Partial<EmbedderOptions> = {}): Embedder {
  const folded = (text: string) => {
    const vector = new Array<number>(size).fill(0);
    for (const [at, value] of featureVector(text).entries())
      vector[at % size] = (vector[at % size] ?? 0) + value;
    return vector;
  };
  embeddings.script = () => ({ kind: 'vectors', vectorOf: folded });
  return createEmbedder({ apiKey: 'none', baseUrl: embeddings.baseUrl, model: 'my/model', ...more });
}

const TEXTS = [
  ['A topic is a named channel that nodes publish to.', 'how do nodes talk'],
  ['Gravity pulls every body of the world down.', 'why does nothing fall'],
  ['A lidar turns a laser and measures distances.', 'how far can it see'],
];

function pages(): IngestionPage[] {
  return TEXTS.map(([text = '', line = ''], at) => ({
    sourceFile: `${at}.md`,
    locale: 'en',
    fingerprint: `print ${at}`,
    passages: () => {
      const asked = [line, ...Array.from({ length: 120 }, (_, one) => `${line} number ${one}`)];
      const sourceFile = `${at}.md`;
      const fingerprint = `print ${at}`;
      return [
        samplePassage({ bookId: BOOK, text, asked, sourceFile, fingerprint, totalChunks: 1, chunkIndex: 0 }),
      ];
    },
  }));
}

async function bring(embedder: Embedder): Promise<string> {
  const dimensions = await vectorSize(embedder, true);
  const collection = collectionName(BASE, embedder.model, dimensions);
  await ingest({
    bookId: BOOK,
    pages: pages(),
    target: new QdrantPassages({ url: qdrant.url, collection, dimensions }),
    embedder: passageEmbedder(embedder),
    holder: 'test',
  });
  return collection;
}

function searchBy(embedder: Embedder | undefined, failures: unknown[] = []): QdrantCourseSearch {
  return new QdrantCourseSearch({
    url: qdrant.url,
    collection: modelCollection(BASE, embedder),
    dimensions: () => embedder?.dimensions,
    bookId: BOOK,
    defaultLocale: 'en',
    ...(embedder ? { embed: embedder.embedQuery } : {}),
    onEmbeddingFailed: (error) => failures.push(error),
    rank: (query: SearchQuery, candidates: Candidate[]): Passage[] =>
      candidates
        .slice(0, query.limit)
        .map(({ passage, askedSimilarity = 0 }) => ({ ...passage, score: askedSimilarity })),
  });
}

const QUESTION = { query: 'why does nothing fall', limit: 3 };

describe('a model whose vectors have', () => {
  test.each([
    [384, 384, 85],
    [512, 512, 63],
    [768, 512, 63],
    [1024, 512, 63],
    [3072, 512, 63],
    [100, 100, 327],
  ])('%i numbers has a collection of its own, in which it finds', async (size, ofLines, lines) => {
    expect([newAskedDimensions(size), askedLimit(ofLines)]).toEqual([ofLines, lines]);
    const collection = await bring(model(size));
    expect([...qdrant.collections.keys()]).toEqual([collection]);
    expect(collection).toMatch(new RegExp(`^${BASE}-my_model-[0-9a-f]{6}-${size}$`));
    expect(qdrant.collections.get(collection)?.parameters).toMatchObject({
      vectors: { dense: { size }, asked: { size: ofLines } },
    });
    // Another process, which has not asked the model yet.
    const failures: unknown[] = [];
    const search = searchBy(model(size), failures);
    const [best] = await search.search(QUESTION);
    expect(best?.text).toBe(TEXTS[1]?.[0]);
    // The nearest line is the question itself.
    expect(best?.score).toBeCloseTo(1, 3);
    expect(failures).toEqual([]);
    expect(await search.size()).toEqual({ documents: 3, passages: 3 });
  });
});

test('the default model goes on in the collection that was made before, and nothing of it is written again', async () => {
  const named = { model: 'text-embedding-3-small' };
  const before = new QdrantPassages({ url: qdrant.url, collection: BASE });
  await ingest({
    bookId: BOOK,
    pages: pages(),
    target: before,
    embedder: passageEmbedder(model(1536, named)),
    holder: 'before',
  });
  const changes = () =>
    qdrant.requests.filter(({ method, path }) => method === 'PUT' && path.endsWith('/points'));
  const bodies = JSON.stringify(changes().map(({ body }) => body));
  qdrant.requests.length = 0;
  embeddings.requests.length = 0;
  expect(await bring(model(1536, named))).toBe(BASE);
  expect(bodies).toContain('embedding_key');
  expect(JSON.stringify(changes().map(({ body }) => body))).not.toContain('embedding_key');
  expect(embeddings.requests).toEqual([]);
  expect((await searchBy(model(1536, named)).search(QUESTION))[0]?.text).toBe(TEXTS[1]?.[0]);
});

test('models and sizes stand beside one another', async () => {
  const made = [
    await bring(model(384)),
    await bring(model(384, { model: 'other' })),
    await bring(model(768)),
  ];
  expect(new Set(made).size).toBe(3);
  expect([...qdrant.collections.keys()].sort()).toEqual([...made].sort());
});

describe('where the size is not known', () => {
  test('and the model cannot be asked, Qdrant is not used, and is as soon as it can', async () => {
    await bring(model(384));
    const embedder = model(384, { restMs: 0 });
    const works = embeddings.script;
    embeddings.script = () => ({ kind: 'error', status: 401 });
    const search = searchBy(embedder);
    await expect(search.search(QUESTION)).rejects.toThrow('the size of the vectors is not known');
    embeddings.script = works;
    expect((await search.search(QUESTION))[0]?.text).toBe(TEXTS[1]?.[0]);
  });

  test('but set, words alone are searched while the model is away', async () => {
    await bring(model(384));
    const embedder = model(384, { dimensions: 384 });
    embeddings.script = () => ({ kind: 'error', status: 401 });
    const failures: unknown[] = [];
    const found = await searchBy(embedder, failures).search({ query: 'lidar laser', limit: 1 });
    expect(found[0]?.text).toBe(TEXTS[2]?.[0]);
    expect(failures).toHaveLength(1);
  });
});

test('a vector of another length than the collection is no reason to fail: words alone are searched', async () => {
  const collection = await bring(model(384));
  const failures: unknown[] = [];
  const search = new QdrantCourseSearch({
    url: qdrant.url,
    collection,
    bookId: BOOK,
    defaultLocale: 'en',
    embed: async () => [1, 2, 3],
    onEmbeddingFailed: (error) => failures.push(error),
    rank: (_, candidates) => candidates.map(({ passage }) => ({ ...passage, score: 1 })),
  });
  expect((await search.search({ query: 'lidar laser', limit: 1 }))[0]?.text).toBe(TEXTS[2]?.[0]);
  expect(failures).toMatchObject([{ name: 'EmbeddingDimensionMismatch', found: 3, expected: 384 }]);
});

test('a collection for another size is not written to', async () => {
  await new QdrantPassages({ url: qdrant.url, collection: 'c', dimensions: 384 }).prepare();
  const target = new QdrantPassages({ url: qdrant.url, collection: 'c', dimensions: 768 });
  await expect(target.prepare()).rejects.toThrow('its vectors have 384 dimensions, not 768');
});

describe('the name of a collection', () => {
  test.each([
    [undefined, undefined, BASE],
    ['text-embedding-3-small', 1536, BASE],
    ['text-embedding-3-small', 512, `${BASE}-text-embedding-3-small-512`],
    ['text-embedding-3-large', 1536, `${BASE}-text-embedding-3-large-1536`],
    ['nomic-embed-text', 768, `${BASE}-nomic-embed-text-768`],
    ['BAAI/bge-m3', 1024, `${BASE}-BAAI_bge-m3-d790e7-1024`],
  ])('of %s with %s numbers is %s', (name, size, expected) => {
    expect(collectionName(BASE, name, size)).toBe(expected);
  });

  test('is one that Qdrant takes, and of one model only', () => {
    const models = [
      'a/b',
      'a_b',
      'a:b',
      'a b',
      'a\\b',
      'ä',
      'x'.repeat(300),
      'y'.repeat(80),
      `${'y'.repeat(80)}z`,
    ];
    const names = models.map((name) => collectionName(BASE, name, 768));
    expect(new Set(names).size).toBe(models.length);
    for (const name of names) {
      expect(name).toMatch(/^[\w.-]+$/);
      expect(name.length).toBeLessThanOrEqual(200);
    }
  });

  test('is as docs/search.md has it', () => {
    const page = readFileSync('docs/search.md', 'utf8');
    expect(page).toContain(`\`${collectionName(BASE, 'nomic-embed-text', 768)}\``);
    expect(page).toContain(`\`${collectionName(BASE, 'text-embedding-3-small', 512)}\``);
    expect(page).toContain(`\`${collectionName(BASE, 'BAAI/bge-m3', 1024)}\``);
  });
});
