import { inject } from 'vitest';
import { databasesAt, type PostgresDatabases } from './postgres';

/** The PostgreSQL server of this run, for tests that leave the server itself alone: each has databases of its own there. */
export function sharedPostgres(): PostgresDatabases {
  return databasesAt(inject('postgresPort'));
}
