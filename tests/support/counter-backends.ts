import { createDatabase } from '@/lib/db/database';
import { PrismaCounters } from '@/lib/db/prisma-counters';
import type { Counters } from '@/lib/limits/counters/counters';
import { RedisCounters } from '@/lib/limits/redis/redis-counters';
import { openEmbeddedDatabase } from './prepared/embedded-database';
import { startRedis } from './redis';
import { sharedPostgres } from './shared-postgres';

export interface OpenCounters {
  /** As those of one process each; they share a store, and have its own clock if `now` is absent. */
  connect(now?: () => Date): Counters;
  close(): Promise<void>;
}

export interface CounterBackend {
  name: string;
  open(): Promise<OpenCounters>;
}

/** Every place in which counts can be: each keeps the same promises. */
export const counterBackends: CounterBackend[] = [
  {
    name: 'PGlite',
    open: async () => {
      const { database, close } = await openEmbeddedDatabase();
      return { connect: (now) => new PrismaCounters(database, now), close };
    },
  },
  {
    name: 'PostgreSQL',
    open: async () => {
      const url = await sharedPostgres().createDatabase();
      const open = () => createDatabase({ url, dataDir: '', poolSize: 10 });
      // The migrations belong to whoever comes first.
      const databases = [open(), open()];
      for (const database of databases) await database.ping();
      let next = 0;
      return {
        connect: (now) => {
          const database = databases[next++ % databases.length];
          if (!database) throw new Error('no database');
          return new PrismaCounters(database, now);
        },
        close: async () => {
          for (const database of databases) await database.close();
        },
      };
    },
  },
  {
    name: 'Redis',
    open: async () => {
      const server = await startRedis();
      const opened: RedisCounters[] = [];
      return {
        connect: (now) => {
          const counters = new RedisCounters({
            url: server.url,
            ...(now ? { now: () => now().getTime() } : {}),
          });
          opened.push(counters);
          return counters;
        },
        close: async () => {
          for (const counters of opened) await counters.close();
          await server.stop();
        },
      };
    },
  },
];
