import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { Connection } from './connection';
import { normalizePostgresUrl } from './normalize-postgres-url';

export interface PostgresOptions {
  url: string;
  /** Where migrations connect; the same server without a transaction pooler in between. */
  directUrl?: string | undefined;
  poolSize: number;
  /** Called when an idle connection breaks, as when the server restarts. The pool replaces it by itself. */
  onConnectionLost?: (error: Error) => void;
}

const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 30_000;

/** Connects to a PostgreSQL server, lazily: nothing is sent before the first query. */
export function connectPostgres(options: PostgresOptions): Connection {
  const pool = new pg.Pool({
    connectionString: normalizePostgresUrl(options.url),
    max: options.poolSize,
    application_name: 'robolearn_chatkit',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // A pooler in between refuses a connection that asks for it at its start.
    ...(options.directUrl === undefined ? { statement_timeout: STATEMENT_TIMEOUT_MS } : {}),
    // A lost server must not leave a query hanging for ever.
    query_timeout: STATEMENT_TIMEOUT_MS + 5_000,
    keepAlive: true,
  });
  // Without a listener, a broken idle connection would end the process.
  pool.on('error', (error) => options.onConnectionLost?.(error));

  return {
    kind: 'postgres',
    adapter: new PrismaPg(pool),
    withMigrationSession: async (work) => {
      const client = new pg.Client({
        connectionString: normalizePostgresUrl(options.directUrl ?? options.url),
        application_name: 'robolearn_chatkit_migrations',
        connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      });
      client.on('error', (error) => options.onConnectionLost?.(error));
      await client.connect();
      try {
        return await work({
          execute: async (sql) => void (await client.query(sql)),
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
      max: options.poolSize,
    }),
    close: () => pool.end(),
  };
}
