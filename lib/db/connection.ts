import type { SqlDriverAdapterFactory } from '@prisma/client/runtime/client';
import type { MigrationSession } from './migrate';

/** A way to reach a database: embedded in this process, or a PostgreSQL server. */
export interface Connection {
  kind: 'embedded' | 'postgres';
  adapter: SqlDriverAdapterFactory;
  /** Runs `work` on one session that nobody else uses. */
  withMigrationSession<T>(work: (session: MigrationSession) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
