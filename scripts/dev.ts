import { ConfigError, parseConfig } from '../lib/config';
import { DirectoryInUse, DirectoryUnusable } from '../lib/db/directory-lock';
import { buildElement } from './build-element';
import { generatePrismaClient } from './generate-prisma-client';
import { runToExit } from './run-to-exit';
import { PortInUse, serve } from './serve';

/** `npm run dev`: the site with hot reloading; the element is built once, run this again after changing it. */
await runToExit(async () => {
  const config = parseConfig(process.env);
  await generatePrismaClient();
  await buildElement({ minify: false });
  if (!config.auth.url) Object.assign(process.env, { AUTH_TRUST_HOST: 'true' });
  await serve({ port: config.port, dev: true });
}, [ConfigError, DirectoryInUse, DirectoryUnusable, PortInUse]);
