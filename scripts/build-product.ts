import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { INLINE_SCRIPTS_FILE } from '../lib/identity/inline-scripts';
import { buildElement } from './build-element';
import { generatePrismaClient } from './generate-prisma-client';
import { hashFiles } from './hash-files';
import { runCommand } from './run-command';
import { withLock } from './with-lock';
import { builtPages, writeInlineScripts } from './write-inline-scripts';

/** What a build is made of; a change in any of it makes a new one necessary. */
const INPUTS = [
  'app',
  'components',
  'content',
  'element',
  'lib',
  'prisma',
  'public',
  'scripts/build-element.ts',
  'scripts/build-product.ts',
  'scripts/write-inline-scripts.ts',
  'instrumentation.ts',
  'next.config.ts',
  'package-lock.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
];

/** Written by the build itself. */
const OUTPUTS = /^(lib\/db\/generated\/|public\/chatkit[-.])/;

const MARK = '.next/build-inputs.sha256';

/** One build at a time writes here. The lock stands where a build neither empties a folder nor packs one. */
const LOCK = 'node_modules/.cache/robolearn/build';

/**
 * Builds the element and the site, unless what stands there was built from the very same files. Waits while another process builds,
 * and takes what that one has made.
 */
export async function buildProduct(): Promise<void> {
  const inputs = hashInputs();
  if (isBuiltFrom(inputs)) return;
  await withLock(
    LOCK,
    async () => {
      if (!isBuiltFrom(inputs)) await build(inputs);
    },
    (pid) => process.stdout.write(`Process ${pid} is building; waiting for it.\n`),
  );
}

function isBuiltFrom(inputs: string): boolean {
  const outputs = [MARK, 'public/chatkit.js', 'public/chatkit.LICENSES.txt', INLINE_SCRIPTS_FILE];
  return outputs.every((file) => existsSync(file)) && readFileSync(MARK, 'utf8') === inputs;
}

async function build(inputs: string): Promise<void> {
  // A build that is stopped half-way must not pass for the one before it.
  rmSync(MARK, { force: true });
  await generatePrismaClient();
  await buildElement({ minify: true });
  writeInlineScripts();
  await runCommand('next', ['build'], {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  });
  writeInlineScripts(builtPages());
  writeFileSync(MARK, inputs);
}

function hashInputs(): string {
  const files = hashFiles(INPUTS, (file) => !OUTPUTS.test(file));
  return createHash('sha256')
    .update(files)
    .update(process.env.NEXT_PUBLIC_CHATKIT_SCRIPT ?? '')
    .digest('hex');
}
