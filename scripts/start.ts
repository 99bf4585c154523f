import { ConfigError, parseConfig } from '../lib/config';
import { DirectoryInUse, lockDirectory } from '../lib/db/directory-lock';
import { buildProduct } from './build-product';
import { runToExit } from './run-to-exit';
import { serve } from './serve';

/** `npm start`: builds if needed, then serves on embedded parts or on what the environment names. */
await runToExit(async () => {
  const config = parseConfig(process.env);
  // Said now, in one line, and not after a build or in the middle of a log.
  if (!config.databaseUrl) lockDirectory(config.dataDir).release();
  await buildProduct();
  Object.assign(process.env, { NODE_ENV: 'production' });
  // Without a fixed address the site answers under the one that the browser used.
  if (!config.auth.url) Object.assign(process.env, { AUTH_TRUST_HOST: 'true' });
  await serve({ port: config.port, dev: false });
}, [ConfigError, DirectoryInUse]);
