import type { SqlDriverAdapterFactory } from '@prisma/client/runtime/client';
import type { MigrationSession } from './migrate';

/** Connections of a pool. */
export interface PoolUse {
  total: number;
  idle: number;
  /** Who waits for a connection. */
  waiting: number;
  max: number;
}

/** A way to reach a database: embedded in this process, or a PostgreSQL server. */
export interface Connection {
  kind: 'embedded' | 'postgres';
  adapter: SqlDriverAdapterFactory;
  /** For statements that may take minutes; absent where all may. */
  maintenance?: SqlDriverAdapterFactory;
  /** Runs `work` on one session that nobody else uses. */
  withMigrationSession<T>(work: (session: MigrationSession) => Promise<T>): Promise<T>;
  /** Absent where there is one connection and no pool. */
  pool?: () => PoolUse;
  close(): Promise<void>;
}
