import { afterEach, beforeEach, expect, test } from 'vitest';
import { QdrantServer } from '@/tests/support/qdrant/qdrant-server';

const ID = '00000000-0000-4000-8000-000000000001';
let server: QdrantServer;

beforeEach(async () => {
  server = await QdrantServer.start();
  await send('PUT', '/collections/c', {
    vectors: { dense: { size: 2, distance: 'Cosine' } },
    sparse_vectors: { bm25: { modifier: 'idf' } },
  });
});

afterEach(() => server.goDown());

async function send(method: string, path: string, body?: unknown) {
  const response = await fetch(`${server.url}${path}`, {
    method,
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
  ['a misspelt fusion', 'POST', '/collections/c/points/query', { prefetch: [], query: { fusion: 'rff' } }],
  [
    'a misspelt field in a prefetch',
    'POST',
    '/collections/c/points/query',
    { prefetch: [{ query: [1, 0], usign: 'dense' }], query: { fusion: 'rrf' } },
  ],
  ['a misspelt mode of writing', 'PUT', '/collections/c/points', { points: [], update_mode: 'insert-only' }],
  ['a misspelt modifier', 'PUT', '/collections/d', { sparse_vectors: { bm25: { modifier: 'IDF' } } }],
  ['a limit of nothing', 'POST', '/collections/c/points/scroll', { limit: 0 }],
  ['an id that is no UUID', 'POST', '/collections/c/points', { ids: ['one'] }],
  [
    'a place of a sparse vector below 0',
    'PUT',
    '/collections/c/points',
    { points: [{ id: 1, vector: { bm25: { indices: [-1], values: [1] } } }] },
  ],
  ['an unknown parameter', 'PUT', '/collections/c/points?wiat=true', { points: [] }],
  ['a parameter of the wrong type', 'PUT', '/collections/c/points?wait=maybe', { points: [] }],
  ['an unknown path', 'POST', '/collections/c/points/find', {}],
  ['the wrong method', 'PUT', '/collections/c/points/scroll', {}],
  ['no body', 'POST', '/collections/c/points/scroll', undefined],
])('refuses %s', async (_, method, path, body) => {
  const { status } = await send(method, path, body);
  expect([status, server.violations.length]).toEqual([400, 1]);
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
