import { existsSync, readFileSync } from 'node:fs';
import { INLINE_SCRIPTS_FILE } from '../lib/identity/inline-scripts';
import { hashFiles } from './hash-files';

/** What the compiled scripts are made of. */
const SCRIPT_INPUTS = ['lib', 'prisma', 'scripts', 'package-lock.json', 'tsconfig.json'];

/** What the site is built of; a change in any of it makes a new one necessary. */
const SITE_INPUTS = [
  'app',
  'components',
  'content',
  'element',
  'lib',
  'prisma',
  'public',
  'scripts/build-element.ts',
  'scripts/build-product.ts',
  'scripts/third-party-notices.ts',
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

/** Where the compiled scripts stand, and with them what a first start begins from. */
export const COMPILED_DIR = 'dist';
export const COMPILED_MARK = 'dist/inputs.sha256';
export const SITE_MARK = '.next/build-inputs.sha256';

/** Of what the compiled scripts would be made now. */
export function hashScriptInputs(): string {
  return hashOf(SCRIPT_INPUTS);
}

/** Of what the site would be built now: the pages are those of the course that is configured. */
export function hashSiteInputs(): string {
  const { COURSE_DIR = '', BOOK_ID = '', NEXT_PUBLIC_CHATKIT_SCRIPT = '' } = process.env;
  const course = COURSE_DIR ? [COURSE_DIR] : [];
  const settings = [process.version, NEXT_PUBLIC_CHATKIT_SCRIPT, COURSE_DIR, BOOK_ID];
  return hashOf([...SITE_INPUTS, ...course], ...settings);
}

/** Whether the site that stands there was built from the very files that are there. */
export function isSiteCurrent(inputs: string = hashSiteInputs()): boolean {
  return isMarked(SITE_MARK, inputs, [
    'public/chatkit.js',
    'public/chatkit.LICENSES.txt',
    INLINE_SCRIPTS_FILE,
  ]);
}

/** The same of the compiled scripts. */
export function areScriptsCurrent(inputs: string = hashScriptInputs()): boolean {
  return isMarked(COMPILED_MARK, inputs, []);
}

function isMarked(mark: string, inputs: string, outputs: string[]): boolean {
  return [mark, ...outputs].every((file) => existsSync(file)) && readFileSync(mark, 'utf8') === inputs;
}

function hashOf(inputs: string[], ...more: string[]): string {
  return hashFiles(inputs, { isInput: (file) => !OUTPUTS.test(file), more });
}
