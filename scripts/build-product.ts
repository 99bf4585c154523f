import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { INLINE_SCRIPTS_FILE } from '../lib/identity/inline-scripts';
import { buildElement } from './build-element';
import { generatePrismaClient } from './generate-prisma-client';
import { runCommand } from './run-command';
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
  'scripts',
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

/** Builds the element and the site, unless what stands there was built from the very same files. */
export async function buildProduct(): Promise<void> {
  const inputs = hashInputs();
  const outputs = [MARK, 'public/chatkit.js', 'public/chatkit.LICENSES.txt', INLINE_SCRIPTS_FILE];
  if (outputs.every((file) => existsSync(file)) && readFileSync(MARK, 'utf8') === inputs) return;
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
  const hash = createHash('sha256')
    .update(process.version)
    .update(process.env.NEXT_PUBLIC_CHATKIT_SCRIPT ?? '');
  for (const file of INPUTS.flatMap(filesBelow)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

function filesBelow(place: string): string[] {
  if (!existsSync(place)) return [];
  if (path.extname(place)) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.posix.join(entry.parentPath, entry.name))
    .filter((file) => !OUTPUTS.test(file))
    .sort();
}
