import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import type { Connection } from './connection';
import { lockDirectory } from './directory-lock';

/**
 * Opens the embedded database under `dataDir`, for this process alone.
 *
 * @throws DirectoryInUse if another living process has it open
 */
export async function openEmbedded(dataDir: string): Promise<Connection> {
  const lock = lockDirectory(dataDir);
  try {
    const directory = path.join(dataDir, 'postgres');
    mkdirSync(directory, { recursive: true });
    const database = await PGlite.create(directory);
    return {
      kind: 'embedded',
      adapter: new PrismaPGlite(database),
      withMigrationSession: (work) =>
        work({
          execute: async (sql) => void (await database.exec(sql)),
          query: async (sql, values) => (await database.query<Record<string, unknown>>(sql, values)).rows,
        }),
      close: async () => {
        await database.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
