import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashInlineScripts } from '@/lib/identity/inline-scripts';
import { type AppServer, startApp } from '../support/app-server';
import { ChatClient } from '../support/chat-client';

/** What every page is served with, so that nothing but our own scripts runs in it. */
let app: AppServer;
let cookie: string;

beforeAll(async () => {
  app = await startApp();
  cookie = (await ChatClient.signIn(app.url, 'Header reader')).headers.cookie ?? '';
});

afterAll(() => app?.stop());

const manifest: { routes: Record<string, { initialRevalidateSeconds: unknown }> } = JSON.parse(
  readFileSync('.next/prerender-manifest.json', 'utf8'),
);
const built = Object.keys(manifest.routes).filter((path) => !path.startsWith('/_') && !path.endsWith('.svg'));

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(app.url + path, { headers, redirect: 'manual' });

function directives(response: Response): Map<string, string[]> {
  const policy = response.headers.get('content-security-policy') ?? '';
  return new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
}

describe('lesson pages', () => {
  test('are all made at build time', () => {
    expect(built.filter((path) => path.startsWith('/docs/')).length).toBeGreaterThan(30);
    for (const path of built) expect(manifest.routes[path]?.initialRevalidateSeconds).toBe(false);
  });

  test('name the hash of each of their scripts, and no other way for one to run', async () => {
    for (const path of built) {
      const response = await get(path);
      if (response.status >= 300) continue;
      const html = await response.text();
      const scripts = directives(response).get('script-src') ?? [];
      const inline = hashInlineScripts(html);
      expect(inline.length).toBeGreaterThan(2);
      expect(scripts).toEqual(expect.arrayContaining(["'self'", ...inline]));
      expect(scripts.filter((source) => source !== "'self'" && !/^'sha256-/.test(source))).toEqual([]);
    }
  });
});

const PAGES: [string, number][] = [
  ['/', 200],
  ['/chat', 200],
  ['/signin', 200],
  ['/signed-in', 200],
  ['/profile', 200],
  ['/docs/module-1-ros2/chapter-1-foundations/what-is-ros-2', 200],
  ['/docs/nothing-here', 404],
  ['/nothing.here', 404],
  ['/%E0%A4%A', 404],
];

describe.each(PAGES)('%s', (path, status) => {
  test('has the whole policy', async () => {
    const response = await get(path, path === '/profile' ? { cookie } : {});
    expect(response.status).toBe(status);
    const policy = directives(response);
    const text = [...policy.values()].flat().join(' ');
    expect(text).not.toMatch(/unsafe|\*|https?:/);
    for (const name of [
      'default-src',
      'object-src',
      'base-uri',
      'frame-ancestors',
      'frame-src',
      'script-src-attr',
    ]) {
      expect(policy.get(name)).toEqual(["'none'"]);
    }
    for (const name of ['style-src', 'font-src', 'form-action']) {
      expect(policy.get(name)).toEqual(["'self'"]);
    }
    expect(policy.get('connect-src')).toEqual(["'self'", 'blob:']);
    expect(policy.get('img-src')).toEqual(["'self'", 'data:', 'blob:']);
  });

  test('runs all its own scripts under it', async () => {
    const response = await get(path, path === '/profile' ? { cookie } : {});
    const html = await response.text();
    const allowed = directives(response).get('script-src') ?? [];
    const nonce = allowed.find((source) => source.startsWith("'nonce-"))?.slice(7, -1);
    const inline = [...html.matchAll(/<script\b([^>]*)>(.*?)<\/script>/gs)].filter(
      ([, attributes = '']) => !/\ssrc=/.test(attributes),
    );
    expect(inline.length).toBeGreaterThan(0);
    for (const [script, attributes = ''] of inline) {
      const named = nonce !== undefined && attributes.includes(`nonce="${nonce}"`);
      expect(named || hashInlineScripts(script).every((hash) => allowed.includes(hash))).toBe(true);
    }
    expect(html).not.toMatch(/<[a-z][^>]*\s(?:style|on[a-z]+)="|<style/);
  });
});

test('a page that is made now has another nonce every time', async () => {
  const nonces = await Promise.all(
    [1, 2, 3].map(async () =>
      directives(await get('/signin'))
        .get('script-src')
        ?.find((each) => each.includes('nonce')),
    ),
  );
  expect(new Set(nonces).size).toBe(3);
});

test.each(['/', '/chat', '/signin', '/api/health', '/chatkit.js', '/icon.svg', '/nothing-here'])(
  '%s has the headers of everything',
  async (path) => {
    const { headers } = await get(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
    expect(headers.get('permissions-policy')).toContain('microphone=(self)');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  },
);

test('over HTTPS the browser is told to stay there', async () => {
  const { headers } = await get('/', { 'x-forwarded-proto': 'https' });
  expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
  expect(headers.get('content-security-policy')).toContain('upgrade-insecure-requests');
});
