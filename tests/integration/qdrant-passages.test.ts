import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { QdrantPassages } from '@/lib/search/qdrant/qdrant-passages';
import { featureVector } from '../support/feature-vector';
import { MemoryCollection } from '../support/qdrant/memory-collection';
import { QdrantServer } from '../support/qdrant/qdrant-server';
import { samplePassage } from '../support/sample-passage';

const COLLECTION = 'robolearn_platform';
let server: QdrantServer;
let clock = 0;
let target: QdrantPassages;

beforeEach(async () => {
  server = await QdrantServer.start();
  clock = Date.parse('2026-01-01T00:00:00Z');
  target = new QdrantPassages({ url: server.url, collection: COLLECTION, leaseMs: 1000, now: () => clock });
});

afterEach(async () => {
  await server.goDown();
  // Whatever else a test is about: Qdrant would have taken each of our requests.
  expect(server.violations).toEqual([]);
});

const payloads = () =>
  server.collections
    .get(COLLECTION)
    ?.all()
    .map(({ payload }) => payload) ?? [];
const idsOf = (bookId: string) => target.stored(bookId).then((stored) => stored.map(({ id }) => id));
/** Of two vectors of length 1. */
const cosine = (one: number[] = [], other: number[] = []) =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
const make = (body: object) =>
  fetch(`${server.url}/collections/${COLLECTION}`, { method: 'PUT', body: JSON.stringify(body) });

describe('prepare', () => {
  test('makes a collection for all kinds of vectors', async () => {
    await target.prepare();
    expect(server.collections.get(COLLECTION)?.parameters).toEqual({
      vectors: {
        dense: { size: 1536, distance: 'Cosine' },
        asked: { size: 512, distance: 'Cosine', multivector_config: { comparator: 'max_sim' } },
      },
      sparse_vectors: { bm25: { modifier: 'idf' } },
    });
  });

  test('lays the storage out by book', async () => {
    await target.prepare();
    expect(server.collections.get(COLLECTION)?.indexes.get('book_id')).toEqual({
      type: 'keyword',
      is_tenant: true,
    });
  });

  test('makes the indexes of the original, and those of our own fields', async () => {
    await target.prepare();
    const indexes = server.collections.get(COLLECTION)?.indexes ?? new Map();
    expect(Object.fromEntries(Array.from(indexes, ([field, { type }]) => [field, type]))).toMatchObject({
      book_id: 'keyword',
      module: 'keyword',
      proficiency_level: 'keyword',
      layer: 'keyword',
      parent_doc_id: 'keyword',
      content_hash: 'keyword',
      source_file_hash: 'keyword',
      source_file: 'keyword',
      locale: 'keyword',
      fingerprint: 'keyword',
      hardware_tier: 'integer',
      chapter: 'integer',
      lesson: 'integer',
      chunk_index: 'integer',
    });
  });

  test('a second time changes nothing', async () => {
    await target.prepare();
    server.requests.length = 0;
    await target.prepare();
    expect(server.requests.filter(({ method }) => method !== 'GET').map(({ path }) => path)).toEqual([]);
  });

  test('by two at once is no failure', async () => {
    await expect(Promise.all([target.prepare(), target.prepare()])).resolves.toHaveLength(2);
  });

  test('makes the indexes that a run which died left out', async () => {
    await target.prepare();
    server.collections.get(COLLECTION)?.indexes.delete('source_file');
    await target.prepare();
    expect(server.collections.get(COLLECTION)?.indexes.has('source_file')).toBe(true);
  });

  test.each<[string, object, string]>([
    [
      'the original service',
      { vectors: { size: 1536, distance: 'Cosine' } },
      'it is one of the original service',
    ],
    ['vectors of another size', { vectors: { size: 768, distance: 'Cosine' } }, '768 dimensions, not 1536'],
    [
      'vectors of another name',
      { vectors: { text: { size: 1536, distance: 'Cosine' } } },
      'no vector named "dense"',
    ],
    [
      'no vector of words',
      { vectors: { dense: { size: 1536, distance: 'Cosine' } } },
      'no sparse vector "bm25" with IDF',
    ],
  ])('refuses a collection of %s, and leaves it as it was', async (_, body, reason) => {
    await make(body);
    await expect(target.prepare()).rejects.toThrow(reason);
    expect(server.collections.get(COLLECTION)?.indexes.size).toBe(0);
  });

  test('refuses a server that would ignore the condition of a lock', async () => {
    server.version = '1.16.3';
    await expect(target.prepare()).rejects.toThrow(
      'Qdrant 1.16.3 is too old for ingestion, which needs version 1.17.0 or later',
    );
  });

  test('says in a sentence that the server is not there', async () => {
    await server.goDown();
    await expect(target.prepare()).rejects.toThrow('Qdrant cannot be used: the connection failed');
  });
});

