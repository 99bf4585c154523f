import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createQdrantClient } from '@/lib/search/qdrant/create-qdrant-client';
import { type Fault, QdrantServer } from '@/tests/support/qdrant/qdrant-server';

let server: QdrantServer;

beforeEach(async () => {
  server = await QdrantServer.start();
});

afterEach(() => server.goDown());

test('a path before Qdrant is kept', async () => {
  const client = createQdrantClient({ url: `${server.url}/behind/`, timeoutMs: 60_000 });
  await client.versionInfo().catch(() => {});
  expect(server.requests.map(({ path }) => path)).toEqual(['/behind/']);
});

describe('a request whose connection turns out to be closed', () => {
  const DROP: Fault = { kind: 'drop' };
  const vectors = { dense: { size: 2, distance: 'Cosine' } } as const;
  const points = [{ id: 1, vector: { dense: [1, 0] } }];
  const filter = { must: [{ has_id: [1] }] };

  /** The first that comes from now on meets a closed connection. */
  function closeOnce(fault: Fault = DROP): void {
    let isFirst = true;
    server.fault = () => {
      const met = isFirst ? fault : undefined;
      isFirst = false;
      return met;
    };
  }

  test.each<[string, (client: ReturnType<typeof createQdrantClient>) => Promise<unknown>]>([
    ['a version', (client) => client.versionInfo()],
    ['a layout', (client) => client.getCollection('c')],
    ['a search', (client) => client.queryBatch('c', { searches: [{ query: [1, 0], using: 'dense' }] })],
    ['a page', (client) => client.scroll('c', { limit: 1 })],
    ['a number', (client) => client.count('c', { filter })],
    ['points', (client) => client.retrieve('c', { ids: [1] })],
    ['a write', (client) => client.upsert('c', { points, wait: true })],
    ['a deletion', (client) => client.delete('c', { filter, wait: true })],
    ['an index', (client) => client.createPayloadIndex('c', { field_name: 'a', field_schema: 'keyword' })],
  ])('is sent again: %s', async (_, ask) => {
    const client = createQdrantClient({ url: server.url, timeoutMs: 60_000 });
    await client.createCollection('c', { vectors });
    await client.upsert('c', { points, wait: true });
    server.requests.length = 0;
    closeOnce();
    await expect(ask(client)).resolves.toBeDefined();
    expect(server.requests).toHaveLength(2);
  });

  test('is sent again where it breaks in the middle of the answer', async () => {
    const client = createQdrantClient({ url: server.url, timeoutMs: 60_000 });
    closeOnce({ kind: 'cut' });
    await expect(client.versionInfo()).resolves.toMatchObject({ version: server.version });
  });

  test('is sent again once, and no more', async () => {
    const client = createQdrantClient({ url: server.url, timeoutMs: 60_000 });
    server.fault = () => DROP;
    await expect(client.versionInfo()).rejects.toThrow('fetch failed');
    expect(server.requests).toHaveLength(2);
  });

  test('finds a good connection though all that were kept are closed', async () => {
    const client = createQdrantClient({ url: server.url, timeoutMs: 60_000 });
    await Promise.all(Array.from({ length: 8 }, () => client.versionInfo()));
    server.closeIdleConnections();
    const answers = await Promise.all(Array.from({ length: 8 }, () => client.versionInfo()));
    expect(answers).toHaveLength(8);
  });

  test('is not sent again to a server that is not there, or that answers', async () => {
    const client = createQdrantClient({ url: server.url, timeoutMs: 60_000 });
    server.fault = () => ({ kind: 'status', status: 503 });
    await expect(client.versionInfo()).rejects.toMatchObject({ status: 503 });
    expect(server.requests).toHaveLength(1);
    await server.goDown();
    await expect(client.versionInfo()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  });
});
