import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { QdrantServer } from '@/tests/support/qdrant/qdrant-server';

const ID = '00000000-0000-4000-8000-000000000001';
let server: QdrantServer;

beforeEach(async () => {
  server = await QdrantServer.start({ strictMode: false });
  await send('PUT', '/collections/c', {
    vectors: { dense: { size: 2, distance: 'Cosine' } },
    sparse_vectors: { bm25: { modifier: 'idf' } },
  });
});

afterEach(() => server.goDown());

/** One connection a request: a server that comes later may have the port of one that is gone, and a kept connection with it. */
const ALONE = { connection: 'close' };

async function send(method: string, path: string, body?: unknown) {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: ALONE,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const points = (...given: object[]) => send('PUT', '/collections/c/points?wait=true', { points: given });
const point = (id: number, dense: number[], payload: object = {}) => ({ id, vector: { dense }, payload });
const idsOf = async (filter: object) => {
  const { body } = await send('POST', '/collections/c/points/scroll', { filter });
  return body.result.points.map(({ id }: { id: number }) => id);
};

test.each<[string, string, string, unknown]>([
  ['a misspelt field', 'POST', '/collections/c/points/scroll', { limitt: 10 }],
  [
    'a misspelt condition',
    'POST',
    '/collections/c/points/count',
    { filter: { must: [{ keyy: 'a', match: { value: 1 } }] } },
  ],
  [
    'a misspelt match',
    'POST',
    '/collections/c/points/count',
    { filter: { must: [{ key: 'a', match: { valeu: 1 } }] } },
  ],
  [
    'a misspelt range',
    'POST',
    '/collections/c/points/count',
    { filter: { must: [{ key: 'a', range: { leq: 1 } }] } },
  ],
  [
    'a misspelt fusion',
    'POST',
    '/collections/c/points/query',
    { prefetch: [{ query: [1, 0], using: 'dense' }], query: { fusion: 'rff' } },
  ],
  [
    'a misspelt field in a prefetch',
    'POST',
    '/collections/c/points/query',
    { prefetch: [{ query: [1, 0], usign: 'dense' }], query: { fusion: 'rrf' } },
  ],
  [
    'a misspelt mode of writing',
    'PUT',
    '/collections/c/points',
    { points: [{ id: 1, vector: {} }], update_mode: 'insert-only' },
  ],
  ['a misspelt modifier', 'PUT', '/collections/d', { sparse_vectors: { bm25: { modifier: 'IDF' } } }],
  ['an id that is no UUID', 'POST', '/collections/c/points', { ids: ['one'] }],
  [
    'a place of a sparse vector below 0',
    'PUT',
    '/collections/c/points',
    { points: [{ id: 1, vector: { bm25: { indices: [-1], values: [1] } } }] },
  ],
  ['an unknown parameter', 'PUT', '/collections/c/points?wiat=true', { points: [{ id: 1, vector: {} }] }],
  [
    'a parameter of the wrong type',
    'PUT',
    '/collections/c/points?wait=maybe',
    { points: [{ id: 1, vector: {} }] },
  ],
  ['no body', 'POST', '/collections/c/points/scroll', undefined],
])('refuses %s', async (_, method, path, body) => {
  const { status } = await send(method, path, body);
  expect([status, server.violations.length]).toEqual([400, 1]);
});

test.each([
  ['an unknown path', 'POST', '/collections/c/points/find'],
  ['the wrong method', 'PUT', '/collections/c/points/scroll'],
])('has no answer for %s', async (_, method, path) => {
  const { status } = await send(method, path, {});
  expect([status, server.violations.length]).toEqual([404, 1]);
});

test('refuses what is valid but not built here', async () => {
  await send('POST', '/collections/c/points/query', { query: { sample: 'random' } });
  expect(server.violations).toHaveLength(1);
});

test('refuses a vector of another length', async () => {
  const { status } = await points(point(1, [1, 0, 0]));
  expect([status, server.violations.length]).toEqual([400, 1]);
});

test('refuses a vector without a name where vectors have names', async () => {
  const { status } = await points({ id: 1, vector: [1, 0] });
  expect(status).toBe(400);
});

test('refuses a place that a sparse vector names twice', async () => {
  const { status } = await points({ id: 1, vector: { bm25: { indices: [1, 1], values: [1, 1] } } });
  expect(status).toBe(422);
});

test('refuses to order by a field without an index', async () => {
  const { status } = await send('POST', '/collections/c/points/scroll', { order_by: { key: 'place' } });
  expect(status).toBe(400);
});

test('orders by an integer index', async () => {
  await send('PUT', '/collections/c/index', { field_name: 'place', field_schema: 'integer' });
  await points(
    point(1, [1, 0], { place: 3 }),
    point(2, [1, 0], { place: 1 }),
    point(3, [1, 0], { place: 2 }),
  );
  const { body } = await send('POST', '/collections/c/points/scroll', { order_by: { key: 'place' } });
  expect(body.result.points.map(({ id }: { id: number }) => id)).toEqual([2, 3, 1]);
});

test('pages through the points without a gap', async () => {
  await points(...[5, 3, 1, 4, 2].map((id) => point(id, [1, 0])));
  const first = await send('POST', '/collections/c/points/scroll', { limit: 2 });
  const offset = first.body.result.next_page_offset;
  const second = await send('POST', '/collections/c/points/scroll', { limit: 3, offset });
  const ids = [...first.body.result.points, ...second.body.result.points].map(({ id }) => id);
  expect([ids, second.body.result.next_page_offset]).toEqual([[1, 2, 3, 4, 5], null]);
});

test.each<[string, object, number[]]>([
  ['match value', { must: [{ key: 'tag', match: { value: 'a' } }] }, [1, 3]],
  ['match any', { must: { key: 'tag', match: { any: ['a', 'b'] } } }, [1, 2, 3]],
  ['match except', { must: [{ key: 'tag', match: { except: ['a'] } }] }, [2, 3]],
  ['range', { must: [{ key: 'size', range: { gte: 2, lt: 4 } }] }, [2]],
  ['has_id', { must: [{ has_id: [2, 4] }] }, [2, 4]],
  ['is_empty', { must: [{ is_empty: { key: 'tag' } }] }, [4, 5]],
  ['is_null', { must: [{ is_null: { key: 'tag' } }] }, [4]],
  ['must_not', { must_not: [{ key: 'tag', match: { value: 'a' } }] }, [2, 4, 5]],
  ['should', { should: [{ has_id: [5] }, { key: 'size', range: { lte: 1 } }] }, [1, 5]],
  [
    'nested',
    { must: [{ should: [{ has_id: [1] }, { has_id: [2] }] }, { must_not: [{ has_id: [1] }] }] },
    [2],
  ],
  ['nothing', {}, [1, 2, 3, 4, 5]],
])('filters by %s', async (_, filter, expected) => {
  await points(
    point(1, [1, 0], { tag: 'a', size: 1 }),
    point(2, [1, 0], { tag: 'b', size: 2 }),
    point(3, [1, 0], { tag: ['a', 'c'], size: 4 }),
    point(4, [1, 0], { tag: null }),
    point(5, [1, 0]),
  );
  await expect(idsOf(filter)).resolves.toEqual(expected);
});

test('ranks dense vectors by cosine, whatever their length', async () => {
  await points(point(1, [3, 3]), point(2, [0, 9]), point(3, [0.1, 0]));
  const { body } = await send('POST', '/collections/c/points/query', { query: [2, 0], using: 'dense' });
  expect(
    body.result.points.map(({ id, score }: { id: number; score: number }) => [id, score.toFixed(3)]),
  ).toEqual([
    [3, '1.000'],
    [1, '0.707'],
    [2, '0.000'],
  ]);
});

test('weighs the places of sparse vectors by how rare they are', async () => {
  const sparse = (id: number, indices: number[]) => ({
    id,
    vector: { bm25: { indices, values: indices.map(() => 1) } },
  });
  await points(sparse(1, [7]), sparse(2, [7]), sparse(3, [8]));
  const { body } = await send('POST', '/collections/c/points/query', {
    query: { indices: [7, 8], values: [1, 1] },
    using: 'bm25',
  });
  expect(
    body.result.points.map(({ id, score }: { id: number; score: number }) => [id, score.toFixed(4)]),
  ).toEqual([
    [3, Math.log(2.5 / 1.5 + 1).toFixed(4)],
    [1, Math.log(1.5 / 2.5 + 1).toFixed(4)],
    [2, Math.log(1.5 / 2.5 + 1).toFixed(4)],
  ]);
});

test('fuses ranks from 0 with a constant of 2', async () => {
  await points(
    { id: 1, vector: { dense: [1, 0], bm25: { indices: [1], values: [1] } } },
    { id: 2, vector: { dense: [1, 1], bm25: { indices: [1], values: [9] } } },
    { id: 3, vector: { dense: [0, 1] } },
  );
  const { body } = await send('POST', '/collections/c/points/query', {
    prefetch: [
      { query: [1, 0], using: 'dense' },
      { query: { indices: [1], values: [1] }, using: 'bm25', limit: 1 },
    ],
    query: { fusion: 'rrf' },
  });
  expect(body.result.points.map(({ id, score }: { id: number; score: number }) => [id, score])).toEqual([
    [2, 1 / 3 + 1 / 2],
    [1, 1 / 2],
    [3, 1 / 4],
  ]);
});

test.each<[string, object, (string | undefined)[]]>([
  ['insert_only leaves what is there', { update_mode: 'insert_only' }, ['old', 'new']],
  ['update_only makes nothing', { update_mode: 'update_only' }, ['new', undefined]],
  [
    'a filter guards what is there, and not what is new',
    { update_filter: { must: [{ key: 'word', match: { value: 'none' } }] } },
    ['old', 'new'],
  ],
  [
    'a filter that fits lets it be replaced',
    { update_filter: { must: [{ key: 'word', match: { value: 'old' } }] } },
    ['new', 'new'],
  ],
])('%s', async (_, condition, expected) => {
  await points(point(1, [1, 0], { word: 'old' }));
  await send('PUT', '/collections/c/points', {
    points: [point(1, [1, 0], { word: 'new' }), point(2, [1, 0], { word: 'new' })],
    ...condition,
  });
  const { body } = await send('POST', '/collections/c/points', { ids: [1, 2] });
  const words = new Map(
    body.result.map(({ id, payload }: { id: number; payload: { word: string } }) => [id, payload.word]),
  );
  expect([words.get(1), words.get(2)]).toEqual(expected);
});

test('gives only the vectors and fields that are asked for', async () => {
  await points({
    id: ID,
    vector: { dense: [1, 0], bm25: { indices: [1], values: [1] } },
    payload: { a: 1, b: 2 },
  });
  const { body } = await send('POST', '/collections/c/points', {
    ids: [ID],
    with_payload: ['b'],
    with_vector: ['dense'],
  });
  expect(body.result).toEqual([{ id: ID, payload: { b: 2 }, vector: { dense: [1, 0] } }]);
});

const MULTI = { size: 2, distance: 'Cosine', multivector_config: { comparator: 'max_sim' } };
const upsert = (vector: unknown) =>
  ['PUT', '/collections/m/points', { points: [{ id: 1, vector }] }] as const;
const query = (body: object) => ['POST', '/collections/m/points/query', body] as const;

describe('refuses what the real one refuses, with its status', () => {
  beforeEach(() =>
    send('PUT', '/collections/m', {
      vectors: { one: { size: 2, distance: 'Cosine' }, many: MULTI },
      sparse_vectors: { bm25: { modifier: 'idf' } },
    }),
  );

  test.each<[string, number, RegExp, readonly [method: string, path: string, body: unknown]]>([
    [
      'half a surrogate pair',
      400,
      /hex escape/,
      ['PUT', '/collections/m/points', { points: [{ id: 1, vector: {}, payload: { text: '\ud83d' } }] }],
    ],
    [
      'a multivector of 32,768 numbers',
      422,
      /\[points\[0\]\.vector\.\?\.data: Total size of all vectors \(32768\) must be less than 32768\]/,
      upsert({ many: new Array(16_384).fill([1, 0]) }),
    ],
    [
      'a question of 32,768 numbers',
      422,
      /Total size of all vectors/,
      query({ query: new Array(16_384).fill([1, 0]), using: 'many' }),
    ],
    ['an upsert of nothing', 400, /^Empty update request$/, ['PUT', '/collections/m/points', { points: [] }]],
    [
      'a deletion of nothing',
      400,
      /^Empty update request$/,
      ['POST', '/collections/m/points/delete', { points: [] }],
    ],
    [
      'a place of a sparse vector beyond 32 bits',
      400,
      /Format error in JSON body/,
      upsert({ bm25: { indices: [2 ** 32], values: [1] } }),
    ],
    ['places that are named twice', 422, /unique/, upsert({ bm25: { indices: [1, 1], values: [1, 1] } })],
    ['more places than values', 422, /same length/, upsert({ bm25: { indices: [1, 2], values: [1] } })],
    [
      'a fusion of nothing',
      400,
      /cannot apply Fusion without prefetches/,
      query({ query: { fusion: 'rrf' }, prefetch: [] }),
    ],
    ['a fusion without prefetch', 400, /cannot apply Fusion/, query({ query: { rrf: { k: 2 } } })],
    ['a limit of 0', 422, /limit: value 0 invalid, must be 1 or larger/, query({ query: [1, 0], limit: 0 })],
    [
      'a limit of 0 in a prefetch',
      422,
      /prefetch\.limit/,
      query({ prefetch: { query: [1, 0], using: 'one', limit: 0 }, query: { fusion: 'rrf' } }),
    ],
    ['a page of 0', 422, /limit/, ['POST', '/collections/m/points/scroll', { limit: 0 }]],
    ['an empty vector', 422, /must not be empty/, upsert({ one: [] })],
    ['an empty multivector', 422, /must not be empty/, upsert({ many: [] })],
    ['an empty vector in a multivector', 422, /must be non-empty/, upsert({ many: [[1, 0], []] })],
    ['uneven vectors', 422, /same dimension/, upsert({ many: [[1, 0], [1]] })],
    [
      'a condition on a field that says nothing of it',
      422,
      /At least one field condition/,
      ['POST', '/collections/m/points/count', { filter: { must: [{ key: 'a' }] } }],
    ],
    [
      'an order by a field without a range index',
      400,
      /No range index/,
      ['POST', '/collections/m/points/scroll', { order_by: { key: 'place' } }],
    ],
  ])('%s', async (_, status, words, [method, path, body]) => {
    const answer = await send(method, path, body);
    expect([answer.status, server.violations.length]).toEqual([status, 1]);
    expect(answer.body.status.error).toMatch(words);
  });

  test('an order by a keyword index', async () => {
    await send('PUT', '/collections/m/index', { field_name: 'place', field_schema: 'keyword' });
    const { status } = await send('POST', '/collections/m/points/scroll', { order_by: { key: 'place' } });
    expect(status).toBe(400);
  });

  test('a body of more than 32 MiB', async () => {
    const long = { points: [{ id: 1, vector: {}, payload: { text: 'x'.repeat(32 * 1024 * 1024) } }] };
    const { status, body } = await send('PUT', '/collections/m/points', long);
    expect([status, body.status.error]).toEqual([400, expect.stringContaining('larger than allowed')]);
  });

  test('half a JSON, and goes on', async () => {
    const path = `${server.url}/collections/m/points/scroll`;
    const { status } = await fetch(path, { method: 'POST', headers: ALONE, body: '{"limit": 1' });
    expect([status, (await send('POST', '/collections/m/points/scroll', {})).status]).toEqual([400, 200]);
  });

  test('takes a multivector of 32,766 numbers', async () => {
    const [method, path, body] = upsert({ many: new Array(16_383).fill([1, 0]) });
    expect((await send(method, path, body)).status).toBe(200);
  });
});

describe('in strict mode', () => {
  let strict: QdrantServer;
  const ask = async (path: string, method: string, body: object) =>
    (
      await fetch(`${strict.url}/collections/c${path}`, {
        method,
        headers: ALONE,
        body: JSON.stringify(body),
      })
    ).status;
  const word = { must: [{ should: [{ key: 'tag', match: { value: 'a' } }] }, { has_id: [1] }] };
  const number = { must: [{ key: 'tag', match: { value: 1 } }] };
  const range = { must: [{ key: 'tag', range: { lte: 1 } }] };
  const count = (filter: object) => ask('/points/count', 'POST', { filter });

  beforeEach(async () => {
    strict = await QdrantServer.start();
    await ask('', 'PUT', { vectors: { dense: { size: 2, distance: 'Cosine' } } });
  });
  afterEach(() => strict.goDown());

  test('filters on fields without an index are refused', async () => {
    expect([
      await count(word),
      await ask('/points/delete', 'POST', { filter: word }),
      await ask('/points/query', 'POST', { query: [1, 0], using: 'dense', filter: word }),
    ]).toEqual([400, 400, 400]);
  });

  test.each([
    ['keyword', [200, 400, 400]],
    ['integer', [400, 200, 200]],
  ])('an index of kind %s serves its own conditions', async (kind, statuses) => {
    await ask('/index', 'PUT', { field_name: 'tag', field_schema: kind });
    expect([await count(word), await count(number), await count(range)]).toEqual(statuses);
  });
});

test.each(['a:b', 'a/b', 'x'.repeat(201)])('makes no collection of the name %s', async (name) => {
  const vectors = { dense: { size: 2, distance: 'Cosine' } };
  expect((await send('PUT', `/collections/${encodeURIComponent(name)}`, { vectors })).status).toBe(422);
});

test('lives through an address that is not encoded as it should be', async () => {
  expect((await send('GET', '/collections/%E0%A4%A')).status).toBe(404);
});

test('takes ids in every form of a UUID, and gives them back in one', async () => {
  const forms = [ID, ID.replaceAll('-', ''), `{${ID}}`, `urn:uuid:${ID}`.toUpperCase()];
  for (const id of forms) await points({ id, vector: { dense: [1, 0] } });
  const { body } = await send('POST', '/collections/c/points', { ids: forms.slice(1) });
  expect(body.result.map(({ id }: { id: string }) => id)).toEqual([ID]);
});

test('gives a point once that is asked for twice', async () => {
  await points(point(1, [1, 0]));
  const { body } = await send('POST', '/collections/c/points', { ids: [1, 1] });
  expect(body.result).toHaveLength(1);
});

test('rarity counts the points that have such a vector, whatever the filter', async () => {
  const sparse = (id: number, book: string) => ({
    id,
    vector: { bm25: { indices: [7], values: [1] } },
    payload: { book },
  });
  await points(sparse(1, 'ours'), sparse(2, 'another'), sparse(3, 'another'), point(4, [1, 0]));
  const { body } = await send('POST', '/collections/c/points/query', {
    query: { indices: [7], values: [1] },
    using: 'bm25',
    filter: { must: [{ key: 'book', match: { value: 'ours' } }] },
  });
  expect(body.result.points[0].score).toBeCloseTo(Math.log(0.5 / 3.5 + 1), 6);
});

test('compresses where that is asked for, and does not say when it closes a connection', async () => {
  const zipped = await fetch(server.url, { headers: { 'accept-encoding': 'gzip' } });
  const plain = await fetch(server.url, { headers: { 'accept-encoding': 'identity' } });
  const { version } = await zipped.json();
  expect([
    version,
    zipped.headers.get('content-encoding'),
    plain.headers.get('content-encoding'),
    zipped.headers.get('keep-alive'),
  ]).toEqual(['1.18.3', 'gzip', null, null]);
});