test('to look at the layout changes nothing', async () => {
  await expect(target.layout()).resolves.toEqual({ kind: 'missing' });
  expect(server.collections.size).toBe(0);
});

describe('what is written', () => {
  test('is listed without its text and vectors', async () => {
    const passage = samplePassage({ chunkIndex: 2, totalChunks: 5 });
    await target.prepare();
    await target.write([
      { passage, vectors: { dense: featureVector('a') }, embeddingKeys: { dense: 'key' } },
    ]);
    await expect(target.stored('book')).resolves.toEqual([
      {
        id: passage.id,
        sourceFile: passage.sourceFile,
        locale: 'en',
        fingerprint: 'fingerprint-1',
        contentHash: passage.contentHash,
        chunkIndex: 2,
        totalChunks: 5,
        embeddingKey: 'key',
      },
    ]);
  });

  test('is listed whole, however much it is', async () => {
    const passages = Array.from({ length: 2005 }, (_, index) => samplePassage({ text: `part ${index}` }));
    await target.prepare();
    await target.write(passages.map((passage) => ({ passage })));
    await expect(idsOf('book')).resolves.toEqual(passages.map(({ id }) => id).sort());
  });

  test('is sent a hundred at a time, and waited for', async () => {
    await target.prepare();
    server.requests.length = 0;
    await target.write(
      Array.from({ length: 250 }, (_, index) => ({ passage: samplePassage({ text: `${index}` }) })),
    );
    const writes = server.requests.filter(({ method }) => method === 'PUT');
    expect(writes.map(({ query }) => query)).toEqual(['?wait=true', '?wait=true', '?wait=true']);
  });

  test('asks for leave between its requests', async () => {
    await target.prepare();
    const steps: string[] = [];
    server.fault = ({ method }) => {
      if (method === 'PUT') steps.push('write');
      return undefined;
    };
    const many = Array.from({ length: 250 }, (_, at) => ({ passage: samplePassage({ text: `${at}` }) }));
    await target.write(many, async () => void steps.push('renew'));
    expect(steps).toEqual(['write', 'renew', 'write', 'renew', 'write']);
  });

  test('gives back its vectors under their keys, and none where there is none', async () => {
    const one = samplePassage({ text: 'one' });
    const other = samplePassage({ text: 'other' });
    const nameless = samplePassage({ text: 'nameless' });
    const dense = featureVector('one');
    const asked = ['how many', 'how few'].map(featureVector);
    await target.prepare();
    await target.write([
      { passage: one, vectors: { dense, asked }, embeddingKeys: { dense: 'one', asked: ['many', 'few'] } },
      { passage: other },
      { passage: nameless, vectors: { dense } },
    ]);
    const vectors = await target.vectors([one.id, other.id, nameless.id]);
    expect([[...vectors.dense.keys()], [...vectors.asked.keys()]]).toEqual([['one'], ['many', 'few']]);
    expect(cosine(dense, vectors.dense.get('one'))).toBeCloseTo(1, 4);
    for (const [at, key] of ['many', 'few'].entries()) {
      const beginning = asked[at]?.slice(0, 512) ?? [];
      expect(cosine(beginning, vectors.asked.get(key)) / Math.hypot(...beginning)).toBeCloseTo(1, 4);
    }
  });

  test.each([
    ['made now', undefined, 63],
    ['made when lines had whole vectors', 1536, 21],
    ['of vectors of 768', 768, 42],
  ])('is sent in requests that Qdrant takes, into a collection %s', async (_, size, limit) => {
    if (size) {
      const one = { size: 1536, distance: 'Cosine' } as const;
      const many = { ...one, size, multivector_config: { comparator: 'max_sim' } } as const;
      const parameters = {
        vectors: { dense: one, asked: many },
        sparse_vectors: { bm25: { modifier: 'idf' } },
      };
      await make(parameters);
    }
    const { askedLimit } = await target.prepare();
    expect(askedLimit).toBe(limit);
    const asked = Array.from({ length: askedLimit }, (_, at) => featureVector(`line ${at}`));
    const records = Array.from({ length: 60 }, (_, at) => ({
      passage: samplePassage({ text: `${at}` }),
      vectors: { dense: featureVector(`${at}`), asked },
    }));
    server.requests.length = 0;
    await target.write(records);
    const lengths = server.requests
      .filter(({ method }) => method === 'PUT')
      .map(({ body }) => JSON.stringify(body).length);
    expect(Math.max(...lengths)).toBeLessThan(16.1 * 1024 ** 2);
    expect((await target.stored('book')).length).toBe(60);
  });

  test('goes without the vectors of lines into a collection that was made before there were any', async () => {
    const parameters = { size: 1536, distance: 'Cosine' } as const;
    server.collections.set(
      COLLECTION,
      new MemoryCollection({
        vectors: { dense: parameters },
        sparse_vectors: { bm25: { modifier: 'idf' } },
      }),
    );
    await expect(target.prepare()).resolves.toEqual({ askedLimit: 0 });
    const passage = samplePassage();
    await target.write([{ passage, vectors: { dense: featureVector('a') }, embeddingKeys: { dense: 'a' } }]);
    const { dense, asked } = await target.vectors([passage.id]);
    expect([[...dense.keys()], asked.size]).toEqual([['a'], 0]);
  });

  test('over something older keeps the time of the first writing', async () => {
    const passage = samplePassage();
    await target.prepare();
    await target.write([{ passage }]);
    clock += 60_000;
    await target.write([{ passage }]);
    expect(payloads()).toMatchObject([
      { created_at: '2026-01-01T00:00:00.000Z', updated_at: '2026-01-01T00:01:00.000Z', version: 1 },
    ]);
  });

  describe('and refused', () => {
    const ERROR = 'Wrong input: something is wrong with it';
    const texts = Array.from({ length: 10 }, (_, at) => `text ${at}`);
    const records = (refused: string[]) =>
      texts.map((text) => ({
        passage: samplePassage({ text: refused.includes(text) ? `${text}, bad` : text }),
      }));
    const stored = () => server.collections.get(COLLECTION)?.all().length;

    beforeEach(async () => {
      await target.prepare();
      server.fault = ({ method, body }) =>
        method === 'PUT' && JSON.stringify(body).includes(', bad')
          ? { kind: 'status', status: 422, error: ERROR }
          : undefined;
    });

    test.each([[['text 3']], [['text 0', 'text 9']], [texts.slice(0, 9)]])(
      'is named, and the others are written: %j',
      async (bad) => {
        const refused = await target.write(records(bad));
        expect(refused.map(({ passage, reason }) => [passage.text, reason])).toEqual(
          bad.map((text) => [`${text}, bad`, ERROR]),
        );
        expect(stored()).toBe(texts.length - bad.length);
      },
    );

    test('is found wherever it stands, and however many there are', async () => {
      await fc.assert(
        fc.asyncProperty(fc.subarray(texts, { maxLength: texts.length - 1 }), async (bad) => {
          await target.deleteBook('book');
          const refused = await target.write(records(bad));
          expect(refused.map(({ passage }) => passage.text)).toEqual(bad.map((text) => `${text}, bad`));
          expect((await target.stored('book')).length).toBe(texts.length - bad.length);
        }),
        { numRuns: 25 },
      );
    });

    test('alone is named, too', async () => {
      await expect(target.write(records(['text 3']).slice(3, 4))).resolves.toMatchObject([{ reason: ERROR }]);
    });

    test('with all others is named, too', async () => {
      await expect(target.write(records(texts))).resolves.toHaveLength(texts.length);
    });

    test('with fifty others and none that is taken, it is not the passages', async () => {
      const many = Array.from({ length: 60 }, (_, at) => ({
        passage: samplePassage({ text: `${at}, bad` }),
      }));
      await expect(target.write(many)).rejects.toThrow(`it answered with status 422: ${ERROR}`);
    });

    test('with fifty others after one that was taken is named', async () => {
      const many = Array.from({ length: 60 }, (_, at) => ({
        passage: samplePassage({ text: `${at}, bad` }),
      }));
      await expect(target.write([...records([]).slice(0, 1), ...many])).resolves.toHaveLength(60);
    });

    test('for another reason than what it holds is a failure', async () => {
      server.fault = ({ method }) => (method === 'PUT' ? { kind: 'status', status: 503 } : undefined);
      await expect(target.write(records([]))).rejects.toThrow('status 503');
      expect(
        server.requests.filter(({ method, path }) => method === 'PUT' && path.endsWith('/points')),
      ).toHaveLength(1);
    });
  });

  test('and fails half-way leaves what was there', async () => {
    const passage = samplePassage();
    await target.prepare();
    await target.write([{ passage }]);
    server.fault = ({ method }) => (method === 'PUT' ? { kind: 'drop' } : undefined);
    await expect(target.write([{ passage: samplePassage({ text: 'new' }) }])).rejects.toMatchObject({
      name: 'QdrantUnreachable',
    });
    server.fault = () => undefined;
    await expect(idsOf('book')).resolves.toEqual([passage.id]);
  });
});

