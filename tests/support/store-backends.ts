import { MemoryStore } from '@/lib/chatkit/store/memory-store';
import type { Store } from '@/lib/chatkit/store/store';
import { createDatabase } from '@/lib/db/database';
import { PrismaStore } from '@/lib/db/prisma-store';
import { openEmbeddedDatabase } from './prepared/embedded-database';
import { sharedPostgres } from './shared-postgres';

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
      const { database, close } = await openEmbeddedDatabase();
      return { store: new PrismaStore(database), close };
    },
  },
  {
    name: 'PostgreSQL',
    open: async () => {
      const url = await sharedPostgres().createDatabase();
      const database = createDatabase({ url, dataDir: '', poolSize: 5 });
      return { store: new PrismaStore(database), close: () => database.close() };
    },
  },
];
