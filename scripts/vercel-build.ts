import { parseConfig } from '../lib/config';
import { localIndexFile } from '../lib/search/local/local-index-file';
import { updateLocalIndex } from '../lib/search/local/update-local-index';
import { buildProduct } from './build-product';
import { generatePrismaClient } from './generate-prisma-client';
import { runCommand } from './run-command';

/** The build step on Vercel: migrations through the direct connection, the local index, which functions can only read, then the site. */
const config = parseConfig(process.env);
const { dir: courseDir, bookId } = config.course;
await generatePrismaClient();
if (config.databaseUrl) await runCommand('tsx', ['scripts/migrate.ts']);
await updateLocalIndex({ courseDir, bookId, file: localIndexFile(config) });
await buildProduct();
