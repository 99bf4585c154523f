import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { TEMPLATE_DIR } from '../lib/build';
import { buildElement } from './build-element';
import { hashProductInputs, isSiteCurrent, PRODUCT_MARK } from './build-inputs';
import { compileScripts } from './compile-scripts';
import { generatePrismaClient } from './generate-prisma-client';
import { runCommand } from './run-command';
import { builtPages, writeInlineScripts } from './write-inline-scripts';

/** Builds the site, the scripts and what a first start begins from: as much of it as was not built from the very same files. */
export async function buildProduct(): Promise<void> {
  const inputs = hashProductInputs();
  const isCurrent = isSiteCurrent(inputs);
  if (!isCurrent) await buildSite();
  await compileScripts();
  if (!isCurrent || !existsSync(TEMPLATE_DIR)) {
    // Only now does the database client that it imports exist.
    const { makeTemplate } = await import('./make-template');
    await makeTemplate();
  }
  if (!isCurrent) writeFileSync(PRODUCT_MARK, inputs);
}

async function buildSite(): Promise<void> {
  await generatePrismaClient();
  await buildElement({ minify: true });
  writeInlineScripts();
  // What stands there would be taken for something that functions need.
  rmSync(TEMPLATE_DIR, { recursive: true, force: true });
  await runCommand('next', ['build'], {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  });
  writeInlineScripts(builtPages());
}
