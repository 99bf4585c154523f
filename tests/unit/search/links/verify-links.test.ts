import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { builtSite } from '@/lib/search/links/built-site';
import { httpSite } from '@/lib/search/links/http-site';
import { SiteUnreadable } from '@/lib/search/links/site-unreadable';
import { verifyLinks } from '@/lib/search/links/verify-links';

const cleanups: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  await Promise.all(cleanups.splice(0).map((clean) => clean()));
});

const link = (to: string) => ({ path: to, sourceFile: 'a.md' });

async function directory(files: Record<string, string>): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'built-site-'));
  cleanups.push(() => rm(dir, { recursive: true }));
  for (const [name, html] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(dir, name)), { recursive: true });
    await writeFile(path.join(dir, name), html);
  }
  return dir;
}

async function served(handle: Parameters<typeof createServer>[1]): Promise<string> {
  const server: Server = createServer(handle);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  cleanups.push(() => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  });
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

describe('links into a directory that a site was built into', () => {
  it('are alive where the page and the heading are, in the layout of Docusaurus and in that of Next', async () => {
    const dir = await directory({
      'docs/index.html': '<h2 id="begin">Begin</h2>',
      'docs/a/index.html': '<h2 id="one">One</h2>',
      'docs/b/c.html': '<h2 class="x" id=two>Two</h2>',
      'docs/نام.html': '<h2 id="سرخی">x</h2>',
      'docs/With space/index.html': '',
    });
    const links = [
      '/docs#begin',
      '/docs/a',
      '/docs/a#one',
      '/docs/b/c#two',
      '/docs/نام#سرخی',
      '/docs/With space',
    ];

    expect(await verifyLinks(links.map(link), builtSite(dir))).toEqual({ checked: 6, dead: [] });
  });

  it('are found by the encoded names of files too', async () => {
    const dir = await directory({ 'docs/%D9%86%D8%A7%D9%85.html': '<p id="x">' });

    expect((await verifyLinks([link('/docs/نام#x')], builtSite(dir))).dead).toEqual([]);
  });

  it('are dead where there is no such page, or no such heading on it', async () => {
    const dir = await directory({ 'docs/a/index.html': '<h2 id="one">One</h2>' });

    expect(
      await verifyLinks([link('/docs/b'), link('/docs/a#two'), link('/docs/b#x')], builtSite(dir)),
    ).toEqual({
      checked: 3,
      dead: [
        { ...link('/docs/b'), reason: 'page' },
        { ...link('/docs/b#x'), reason: 'page' },
        { ...link('/docs/a#two'), reason: 'anchor' },
      ],
    });
  });

  it('do not lead out of it', async () => {
    const dir = await directory({ 'secret.html': '', 'build/x.html': '' });

    expect((await verifyLinks([link('/../secret')], builtSite(path.join(dir, 'build')))).dead).toHaveLength(
      1,
    );
  });

  it('cannot be checked where nothing was built', async () => {
    const dir = path.join(await directory({}), 'build');

    await expect(verifyLinks([link('/docs')], builtSite(dir))).rejects.toThrow(/is no directory/);
  });
});

describe('links into a site that is served', () => {
  it('are checked page by page, each read once, and reported as it goes', async () => {
    const asked: string[] = [];
    const base = await served((request, response) => {
      asked.push(request.url ?? '');
      response.statusCode = request.url === '/base/docs/gone' ? 404 : 200;
      response.end('<h2 id="one">One</h2>');
    });
    const progress: Array<[number, number]> = [];

    const report = await verifyLinks(
      ['/docs/a', '/docs/a#one', '/docs/a#one', '/docs/a#two', '/docs/gone#x', '/docs/نام و#one'].map(link),
      builtSite(`${base}/base/`),
      (done, total) => progress.push([done, total]),
    );

    expect(report.checked).toBe(5);
    expect(report.dead.map(({ path: at, reason }) => [at, reason])).toEqual([
      ['/docs/a#two', 'anchor'],
      ['/docs/gone#x', 'page'],
    ]);
    expect(asked.sort()).toEqual([
      '/base/docs/%D9%86%D8%A7%D9%85%20%D9%88',
      '/base/docs/a',
      '/base/docs/gone',
    ]);
    expect(progress).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it('never ask for more pages at a time than they may', async () => {
    let open = 0;
    let most = 0;
    const ask: typeof fetch = async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      return new Response('');
    };
    const site = httpSite('http://site.invalid', { fetch: ask, atOnce: 3 });

    await verifyLinks(
      Array.from({ length: 20 }, (_, index) => link(`/docs/${index}`)),
      site,
    );

    expect(most).toBe(3);
  });

  it('are unknown, not dead, where the site fails', async () => {
    const base = await served((_, response) => {
      response.statusCode = 503;
      response.end();
    });

    await expect(verifyLinks([link('/docs')], builtSite(base))).rejects.toThrow(/answered 503/);
  });

  it('are unknown where the site does not answer in time', async () => {
    const base = await served(() => undefined);

    const verifying = verifyLinks([link('/docs')], httpSite(base, { timeoutMs: 50 }));
    await expect(verifying).rejects.toThrow(/did not answer in 50 ms/);
    await expect(verifying).rejects.toBeInstanceOf(SiteUnreadable);
  });
});
