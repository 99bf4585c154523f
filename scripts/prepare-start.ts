import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Config, parseConfig } from '../lib/config';
import { DirectoryInUse, lockDirectory } from '../lib/db/directory-lock';
import { retryUntil } from './retry-until';

/**
 * Reads the configuration and refuses at once what could only fail later, after a build or in the middle of a log.
 *
 * @throws ConfigError, DirectoryInUse, DirectoryUnusable
 */
export async function prepareStart(): Promise<Config> {
  // Only npm says it by itself.
  process.env.npm_package_version ??= packageVersion();
  const config = parseConfig(process.env);
  if (!config.databaseUrl) {
    await retryUntil(
      async () => (await lockDirectory(config.dataDir)).release(),
      (error) => error instanceof DirectoryInUse,
    );
  }
  Object.assign(process.env, { NODE_ENV: 'production' });
  // Without a fixed address the site answers under the one that the browser used.
  if (!config.auth.url) Object.assign(process.env, { AUTH_TRUST_HOST: 'true' });
  return config;
}

const manifest = z.object({ version: z.string() });

function packageVersion(): string {
  return manifest.parse(JSON.parse(readFileSync('package.json', 'utf8'))).version;
}
