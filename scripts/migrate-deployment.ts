import type { Config } from '../lib/config';
import { generatePrismaClient } from './generate-prisma-client';

/**
 * Migrates the database of a deployment, as far as its configuration lets it.
 *
 * @param migrationsDir those of this build if absent
 * @returns a line that says what was done
 * @throws MigrationMismatch, MigrationRefused
 */
export async function migrateDeployment(
  config: Pick<Config, 'databaseUrl' | 'directDatabaseUrl' | 'dataDir' | 'migrations'>,
  migrationsDir?: string,
): Promise<string> {
  const { databaseUrl, directDatabaseUrl, dataDir, migrations } = config;
  if (!databaseUrl) return 'No database was migrated: DATABASE_URL is not set.';
  if (migrations === 'none')
    return 'The database was not migrated: MIGRATIONS is none, as it is by default in previews. Set it to all for a database of their own.';
  await generatePrismaClient();
  // Only now does the client exist that it imports.
  const { createDatabase } = await import('../lib/db/database');
  const database = createDatabase({
    url: directDatabaseUrl ?? databaseUrl,
    dataDir,
    poolSize: 1,
    migrations,
    ...(migrationsDir && { migrationsDir }),
  });
  try {
    await database.ping();
  } finally {
    await database.close();
  }
  return 'The database is up to date.';
}
