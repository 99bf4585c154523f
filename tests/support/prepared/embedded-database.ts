import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database } from '@/lib/db/database';
import { copyPrepared, preparedDirectory } from './prepared-directory';

/** A data directory with the embedded database, migrated and empty, and nothing else. */
export function directoryWithDatabase(): Promise<string> {
  return preparedDirectory({
    name: 'embedded-database',
    inputs: ['lib/db/embedded-connection.ts', 'lib/db/migrate.ts', 'prisma/migrations'],
    make: async (dataDir) => {
      const database = await openIn(dataDir);
      await database.ping();
      await database.close();
    },
  });
}

export interface OpenedDatabase {
  database: Database;
  /** Closes and removes it. */
  close(): Promise<void>;
}

/** An embedded database of the caller's own, for tests that are not about how one is first made. */
export async function openEmbeddedDatabase(): Promise<OpenedDatabase> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'robolearn-embedded-'));
  copyPrepared(await directoryWithDatabase(), dataDir);
  const database = await openIn(dataDir);
  return {
    database,
    close: async () => {
      await database.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

async function openIn(dataDir: string): Promise<Database> {
  // Loaded where it is needed: a test that starts a server has no use for the client.
  const { createDatabase } = await import('@/lib/db/database');
  return createDatabase({ url: undefined, dataDir, poolSize: 1 });
}
