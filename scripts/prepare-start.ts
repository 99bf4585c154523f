import { type Config, parseConfig } from '../lib/config';
import { DirectoryInUse, lockDirectory } from '../lib/db/directory-lock';
import { patiently } from './patiently';

/**
 * Reads the configuration and refuses at once what could only fail later, after a build or in the middle of a log.
 *
 * @throws ConfigError, DirectoryInUse, DirectoryUnusable
 */
export async function prepareStart(): Promise<Config> {
  const config = parseConfig(process.env);
  if (!config.databaseUrl) {
    await patiently(
      () => lockDirectory(config.dataDir).release(),
      (error) => error instanceof DirectoryInUse,
    );
  }
  Object.assign(process.env, { NODE_ENV: 'production' });
  // Without a fixed address the site answers under the one that the browser used.
  if (!config.auth.url) Object.assign(process.env, { AUTH_TRUST_HOST: 'true' });
  return config;
}
