import { randomUUID } from 'node:crypto';
import type { RunStore } from './chatkit/runs/run-store';
import type { Config } from './config';
import type { Database } from './db/database';
import { PrismaRunStore } from './db/prisma-run-store';
import { RUNS_CHANNEL, RunsListener } from './db/runs-listener';
import type { Logger } from './observability/logger';
import { RedisRunStore } from './runs/redis/redis-run-store';

export interface ComposedRuns {
  store: RunStore;
  /** The same, if it is in the database. */
  inDatabase: PrismaRunStore | undefined;
  /** Deletes what is too old of runs that are not in `store`. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

/** Where the running product knows its turns: in Redis if there is one, else in the database. */
export function composeRuns(
  config: Pick<Config, 'databaseUrl' | 'directDatabaseUrl' | 'isServerless' | 'redisUrl'>,
  database: Database,
  log: Logger,
): ComposedRuns {
  const owner = randomUUID();
  return config.redisUrl
    ? inRedis(config.redisUrl, owner, database, log)
    : inDatabase(config, owner, database, log);
}

function inRedis(url: string, owner: string, database: Database, log: Logger): ComposedRuns {
  const store = new RedisRunStore({
    url,
    owner,
    onConnectionLost: (error) => log.warn({ error }, 'redis connection lost; runs are not stored meanwhile'),
  });
  // Those of the time before Redis.
  const earlier = new PrismaRunStore(database, { owner, isAlone: false });
  return { store, inDatabase: undefined, sweep: () => earlier.sweep(), close: () => store.close() };
}

/** With news by `LISTEN` where a process lives long enough for it. */
function inDatabase(
  config: Pick<Config, 'databaseUrl' | 'directDatabaseUrl' | 'isServerless'>,
  owner: string,
  database: Database,
  log: Logger,
): ComposedRuns {
  const url = config.directDatabaseUrl ?? (config.isServerless ? undefined : config.databaseUrl);
  const listener =
    url === undefined
      ? undefined
      : new RunsListener({
          url,
          notify: async (message) => {
            const client = await database.client();
            await client.$executeRaw`SELECT pg_notify(${RUNS_CHANNEL}, ${message})`;
          },
          onConnectionLost: (error) =>
            log.warn({ error }, 'the database tells nothing of other processes; they are asked'),
        });
  const store = new PrismaRunStore(database, {
    owner,
    isAlone: database.kind === 'embedded',
    listener,
  });
  return {
    store,
    inDatabase: store,
    sweep: async () => undefined,
    close: async () => listener?.close(),
  };
}