describe('deletion', () => {
  const mine = samplePassage({ text: 'mine' });
  const also = samplePassage({ text: 'also mine' });
  const theirs = samplePassage({ text: 'theirs', bookId: 'other' });

  beforeEach(async () => {
    await target.prepare();
    await target.write([mine, also, theirs].map((passage) => ({ passage })));
  });

  test('takes what is named', async () => {
    await target.delete('book', [mine.id]);
    await expect(idsOf('book')).resolves.toEqual([also.id]);
  });

  test('never takes what is of another book', async () => {
    await target.delete('book', [theirs.id, mine.id, mine.id]);
    await expect(idsOf('other')).resolves.toEqual([theirs.id]);
  });

  test('of nothing asks for nothing', async () => {
    server.requests.length = 0;
    await target.delete('book', []);
    expect(server.requests).toEqual([]);
  });

  test('of a book takes all of it, says how much, and nothing else', async () => {
    await expect(target.deleteBook('book')).resolves.toBe(2);
    await expect(Promise.all([idsOf('book'), idsOf('other')])).resolves.toEqual([[], [theirs.id]]);
  });

  test('of a book leaves the lock that the run holds', async () => {
    await target.lease('book', 'one');
    await target.deleteBook('book');
    await expect(target.lease('book', 'two')).rejects.toMatchObject({ name: 'LeaseTaken' });
  });
});

