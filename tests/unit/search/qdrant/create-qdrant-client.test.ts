import { expect, test } from 'vitest';
import { createQdrantClient } from '@/lib/search/qdrant/create-qdrant-client';
import { QdrantServer } from '@/tests/support/qdrant/qdrant-server';

test('a path before Qdrant is kept', async () => {
  const server = await QdrantServer.start();
  const client = createQdrantClient({ url: `${server.url}/behind/`, timeoutMs: 2000 });
  await client.versionInfo().catch(() => {});
  expect(server.requests.map(({ path }) => path)).toEqual(['/behind/']);
  await server.goDown();
});
