import sharp from 'sharp';
import { type AppServer, startApp } from '../../support/app-server';
import { freePort } from '../../support/free-port';
import { pickFiles } from '../../support/pick-files';
import { type S3Server, startS3 } from '../../support/s3-server';
import { ScriptedOpenAI } from '../../support/scripted-openai';
import { attachments, sendButton, sendWithoutLie } from './attachments';
import { answered, ask, composer, expect, FIRST_LESSON, gate, openTutor, test, transcript } from './fixtures';

/** A browser that puts files straight into a bucket, set up as `docs/deploy.md` says: around the server, under its policy. */
const MOST = 3 * 1024 ** 2;

let openai: ScriptedOpenAI;
let s3: S3Server;
let app: AppServer;

test.beforeAll(async () => {
  const port = await freePort();
  [openai, s3] = await Promise.all([ScriptedOpenAI.start(), startS3(`http://localhost:${port}`)]);
  app = await startApp({
    port,
    env: {
      ...s3.env,
      OPENAI_BASE_URL: openai.baseUrl,
      FILES_MAX_BYTES: String(MOST),
      FILES_PER_MESSAGE: '2',
    },
  });
});

test.afterAll(async () => {
  await app?.stop();
  await openai?.stop();
  await s3?.stop();
});

const picture = await sharp({ create: { width: 320, height: 200, channels: 3, background: '#2a7' } })
  .png()
  .toBuffer();
const map = { name: 'map.png', mimeType: 'image/png', buffer: picture };

/** Of what browsers asked the bucket, all but what came before. */
const putByPages = () => s3.seen.filter(({ method, origin }) => method === 'PUT' && origin === app.url);
const keysBelow = (place: string) => s3.keys().filter((key) => key.startsWith(`${place}/`));

test('a picture goes straight into the bucket, with progress and preview, to the model, and out again with its conversation', async ({
  page,
}) => {
  openai.play(() => ({ kind: 'text', text: 'A green map.' }));
  const document = await page.goto(`${app.url}${FIRST_LESSON}`);
  const policy = document?.headers()['content-security-policy'] ?? '';
  const { endpoint } = s3.options;
  expect(/connect-src ([^;]*)/.exec(policy)?.[1]?.split(' ')).toEqual(["'self'", 'blob:', endpoint]);

  const chat = await openTutor(page, 'Bucket');
  const bytesToUs: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT' && request.url().startsWith(app.url)) bytesToUs.push(request.url());
  });
  const { wait, open } = gate();
  await page.route(`${endpoint}/**`, async (route) => {
    await wait();
    await route.continue();
  });
  await pickFiles(page, chat, [map]);
  await expect(chat.getByRole('progressbar', { name: 'Uploading map.png' })).toBeVisible();
  await composer(chat).fill('What is on this map?');
  await expect(sendButton(chat)).toBeDisabled();
  open();
  const shown = attachments(chat).getByRole('img', { name: 'map.png' });
  await expect(chat.getByRole('progressbar')).toHaveCount(0);
  await expect(shown).toBeVisible();
  // Looked at before the message is written, and nothing is left where browsers write.
  expect(putByPages()).toHaveLength(1);
  expect(bytesToUs).toEqual([]);
  expect(
    [keysBelow('unchecked'), keysBelow('files'), keysBelow('previews')].map((keys) => keys.length),
  ).toEqual([0, 1, 1]);

  await sendButton(chat).click();
  await answered(chat);
  const sent = JSON.stringify(openai.turns.at(-1)?.input);
  const [, seen = ''] = /data:image\/png;base64,([^"]+)/.exec(sent) ?? [];
  expect(await sharp(Buffer.from(seen, 'base64')).metadata()).toMatchObject({ width: 320, height: 200 });
  expect(sent).not.toContain(endpoint);

  await page.reload();
  await expect(
    transcript(chat).getByText('map.png').or(transcript(chat).getByAltText('map.png')),
  ).toBeVisible();
  const threadId = await page.evaluate(async () => {
    const call = async (type: string, params: object) => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ type, params });
      return (await fetch('/api/chatkit', { method: 'POST', headers, body })).json();
    };
    const { data } = await call('threads.list', { limit: 1, order: 'desc' });
    await call('threads.delete', { thread_id: data[0].id });
    return data[0].id;
  });
  expect(threadId).toMatch(/^thr_/);
  expect(s3.keys()).toEqual([]);
});

