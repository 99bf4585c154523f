import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { Connection } from './connection';
import { normalizePostgresUrl } from './normalize-postgres-url';
import { limitPoolSilence, limitSilence, setSilenceLimit } from './silence-limit';

export interface PostgresOptions {
  url: string;
  /** Where migrations connect; the same server without a transaction pooler in between. */
  directUrl?: string | undefined;
  poolSize: number;
  /** Called when an idle connection breaks, as when the server restarts. The pool replaces it by itself. */
  onConnectionLost?: (error: Error) => void;
}

/** To get a connection: a free one, or a new one. In milliseconds, like all that follow. */
const CONNECT_TIMEOUT_MS = 5_000;

/** While somebody waits. The server gives a statement up before we give the server up, so that what is refused was not done. */
const STATEMENT_TIMEOUT_MS = 4_000;
const SILENCE_MS = 5_000;

/** For work that nobody waits for, on connections of its own. */
const MAINTENANCE = { max: 2, connectMs: 20_000, statementMs: 110_000, silenceMs: 120_000 };

/** A migration may rewrite a large table. */
const MIGRATION_SILENCE_MS = 30 * 60_000;

/** Connects to a PostgreSQL server, lazily: nothing is sent before the first query. */
export function connectPostgres(options: PostgresOptions): Connection {
  const { url, directUrl, poolSize } = options;
  const onLost = (error: Error) => options.onConnectionLost?.(error);
  const poolOf = (max: number, connectMs: number, statementMs: number, silenceMs: number): pg.Pool => {
    const pool = new pg.Pool({
      connectionString: normalizePostgresUrl(url),
      max,
      application_name: 'robolearn_chatkit',
      connectionTimeoutMillis: connectMs,
      // A pooler in between refuses a connection that asks for it at its start.
      ...(directUrl === undefined ? { statement_timeout: statementMs } : {}),
      keepAlive: true,
    });
    // Without a listener, a broken idle connection would end the process.
    pool.on('error', onLost);
    limitPoolSilence(pool, silenceMs);
    return pool;
  };
  const pool = poolOf(poolSize, CONNECT_TIMEOUT_MS, STATEMENT_TIMEOUT_MS, SILENCE_MS);
  const { max, connectMs, statementMs, silenceMs } = MAINTENANCE;
  const maintenance = poolOf(max, connectMs, statementMs, silenceMs);

  return {
    kind: 'postgres',
    adapter: new PrismaPg(pool),
    maintenance: new PrismaPg(maintenance),
    withMigrationSession: async (work) => {
      const client = new pg.Client({
        connectionString: normalizePostgresUrl(directUrl ?? url),
        application_name: 'robolearn_chatkit_migrations',
        connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      });
      client.on('error', onLost);
      await client.connect();
      limitSilence(client, SILENCE_MS);
      try {
        return await work({
          execute: async (sql) => {
            setSilenceLimit(client, MIGRATION_SILENCE_MS);
            await client.query(sql);
            setSilenceLimit(client, SILENCE_MS);
          },
          query: async (sql, values) => (await client.query<Record<string, unknown>>(sql, values)).rows,
        });
      } finally {
        await client.end();
      }
    },
    pool: () => ({
      total: pool.totalCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
      max: poolSize,
    }),
    close: async () => {
      await Promise.all([pool.end(), maintenance.end()]);
    },
  };
}
