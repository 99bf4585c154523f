import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { storeConformance } from '@/lib/chatkit/store/conformance';
import { MemoryStore } from '@/lib/chatkit/store/memory-store';
import type { Store } from '@/lib/chatkit/store/store';
import { createDatabase, type Database } from '@/lib/db/database';
import { PrismaStore } from '@/lib/db/prisma-store';
import { startPostgres } from '../support/postgres';

interface Backend {
  name: string;
  open(): Promise<{ store: Store; close(): Promise<void> }>;
}

const backends: Backend[] = [
  { name: 'memory', open: async () => ({ store: new MemoryStore(), close: async () => undefined }) },
  {
    name: 'PGlite',
    open: async () => {
      const dataDir = mkdtempSync(path.join(tmpdir(), 'robolearn-pglite-'));
      const database = createDatabase({ url: undefined, dataDir, poolSize: 1 });
      return opened(database, async () => rmSync(dataDir, { recursive: true }));
    },
  },
  {
    name: 'PostgreSQL',
    open: async () => {
      const server = await startPostgres();
      const database = createDatabase({ url: await server.createDatabase(), dataDir: '', poolSize: 5 });
      return opened(database, () => server.stop());
    },
  },
];

function opened(database: Database, afterwards: () => Promise<void>) {
  return {
    store: new PrismaStore(database),
    close: async () => {
      await database.close();
      await afterwards();
    },
  };
}

describe.each(backends)('the store on $name', ({ open }) => {
  let backend: Awaited<ReturnType<Backend['open']>>;
  let users = 0;

  beforeAll(async () => {
    backend = await open();
  });

  afterAll(() => backend.close());

  test.each(storeConformance)('$name', async ({ run }) => {
    users += 1;
    await run(backend.store, { userId: `alice-${users}` }, { userId: `bob-${users}` });
  });
});
