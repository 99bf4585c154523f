import path from 'node:path';
import { TEMPLATE_DIR } from '../build';
import { within } from '../time/within';
import type { Connection, PoolUse } from './connection';
import { openEmbedded } from './embedded-connection';
import { PrismaClient } from './generated/client';
import { migrate } from './migrate';
import { connectPostgres } from './postgres-connection';
import type { MigrationPolicy } from './releases';

export interface DatabaseOptions {
  /** Undefined means embedded, under `dataDir`. */
  url: string | undefined;
  directUrl?: string | undefined;
  dataDir: string;
  poolSize: number;
  migrationsDir?: string;
  /** What of the migrations may be applied; all if absent. */
  migrations?: MigrationPolicy;
  /** Where a first start of the embedded database finds a cluster to begin from; that of the build if absent. */
  template?: string;
  onConnectionLost?: (error: Error) => void;
  /** Called if the operating system has no lock for the embedded database, with the reason. */
  onLockFallback?: (reason: string) => void;
}

/**
 * The database of this process. It may be unreachable at any time: `client()` connects and migrates at first use and,
 * as long as that fails, tries again at each call, so that nothing needs a restart when the server comes back.
 */
export interface Database {
  kind: 'embedded' | 'postgres';
  client(): Promise<PrismaClient>;
  /** For work that may take minutes and that nobody waits for. It fails as fast as `client()` where there is no server. */
  maintenance(): Promise<PrismaClient>;
  /** Resolves if the database answers a query now. */
  ping(): Promise<void>;
  /** Undefined until it is open, and for the embedded database. */
  pool(): PoolUse | undefined;
  close(): Promise<void>;
}

/** Who asks waits no longer for the database to be opened, which may mean migrations; in milliseconds. */
const OPENING_MS = 8_000;

/** Deletes what others refer to, perhaps much of it. In milliseconds. */
const MAINTENANCE_TRANSACTION = { maxWait: 20_000, timeout: 180_000 };

interface Opened {
  connection: Connection;
  prisma: PrismaClient;
  maintenance: PrismaClient;
}

export function createDatabase(options: DatabaseOptions): Database {
  const migrationsDir = options.migrationsDir ?? path.join(process.cwd(), 'prisma', 'migrations');
  let opened: Promise<Opened> | undefined;
  let connected: Connection | undefined;

  async function open(): Promise<Opened> {
    const connection = await connect(options, migrationsDir);
    try {
      await connection.withMigrationSession((session) => migrate(session, migrationsDir, options.migrations));
      const prisma = new PrismaClient({
        adapter: connection.adapter,
        // The embedded database runs one transaction at a time; a short queue is normal there.
        transactionOptions: { maxWait: 10_000, timeout: 20_000 },
      });
      await warmUp(prisma, connection.kind === 'postgres' ? options.poolSize : 1);
      connected = connection;
      const maintenance = connection.maintenance
        ? new PrismaClient({
            adapter: connection.maintenance,
            transactionOptions: MAINTENANCE_TRANSACTION,
          })
        : prisma;
      return { connection, prisma, maintenance };
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  function opening(): Promise<Opened> {
    if (opened) return opened;
    const attempt = open();
    opened = attempt;
    attempt.catch(() => {
      if (opened === attempt) opened = undefined;
    });
    return attempt;
  }

  async function client() {
    // The embedded database may take its time: nobody else could be asked, and it does not hang.
    const { prisma } = await (options.url ? within(OPENING_MS, opening()) : opening());
    return prisma;
  }

  async function ping() {
    await (await client()).$queryRaw`SELECT 1`;
  }

  return {
    kind: options.url ? 'postgres' : 'embedded',
    client,
    maintenance: async () => {
      await ping();
      return (await opening()).maintenance;
    },
    ping,
    pool: () => connected?.pool?.(),
    close: async () => {
      const current = await opened?.catch(() => undefined);
      opened = undefined;
      connected = undefined;
      await Promise.all([current?.prisma.$disconnect(), current?.maintenance.$disconnect()]);
      await current?.connection.close();
    },
  };
}

async function connect(options: DatabaseOptions, migrationsDir: string): Promise<Connection> {
  if (!options.url) {
    const { dataDir, template = TEMPLATE_DIR, onLockFallback } = options;
    return openEmbedded({ dataDir, migrationsDir, template, onLockFallback });
  }
  const { url, directUrl, poolSize, onConnectionLost } = options;
  return connectPostgres({ url, directUrl, poolSize, ...(onConnectionLost ? { onConnectionLost } : {}) });
}

/** Opens the pool's connections ahead of the first request. */
async function warmUp(prisma: PrismaClient, connections: number): Promise<void> {
  await Promise.all(Array.from({ length: Math.min(connections, 3) }, () => prisma.$queryRaw`SELECT 1`));
}
