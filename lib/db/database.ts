import path from 'node:path';
import type { Connection, PoolUse } from './connection';
import { openEmbedded } from './embedded-connection';
import { PrismaClient } from './generated/client';
import { migrate } from './migrate';
import { connectPostgres } from './postgres-connection';

export interface DatabaseOptions {
  /** Undefined means embedded, under `dataDir`. */
  url: string | undefined;
  directUrl?: string | undefined;
  dataDir: string;
  poolSize: number;
  migrationsDir?: string;
  onConnectionLost?: (error: Error) => void;
}

/**
 * The database of this process. It may be unreachable at any time: `client()` connects and migrates at first use and,
 * as long as that fails, tries again at each call, so that nothing needs a restart when the server comes back.
 */
export interface Database {
  kind: 'embedded' | 'postgres';
  client(): Promise<PrismaClient>;
  /** Resolves if the database answers a query now. */
  ping(): Promise<void>;
  /** Undefined until it is open, and for the embedded database. */
  pool(): PoolUse | undefined;
  close(): Promise<void>;
}

export function createDatabase(options: DatabaseOptions): Database {
  const migrationsDir = options.migrationsDir ?? path.join(process.cwd(), 'prisma', 'migrations');
  let opened: Promise<{ connection: Connection; prisma: PrismaClient }> | undefined;
  let connected: Connection | undefined;

  async function open() {
    const connection = await connect(options);
    try {
      await connection.withMigrationSession((session) => migrate(session, migrationsDir));
      const prisma = new PrismaClient({
        adapter: connection.adapter,
        // The embedded database runs one transaction at a time; a short queue is normal there.
        transactionOptions: { maxWait: 10_000, timeout: 20_000 },
      });
      await warmUp(prisma, connection.kind === 'postgres' ? options.poolSize : 1);
      connected = connection;
      return { connection, prisma };
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  async function client() {
    opened ??= open();
    const attempt = opened;
    try {
      return (await attempt).prisma;
    } catch (error) {
      if (opened === attempt) opened = undefined;
      throw error;
    }
  }

  return {
    kind: options.url ? 'postgres' : 'embedded',
    client,
    ping: async () => {
      await (await client()).$queryRaw`SELECT 1`;
    },
    pool: () => connected?.pool?.(),
    close: async () => {
      const current = await opened?.catch(() => undefined);
      opened = undefined;
      connected = undefined;
      await current?.prisma.$disconnect();
      await current?.connection.close();
    },
  };
}

async function connect(options: DatabaseOptions): Promise<Connection> {
  if (!options.url) return openEmbedded(options.dataDir);
  const { url, directUrl, poolSize, onConnectionLost } = options;
  return connectPostgres({ url, directUrl, poolSize, ...(onConnectionLost ? { onConnectionLost } : {}) });
}

/** Opens the pool's connections ahead of the first request. */
async function warmUp(prisma: PrismaClient, connections: number): Promise<void> {
  await Promise.all(Array.from({ length: Math.min(connections, 3) }, () => prisma.$queryRaw`SELECT 1`));
}
