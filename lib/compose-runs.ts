import { randomUUID } from 'node:crypto';
import type { RunStore } from './chatkit/runs/run-store';
import type { Config } from './config';
import type { Database } from './db/database';
import { PrismaRunStore } from './db/prisma-run-store';
import { RUNS_CHANNEL, RunsListener } from './db/runs-listener';
import type { Logger } from './observability/logger';

export interface ComposedRuns {
  store: RunStore;
  /** The same, if it is in the database. */
  inDatabase: PrismaRunStore | undefined;
  close(): Promise<void>;
}

/** Where the running product knows its turns: in the database, with news by `LISTEN` where a process lives long enough for it. */
export function composeRuns(
  config: Pick<Config, 'databaseUrl' | 'directDatabaseUrl' | 'isServerless'>,
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
    owner: randomUUID(),
    isAlone: database.kind === 'embedded',
    listener,
  });
  return { store, inDatabase: store, close: async () => listener?.close() };
}
