import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { thirdPartyNotices } from './third-party-notices';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Beside the scripts, under this name. */
const NOTICES = 'chatkit.LICENSES.txt';

export interface BuiltFile {
  /** Relative to the repository. */
  path: string;
  bytes: number;
  gzipBytes: number;
}

export interface BuildElementOptions {
  minify?: boolean;
  outdir?: string;
}

/** Chunk names carry a hash, so the ones of an earlier build would stay for ever. */
async function removeOldFiles(outdir: string): Promise<void> {
  const names = await readdir(outdir).catch(() => []);
  const ours = names.filter((name) => /^chatkit(-[\w-]+)?\.js(\.map)?$/.test(name));
  await Promise.all(ours.map((name) => rm(join(outdir, name))));
}

const SHARED = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  sourcemap: true,
  metafile: true,
  legalComments: 'none',
  // Whoever has one of the files finds in it where the terms of the packages in it are.
  banner: { js: `/*! Licences of the packages in this file: ${NOTICES} */` },
  logLevel: 'warning',
} as const satisfies BuildOptions;

const scripts = (outputs: Metafile['outputs']): string[] =>
  Object.keys(outputs).filter((path) => path.endsWith('.js'));

/**
 * Builds the highlighter by itself. It is CommonJS inside: split off from the entry's build it would make the entry load
 * esbuild's CommonJS helpers as one more file before anything shows.
 */
async function buildHighlighter(minify: boolean, outdir: string): Promise<Metafile> {
  const { metafile } = await build({
    ...SHARED,
    minify,
    outdir,
    entryPoints: { highlight: join(root, 'element/markdown/highlight-code.ts') },
    entryNames: 'chatkit-[name]-[hash]',
  });
  return metafile;
}

/** Makes the lazy import of the highlighter name the file that was built before. */
const prebuiltHighlighter = (file: string): Plugin => ({
  name: 'prebuilt-highlighter',
  setup({ onResolve }) {
    onResolve({ filter: /\/highlight-code$/ }, () => ({ path: `./${basename(file)}`, external: true }));
  },
});

/** In marked's bundle: its one instance, and the functions that hang on it. */
const MARKED_INSTANCE = /var (\w+)=new \w+;function \w+\(\w+,\w+\)\{return \1\.parse\(.*?(?=export\{)/s;
const MARKED_EXPORTS = /export\{.*?(\w+ as Lexer).*?(\w+ as Tokenizer).*?\};/s;

/**
 * Leaves out of marked what turns tokens into HTML, a fifth of it: the element draws them itself. No bundler sees that it is unused, since
 * marked makes an instance of it when it is loaded.
 */
const markedTokenizer: Plugin = {
  name: 'marked-tokenizer',
  setup({ onLoad }) {
    onLoad({ filter: /marked\.esm\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!MARKED_INSTANCE.test(source) || !MARKED_EXPORTS.test(source))
        throw new Error('marked is built in another way than before: look what of it is needed');
      const contents = source.replace(MARKED_INSTANCE, '').replace(MARKED_EXPORTS, 'export{$1,$2};');
      return { contents, loader: 'js' };
    });
  },
};

/**
 * Bundles `<openai-chatkit>` into `outdir` (default `public/`): `chatkit.js` and its lazy chunks, entry first, and beside
 * them the terms of the packages that they contain.
 */
export async function buildElement({
  minify = true,
  outdir = join(root, 'public'),
}: BuildElementOptions = {}): Promise<{ files: BuiltFile[] }> {
  await removeOldFiles(outdir);
  const highlighter = await buildHighlighter(minify, outdir);
  const lazy = scripts(highlighter.outputs);
  const { metafile } = await build({
    ...SHARED,
    minify,
    outdir,
    entryPoints: { chatkit: join(root, 'element/index.ts') },
    splitting: true,
    chunkNames: 'chatkit-[name]-[hash]',
    plugins: [...lazy.map(prebuiltHighlighter), markedTokenizer],
  });
  await writeFile(join(outdir, NOTICES), thirdPartyNotices([metafile, highlighter], root));
  const files = await Promise.all(
    [...scripts(metafile.outputs), ...lazy].map(async (path): Promise<BuiltFile> => {
      const content = await readFile(join(root, path));
      return {
        path: relative(root, join(root, path)),
        bytes: content.length,
        gzipBytes: gzipSync(content).length,
      };
    }),
  );
  return { files };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { files } = await buildElement();
  for (const { path, bytes, gzipBytes } of files) {
    process.stdout.write(`${path}  ${bytes} bytes, ${gzipBytes} gzip\n`);
  }
}
