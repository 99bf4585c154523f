import { test as base, expect, type Page } from 'playwright/test';
import { type AppServer, startApp } from '../../support/app-server';
import { startEmbeddingSite } from '../../support/embedding-site';
import { freePort } from '../../support/free-port';
import { KeyServer, type SigningKey, signingKey, signToken } from '../../support/key-server';
import { ScriptedOpenAI, searchThenSay } from '../../support/scripted-openai';
import { TroubledWay } from '../../support/troubled-way';
import { answered, ask, composer, gate, transcript } from './fixtures';

/** The tutor in a page of another site, as docs/embed.md tells it, with a token in place of a cookie. */
let key: SigningKey;
let keyServer: KeyServer;
let openai: ScriptedOpenAI;
let app: AppServer;
let way: TroubledWay;
let site: Awaited<ReturnType<typeof startEmbeddingSite>>;

const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ context }, use) => {
      const complaints: string[] = [];
      context.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      context.on('weberror', (error) => complaints.push(String(error.error())));
      context.on('request', (request) => {
        const { origin, protocol } = new URL(request.url());
        if (protocol.startsWith('http') && ![site.url, way.url].includes(origin))
          complaints.push(request.url());
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

test.beforeAll(async () => {
  key = await signingKey('one', 'ES256');
  keyServer = await KeyServer.start(key);
  openai = await ScriptedOpenAI.start();
  const port = await freePort();
  site = await startEmbeddingSite(
    () => way.url,
    () => signToken(key, { sub: 'embedded-student', name: 'Ada' }),
  );
  app = await startApp({
    port,
    env: { ...keyServer.env, OPENAI_BASE_URL: openai.baseUrl, ALLOWED_ORIGINS: site.url, AUTH_DEMO: 'off' },
  });
  way = await TroubledWay.to(port);
  await way.open();
});

test.afterAll(async () => {
  await site?.stop();
  await way?.close();
  await app?.stop();
  await openai?.stop();
  await keyServer?.stop();
});

async function open(page: Page) {
  await page.goto(site.url);
  const chat = page.locator('openai-chatkit');
  await expect(composer(chat)).toBeVisible();
  return chat;
}

test('a student asks, is answered with a source, and follows it to its lesson', async ({ page, context }) => {
  openai.play(searchThenSay('What is a topic', 'A topic is a named bus [1].'));
  const chat = await open(page);
  await ask(chat, 'What is a topic?');
  await answered(chat);
  await expect(transcript(chat)).toContainText('A topic is a named bus');
  expect(await context.cookies()).toEqual([]);

  const opened = context.waitForEvent('page');
  await chat
    .getByRole('link', { name: /^Source 1/ })
    .first()
    .click();
  const lesson = await opened;
  await lesson.waitForLoadState();
  expect(lesson.url()).toContain(`${way.url}/docs/`);
  await expect(lesson.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await lesson.evaluate(() => window.opener)).toBeNull();
});

test('an answer survives a broken connection', async ({ page, complaints }) => {
  const { wait, open: goOn } = gate();
  let count = 0;
  openai.play(() => ({
    kind: 'text',
    text: 'First half, second half.',
    chunks: ['First half,', ' second half.'],
    pace: async () => {
      count += 1;
      if (count > 1) await wait();
    },
  }));
  const chat = await open(page);
  const resumed = page.waitForRequest((request) => /\/runs\/[^/]+\/events\?after=\d+/.test(request.url()));
  await ask(chat, 'Tell me in two halves');
  await expect(transcript(chat)).toContainText('First');
  way.cut();
  expect((await resumed).headers().authorization).toMatch(/^Bearer /);
  goOn();
  await answered(chat);
  await expect(transcript(chat)).toContainText('First half, second half.');
  // The browser itself reports the connection that was cut.
  expect(complaints.splice(0).filter((line) => !/Failed to load resource: net::/.test(line))).toEqual([]);
});

test('a file goes up in two phases, straight from the page', async ({ page }) => {
  await open(page);
  const status = await page.evaluate(async (tutor) => {
    const token = await (await fetch('/token')).text();
    const bytes = Uint8Array.from(
      atob(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADElEQVQImWP4z8AAAAMBAQCc479ZAAAAAElFTkSuQmCC',
      ),
      (letter) => letter.charCodeAt(0),
    );
    const created = await fetch(`${tutor}/api/chatkit`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({
        type: 'attachments.create',
        params: { name: 'a.png', size: bytes.length, mime_type: 'image/png' },
      }),
    });
    const { upload_descriptor, preview_url } = await created.json();
    const { url, method, headers } = upload_descriptor;
    const sent = await fetch(url, { method, headers, body: bytes });
    const image = new Image();
    image.src = preview_url;
    await image.decode();
    return { sent: sent.status, width: image.width };
  }, way.url);
  expect(status).toEqual({ sent: 200, width: 1 });
});

test('a page that was not allowed gets nothing', async ({ page, complaints }) => {
  const stranger = await startEmbeddingSite(
    () => way.url,
    () => signToken(key),
  );
  await page.goto(stranger.url);
  const chat = page.locator('openai-chatkit');
  await expect(composer(chat)).toBeVisible();
  await ask(chat, 'Let me in');
  await expect(chat.getByText('Let me in')).toBeVisible();
  await expect.poll(() => complaints.join('\n')).toContain('blocked by CORS policy');
  complaints.length = 0;
  await page.close();
  complaints.length = 0;
  await stranger.stop();
});

test('our own pages are not shown in a frame', async ({ page, complaints }) => {
  await page.goto(site.url);
  const answer = await page.request.get(`${way.url}/chat`);
  expect(answer.headers()['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(answer.headers()['x-frame-options']).toBe('DENY');
  expect(complaints).toEqual([]);
});
