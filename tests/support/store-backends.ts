import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MemoryStore } from '@/lib/chatkit/store/memory-store';
import type { Store } from '@/lib/chatkit/store/store';
import { createDatabase, type Database } from '@/lib/db/database';
import { PrismaStore } from '@/lib/db/prisma-store';
import { startPostgres } from './postgres';

export interface StoreBackend {
  name: string;
  open(): Promise<{ store: Store; close(): Promise<void> }>;
}

/** Every store that there is: each keeps the same promises. */
export const storeBackends: StoreBackend[] = [
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
