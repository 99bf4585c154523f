import { randomUUID } from 'node:crypto';
import type { OpenRunStore } from '@/lib/chatkit/runs/conformance';
import { MemoryRunStore, SharedRuns } from '@/lib/chatkit/runs/memory-run-store';
import { createDatabase } from '@/lib/db/database';
import { PrismaRunStore } from '@/lib/db/prisma-run-store';
import { RUNS_CHANNEL, RunsListener } from '@/lib/db/runs-listener';
import { openEmbeddedDatabase } from './prepared/embedded-database';
import { sharedPostgres } from './shared-postgres';

export interface RunStoreBackend {
  name: string;
  open(): Promise<{ connect: OpenRunStore; close(): Promise<void> }>;
}

/** Every place in which runs can be known: each keeps the same promises. */
export const runStoreBackends: RunStoreBackend[] = [
  {
    name: 'memory',
    open: async () => {
      const shared = new SharedRuns();
      return {
        connect: (options) => new MemoryRunStore(randomUUID(), { shared, ...options }),
        close: async () => undefined,
      };
    },
  },
  {
    name: 'PGlite',
    open: async () => {
      const { database, close } = await openEmbeddedDatabase();
      return {
        connect: (options) =>
          new PrismaRunStore(database, { owner: randomUUID(), isAlone: false, ...options }),
        close,
      };
    },
  },
  {
    name: 'PostgreSQL',
    open: async () => {
      const url = await sharedPostgres().createDatabase();
      const open = () => createDatabase({ url, dataDir: '', poolSize: 5 });
      const databases = [open(), open()];
      for (const database of databases) await database.ping();
      const listeners: RunsListener[] = [];
      let next = 0;
      return {
        connect: (options) => {
          const database = databases[next++ % databases.length];
          if (!database) throw new Error('no database');
          const listener = new RunsListener({
            url,
            notify: async (message) => {
              await (await database.client()).$executeRaw`SELECT pg_notify(${RUNS_CHANNEL}, ${message})`;
            },
          });
          listeners.push(listener);
          return new PrismaRunStore(database, { owner: randomUUID(), isAlone: false, listener, ...options });
        },
        close: async () => {
          for (const listener of listeners) await listener.close();
          for (const database of databases) await database.close();
        },
      };
    },
  },
];
