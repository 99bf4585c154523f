import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildElement } from '../../scripts/build-element';
import type { PageFile } from './element-backend';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The policy of spec element 4.2: nothing inline, nothing from elsewhere, no HTML from strings. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host page</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/host.css">
<script type="module" src="/chatkit.js"></script><script type="module" src="/host.js"></script></head>
<body><main id="app"></main></body></html>`;

const STYLE = `@font-face{font-family:'Inter Variable';src:url(/inter.woff2) format('woff2');font-weight:100 900}
@font-face{font-family:'STIX Two Math';src:url(/math.woff2) format('woff2')}
@font-face{font-family:'JetBrains Mono Variable';src:url(/mono.woff2) format('woff2');font-weight:100 800}
html,body,main{height:100%;margin:0}.chat{display:block;height:100%;width:100%}`;

const FONTS = {
  '/math.woff2': '@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2',
  '/inter.woff2': '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  '/mono.woff2': '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
};

async function buildHost(outdir: string): Promise<void> {
  await build({
    entryPoints: { host: join(here, 'element-host.tsx') },
    outdir,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    jsx: 'automatic',
    jsxImportSource: 'react',
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'warning',
  });
}

/** Everything that the host page loads: its own application and the built element. */
export async function pageFiles(): Promise<Map<string, PageFile>> {
  const outdir = await mkdtemp(join(tmpdir(), 'chatkit-element-'));
  await buildElement({ outdir });
  await buildHost(outdir);
  const files = new Map<string, PageFile>([
    ['/', { type: 'text/html', body: PAGE }],
    ['/host.css', { type: 'text/css', body: STYLE }],
  ]);
  for (const name of await readdir(outdir)) {
    if (name.endsWith('.js')) {
      files.set(`/${name}`, { type: 'text/javascript', body: await readFile(join(outdir, name)) });
    }
  }
  for (const [path, source] of Object.entries(FONTS)) {
    const body = await readFile(join(here, '../../node_modules', source));
    files.set(path, { type: 'font/woff2', body });
  }
  return files;
}
