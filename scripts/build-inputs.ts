import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { INLINE_SCRIPTS_FILE } from '../lib/identity/inline-scripts';

/** What the compiled scripts are made of. */
const SCRIPT_INPUTS = ['lib', 'prisma', 'scripts', 'package-lock.json', 'tsconfig.json'];

/** What a build is made of; a change in any of it makes a new one necessary. */
const PRODUCT_INPUTS = [
  ...SCRIPT_INPUTS,
  'app',
  'components',
  'content',
  'element',
  'public',
  'instrumentation.ts',
  'next.config.ts',
  'postcss.config.mjs',
  'proxy.ts',
];

/** Written by the build itself. */
const OUTPUTS = /^(lib\/db\/generated\/|public\/chatkit[-.])/;

/** Where the compiled scripts stand, and with them what a first start begins from. */
export const COMPILED_DIR = 'dist';
export const COMPILED_MARK = 'dist/inputs.sha256';
export const PRODUCT_MARK = '.next/build-inputs.sha256';

/** Of what the compiled scripts would be made now. */
export function hashScriptInputs(): string {
  return hashOf(SCRIPT_INPUTS);
}

/** Of what a build would be made now. */
export function hashProductInputs(): string {
  return hashOf(PRODUCT_INPUTS, process.version, process.env.NEXT_PUBLIC_CHATKIT_SCRIPT ?? '');
}

/** Whether the site that stands there was built from the very files that are there. */
export function isSiteCurrent(inputs: string = hashProductInputs()): boolean {
  return isMarked(PRODUCT_MARK, inputs, ['public/chatkit.js', INLINE_SCRIPTS_FILE]);
}

/** The same of the compiled scripts. */
export function areScriptsCurrent(inputs: string = hashScriptInputs()): boolean {
  return isMarked(COMPILED_MARK, inputs, []);
}

function isMarked(mark: string, inputs: string, outputs: string[]): boolean {
  return [mark, ...outputs].every((file) => existsSync(file)) && readFileSync(mark, 'utf8') === inputs;
}

function hashOf(inputs: string[], ...more: string[]): string {
  const hash = createHash('sha256');
  for (const text of more) hash.update(text);
  for (const file of inputs.flatMap(filesBelow)) hash.update(file).update(readFileSync(file));
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
