import { ConfigError, parseConfig } from '../lib/config';
import { MigrationMismatch, MigrationRefused } from '../lib/db/releases';
import { localIndexFile } from '../lib/search/local/local-index-file';
import { updateLocalIndex } from '../lib/search/local/update-local-index';
import { buildProduct } from './build-product';
import { migrateDeployment } from './migrate-deployment';
import { CommandFailed } from './run-command';
import { runToExit } from './run-to-exit';

/**
 * The build step on Vercel: the local index, which functions can only read, then the site, and last the migrations, so that a build that
 * fails leaves no newer database.
 */
await runToExit(async () => {
  const config = parseConfig(process.env);
  const { dir: courseDir, bookId } = config.course;
  await updateLocalIndex({ courseDir, bookId, file: localIndexFile(config) });
  await buildProduct();
  process.stdout.write(`${await migrateDeployment(config)}\n`);
}, [CommandFailed, ConfigError, MigrationMismatch, MigrationRefused]);
