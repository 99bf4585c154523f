import { rmSync, writeFileSync } from 'node:fs';
import { type BuildOptions, build } from 'esbuild';
import { areScriptsCurrent, COMPILED_DIR, COMPILED_MARK, hashScriptInputs } from './build-inputs';
import { generatePrismaClient } from './generate-prisma-client';

/** The scripts that production runs. */
const ENTRIES = ['run', 'serve-built', 'migrate', 'sweep', 'ingest'];

/**
 * Packages that are loaded from where they are installed: Next, what has files beside its code, and what is nowhere installed. All
 * others are in the bundle, and are not needed once it is made.
 */
export const EXTERNAL_PACKAGES = [
  'next',
  '@electric-sql/pglite',
  'fs-native-extensions',
  'sharp',
  'word-list',
  'pg-native',
];

const OPTIONS = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external: EXTERNAL_PACKAGES,
  // Some packages are CommonJS, and ask for Node's own modules so.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  sourcemap: true,
  // Sources can be opened; errors name their lines, see `sourceFrames`.
  sourcesContent: false,
  chunkNames: 'chunks/[name]-[hash]',
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** Compiles the scripts that production runs, unless what stands there was compiled from the very same files. */
export async function compileScripts(): Promise<void> {
  const inputs = hashScriptInputs();
  if (areScriptsCurrent(inputs)) return;
  await generatePrismaClient();
  rmSync(COMPILED_DIR, { recursive: true, force: true });
  await build({
    ...OPTIONS,
    outdir: COMPILED_DIR,
    entryPoints: Object.fromEntries(ENTRIES.map((name) => [name, `scripts/${name}.ts`])),
    define: { BUILD_INPUTS: JSON.stringify(inputs) },
  });
  writeFileSync(COMPILED_MARK, inputs);
}