describe('the right to change a book', () => {
  beforeEach(() => target.prepare());

  test('is one run’s', async () => {
    await target.lease('book', 'one');
    await expect(target.lease('book', 'two')).rejects.toMatchObject({
      name: 'LeaseTaken',
      holder: 'one',
      until: new Date(clock + 1000),
    });
  });

  test('is one run’s, if many ask at once', async () => {
    const runs = Array.from({ length: 8 }, (_, index) => target.lease('book', `run ${index}`));
    const settled = await Promise.allSettled(runs);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('is for each book its own', async () => {
    await target.lease('book', 'one');
    await expect(target.lease('other', 'two')).resolves.toBeDefined();
  });

  test('can be had again after it was given back', async () => {
    const lease = await target.lease('book', 'one');
    await lease.release();
    await expect(target.lease('book', 'two')).resolves.toBeDefined();
  });

  test('of a run that died ends by itself', async () => {
    await target.lease('book', 'one');
    clock += 1000;
    await expect(target.lease('book', 'two')).resolves.toBeDefined();
  });

  test('of a run that died is taken over by one of many', async () => {
    await target.lease('book', 'one');
    clock += 1000;
    const runs = Array.from({ length: 8 }, (_, index) => target.lease('book', `run ${index}`));
    const settled = await Promise.allSettled(runs);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('lasts while it is renewed', async () => {
    const lease = await target.lease('book', 'one');
    clock += 900;
    await lease.renew();
    clock += 900;
    await expect(target.lease('book', 'two')).rejects.toMatchObject({ name: 'LeaseTaken' });
  });

  test('that has passed to another is not renewed', async () => {
    const lease = await target.lease('book', 'one');
    clock += 1000;
    await target.lease('book', 'two');
    await expect(lease.renew()).rejects.toMatchObject({ name: 'LeaseLost', holder: 'one' });
  });

  test('that has passed to another is not given back for it', async () => {
    const lease = await target.lease('book', 'one');
    clock += 1000;
    await target.lease('book', 'two');
    await lease.release();
    await expect(target.lease('book', 'three')).rejects.toMatchObject({ holder: 'two' });
  });

  test('that was given back is not renewed', async () => {
    const lease = await target.lease('book', 'one');
    await lease.release();
    await expect(lease.renew()).rejects.toMatchObject({ name: 'LeaseLost' });
  });

  test('is nothing that a book holds', async () => {
    await target.lease('book', 'one');
    await expect(idsOf('book')).resolves.toEqual([]);
  });

  test('is not had of a server that does not answer to it', async () => {
    server.fault = ({ method }) => (method === 'PUT' ? { kind: 'status', status: 503 } : undefined);
    await expect(target.lease('book', 'one')).rejects.toMatchObject({ name: 'QdrantUnreachable' });
  });
});
