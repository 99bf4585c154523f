import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { runCommand } from './run-command';

const MARK = 'lib/db/generated/schema.sha256';

/** Writes the Prisma client below `lib/db/generated`, if the schema changed since it was last written. */
export async function generatePrismaClient(): Promise<void> {
  const hash = createHash('sha256')
    .update(readFileSync('prisma/schema.prisma'))
    .update(readFileSync('node_modules/prisma/package.json'))
    .digest('hex');
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === hash) return;
  // The generator asks for a schema engine that it does not use; any executable spares a download.
  await runCommand('prisma', ['generate', '--no-hints'], {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  });
  writeFileSync(MARK, hash);
}
