import { ConfigError, parseConfig } from '../lib/config';
import { createDatabase } from '../lib/db/database';
import { DirectoryInUse, DirectoryUnusable } from '../lib/db/directory-lock';
import { MigrationMismatch } from '../lib/db/releases';
import { runToExit } from './run-to-exit';

/** `npm run migrate`: brings the configured database up to date, as the server also does when it starts; here with all migrations. */
await runToExit(async () => {
  const config = parseConfig(process.env);
  const database = createDatabase({
    url: config.directDatabaseUrl ?? config.databaseUrl,
    dataDir: config.dataDir,
    poolSize: 1,
  });
  await database.ping();
  await database.close();
  process.stdout.write('The database is up to date.\n');
}, [ConfigError, DirectoryInUse, DirectoryUnusable, MigrationMismatch]);
