import { ConfigError, parseConfig } from '../lib/config';
import { DirectoryInUse } from '../lib/db/directory-lock';
import { MigrationMismatch } from '../lib/db/migrate';
import { generatePrismaClient } from './generate-prisma-client';
import { runToExit } from './run-to-exit';

/** `npm run migrate`: brings the configured database up to date, as the server also does when it starts. */
await runToExit(async () => {
  const config = parseConfig(process.env);
  await generatePrismaClient();
  // Only now does the client that it imports exist.
  const { createDatabase } = await import('../lib/db/database');
  const database = createDatabase({
    url: config.directDatabaseUrl ?? config.databaseUrl,
    dataDir: config.dataDir,
    poolSize: 1,
  });
  await database.ping();
  await database.close();
  process.stdout.write('The database is up to date.\n');
}, [ConfigError, DirectoryInUse, MigrationMismatch]);