test('what is taken out of the draft is out of the bucket', async ({ page }) => {
  await page.goto(`${app.url}${FIRST_LESSON}`);
  const chat = await openTutor(page, 'Bucket taken out');
  await pickFiles(page, chat, [map]);
  await expect(attachments(chat).getByRole('img', { name: 'map.png' })).toBeVisible();
  await expect(chat.getByRole('progressbar')).toHaveCount(0);
  expect(keysBelow('files')).toHaveLength(1);
  await chat.getByRole('button', { name: 'Remove map.png' }).click();
  await expect.poll(() => s3.keys()).toEqual([]);
});

test('a file that lies is refused at its place in the draft, and the draft goes out without it', async ({
  page,
}) => {
  openai.play(() => ({ kind: 'text', text: 'Fine.' }));
  test.info().annotations.push({ type: 'meant', description: 'status of 415' });
  await page.goto(`${app.url}${FIRST_LESSON}`);
  const chat = await openTutor(page, 'Bucket of lies');
  await sendWithoutLie(page, chat, async () => {
    expect(s3.keys()).toEqual([]);
  });
});

test('a lie that is put into the bucket in place of a file that is not confirmed is told when it is sent; the text stays', async ({
  page,
}) => {
  openai.play(() => ({ kind: 'text', text: 'Fine.' }));
  await page.goto(`${app.url}${FIRST_LESSON}`);
  const chat = await openTutor(page, 'Bucket swapped');
  // As with a client that knows nothing of confirming.
  await page.route('**/attachments/*/content?*', (route) => route.fulfill({ json: {} }));
  await page.route(`${s3.options.endpoint}/**`, async (route) => {
    const lie = Buffer.alloc(picture.length, 'x');
    await route.continue({ postData: lie });
  });
  await pickFiles(page, chat, [map]);
  await expect(attachments(chat).getByRole('img', { name: 'map.png' })).toBeVisible();
  await ask(chat, 'A question written with care');
  await expect(
    transcript(chat).getByText('map.png cannot be sent. This file is not what its type says.'),
  ).toBeVisible();
  expect(s3.keys()).toEqual([]);
  await transcript(chat).getByRole('button', { name: 'Edit' }).click();
  await expect(composer(chat)).toHaveValue('A question written with care');
  await chat.getByRole('button', { name: 'Remove map.png' }).click();
  await sendButton(chat).click();
  await answered(chat);
  await expect(transcript(chat)).toContainText('Fine.');
});

test('the picker offers what this server takes, and no more', async ({ page }) => {
  await page.goto(`${app.url}${FIRST_LESSON}`);
  const chat = await openTutor(page, 'Bucket full');
  const text = (name: string, size: number) => ({
    name,
    mimeType: 'text/plain',
    buffer: Buffer.alloc(size, 'x'),
  });
  await pickFiles(page, chat, [text('large.txt', MOST + 1)]);
  await expect(chat.getByText('large.txt is too large: files can have up to 3 MB.').first()).toBeVisible();
  await expect(attachments(chat)).toHaveCount(0);
  await pickFiles(page, chat, [text('a.txt', MOST), text('b.txt', 5), text('c.txt', 5)]);
  await expect(chat.getByText(/up to 2 files/).first()).toBeVisible();
  await expect(attachments(chat).getByRole('listitem')).toHaveCount(2);
  await expect(chat.getByRole('progressbar')).toHaveCount(0);
  expect(keysBelow('files')).toHaveLength(2);
});
