import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { TEMPLATE_DIR } from '../lib/build';
import { buildElement } from './build-element';
import { areScriptsCurrent, hashSiteInputs, isSiteCurrent, SITE_MARK } from './build-inputs';
import { compileScripts } from './compile-scripts';
import { generatePrismaClient } from './generate-prisma-client';
import { runCommand } from './run-command';
import { withLock } from './with-lock';
import { builtPages, writeInlineScripts } from './write-inline-scripts';

/** One build at a time writes here. The lock stands where a build neither empties a folder nor packs one. */
const LOCK = 'node_modules/.cache/robolearn/build';

/**
 * Builds the site, the scripts and what a first start begins from: as much of it as was not built from the very same files. Waits while
 * another process builds, and takes what that one has made.
 */
export async function buildProduct(): Promise<void> {
  const inputs = hashSiteInputs();
  if (isBuiltFrom(inputs)) return;
  await withLock(
    LOCK,
    async () => {
      if (!isBuiltFrom(inputs)) await build(inputs);
    },
    (owner) => process.stdout.write(`Waiting for ${owner}, which is building.\n`),
  );
}

function isBuiltFrom(inputs: string): boolean {
  return isSiteCurrent(inputs) && areScriptsCurrent() && existsSync(TEMPLATE_DIR);
}

async function build(inputs: string): Promise<void> {
  const isSiteBuilt = isSiteCurrent(inputs);
  // A build that is stopped half-way must not pass for the one before it.
  if (!isSiteBuilt) rmSync(SITE_MARK, { force: true });
  if (!isSiteBuilt) await buildSite();
  await compileScripts();
  // Only now does the database client that it imports exist.
  const { makeTemplate } = await import('./make-template');
  await makeTemplate();
  if (!isSiteBuilt) writeFileSync(SITE_MARK, inputs);
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
