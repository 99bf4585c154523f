import { parseConfig } from '../lib/config';
import { buildProduct } from './build-product';
import { runCommand } from './run-command';

/** The build step on Vercel: migrations through the direct connection, then the site. */
if (parseConfig(process.env).databaseUrl) await runCommand('tsx', ['scripts/migrate.ts']);
await buildProduct();
