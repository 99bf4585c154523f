import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { build } from 'esbuild';
import { freePort } from './free-port';

const RECIPE = readFileSync('docs/embed.md', 'utf8');
const PLACEHOLDER = 'https://learn.example.org';

/** The block of the recipe in one language. */
function block(language: string): string {
  const code = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'ms').exec(RECIPE)?.[1];
  if (!code) throw new Error(`docs/embed.md has no block of ${language}`);
  return code;
}

const MAIN = `import { createRoot } from 'react-dom/client';
import { createElement } from 'react';
import { Tutor } from './tutor';
const getToken = () => fetch('/token').then((answer) => answer.text());
createRoot(document.getElementById('app')).render(createElement(Tutor, { getToken }));`;

/**
 * A site of another origin that follows the recipe of docs/embed.md to the letter, with its own strict policy.
 * @param tutor address of the product
 * @param token a fresh token of the student that is signed in there
 */
export async function startEmbeddingSite(tutor: () => string, token: () => Promise<string>) {
  const here = (text: string) => text.replaceAll(PLACEHOLDER, tutor());
  const source = () => here(block('tsx'));
  const bundle = async () => {
    const { outputFiles } = await build({
      stdin: { contents: MAIN, resolveDir: process.cwd(), loader: 'ts' },
      bundle: true,
      write: false,
      format: 'esm',
      jsx: 'automatic',
      define: { 'process.env.NODE_ENV': '"production"' },
      plugins: [
        {
          name: 'the recipe',
          setup({ onResolve, onLoad }) {
            onResolve({ filter: /^\.\/tutor$/ }, () => ({ path: 'tutor', namespace: 'recipe' }));
            onLoad({ filter: /.*/, namespace: 'recipe' }, () => ({
              contents: source(),
              loader: 'tsx',
              resolveDir: path.resolve('.'),
            }));
          },
        },
      ],
    });
    return outputFiles[0]?.text ?? '';
  };
  const page = () => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Another site</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/site.css">${here(block('html'))}
<script type="module" src="/main.js"></script></head><body><main id="app"></main></body></html>`;
  const answers: Record<string, { type: string; body: () => string | Promise<string> }> = {
    '/': { type: 'text/html', body: page },
    '/site.css': {
      type: 'text/css',
      body: () => 'html,body,main{height:100%;margin:0}.tutor{display:block;height:100%}',
    },
    '/main.js': { type: 'text/javascript', body: bundle },
    '/token': { type: 'text/plain', body: token },
  };
  const port = await freePort();
  const server = createServer(async (request, response) => {
    const answer = answers[request.url ?? ''];
    if (!answer) return void response.writeHead(404).end();
    const [name = '', policy = ''] = here(block('http'))
      .trim()
      .split(/: (.*)/s);
    response.writeHead(200, { 'content-type': answer.type, [name]: policy }).end(await answer.body());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
