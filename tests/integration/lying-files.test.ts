import { createSecretKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Attachment } from '@/lib/chatkit/protocol';
import { type AppServer, startApp } from '../support/app-server';
import { ChatClient } from '../support/chat-client';
import { type Contents, contents } from '../support/lying-files/contents';
import { type LyingContent, lyingContents } from '../support/lying-files/lying-contents';
import { rawRequest } from '../support/raw-request';
import { sharedPostgres } from '../support/shared-postgres';
import { storedFiles } from '../support/stored-files';

/** Every way to get something into the store that is not what it says, through the front door of the built product. */
const SECRET = 'a secret of the tests of files that is long enough';

const made = await contents();
const lies = lyingContents(made);

const postgres = sharedPostgres();
let databaseUrl: string;
let app: AppServer;
let alice: ChatClient;

beforeAll(async () => {
  databaseUrl = await postgres.createDatabase();
  app = await startApp({
    env: {
      DATABASE_URL: databaseUrl,
      NEXTAUTH_SECRET: SECRET,
      AUTH_DEMO: 'on',
      RATE_LIMIT_REQUESTS_PER_MINUTE: '100000',
    },
  });
  alice = await ChatClient.signIn(app.url, 'Alice of the files');
});

afterAll(async () => {
  await app?.stop();
});

const announced: string[] = [];

// What the server never saw, or would not take from somebody else, is still announced.
afterEach(async () => {
  for (const id of announced.splice(0)) await alice.call('attachments.delete', { attachment_id: id });
});

async function expectNothingStored(): Promise<void> {
  expect(await storedFiles(databaseUrl)).toEqual({ records: 0, bytes: 0 });
}

async function announce(name: string, size: number, mime_type: string): Promise<{ id: string; url: string }> {
  const { id, upload_descriptor } = await alice.call<Attachment>('attachments.create', {
    name,
    size,
    mime_type,
  });
  announced.push(id);
  return { id, url: upload_descriptor?.url ?? '' };
}

function put(url: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { method: 'PUT', body, headers });
}

function direct(body: BodyInit, headers: Record<string, string> = {}, method = 'POST'): Promise<Response> {
  return fetch(`${app.url}/api/chatkit/upload`, { method, body, headers: { ...alice.headers, ...headers } });
}

function formOf(...fields: [string, File | string][]): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

const png = (name = 'a.png') => new File([new Uint8Array(made.png)], name, { type: 'image/png' });

test('there are at least 60 lies', () => {
  expect(lies.length).toBeGreaterThanOrEqual(60);
});

describe.each(lies)('$name', ({ mimeType, fileName, bytes }: LyingContent) => {
  test('is refused in two phases, and nothing is stored', async () => {
    const { url } = await announce(fileName, bytes.length, mimeType);
    const answer = await put(url, new Uint8Array(bytes), { 'content-type': mimeType });
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({ error: { code: 'unsupported_media_type' } });
    await expectNothingStored();
  });

  test('is refused as a form, and nothing is stored', async () => {
    const file = new File([new Uint8Array(bytes)], fileName, { type: mimeType });
    expect((await direct(formOf(['file', file]))).status).toBe(415);
    await expectNothingStored();
  });
});

type Refused = [name: string, expected: number[], attempt: (made: Contents) => Promise<number>];

const length = made.png.length;
const image = new Uint8Array(made.png);
const typed = { 'content-type': 'image/png' };

async function announcedPut(
  size: number,
  body: BodyInit,
  headers: Record<string, string> = typed,
): Promise<number> {
  return (await put((await announce('a.png', size, 'image/png')).url, body, headers)).status;
}

async function announcedRaw(lines: string[], body: Buffer, cut = false): Promise<number> {
  const { url } = await announce('a.png', length, 'image/png');
  return rawRequest(url, lines, body, cut);
}

async function refusedAnnouncement(name: string, size: number, mime_type: string): Promise<number> {
  return (await alice.post({ type: 'attachments.create', params: { name, size, mime_type } })).status;
}

const attempts: Refused[] = [
  ['a body shorter than announced', [400], () => announcedPut(length + 1, image)],
  ['a body longer than announced', [400], () => announcedPut(length - 1, image)],
  ['an empty body', [400], () => announcedPut(length, new Uint8Array())],
  [
    'a body without a length that is longer than announced',
    [413],
    () =>
      announcedRaw(
        ['PUT', 'Transfer-Encoding: chunked', 'Connection: close'],
        chunked(Buffer.alloc(length + 5)),
      ),
  ],
  [
    'a body without a length that is shorter than announced',
    [400],
    () =>
      announcedRaw(['PUT', 'Transfer-Encoding: chunked', 'Connection: close'], chunked(made.png.subarray(9))),
  ],
  [
    'a length that promises more than comes',
    [400, 0],
    () =>
      announcedRaw(['PUT', `Content-Length: ${length}`, 'Connection: close'], made.png.subarray(0, 20), true),
  ],
  [
    'a length that promises less than comes',
    [400],
    () => announcedRaw(['PUT', `Content-Length: ${length - 20}`, 'Connection: close'], made.png),
  ],
  [
    'two lengths',
    [400],
    () =>
      announcedRaw(['PUT', `Content-Length: ${length}`, 'Content-Length: 5', 'Connection: close'], made.png),
  ],
  [
    'a length and chunks',
    [400],
    () =>
      announcedRaw(
        ['PUT', `Content-Length: ${length}`, 'Transfer-Encoding: chunked', 'Connection: close'],
        chunked(made.png),
      ),
  ],
  [
    'a body that says to be compressed',
    [415],
    () => announcedPut(length, image, { ...typed, 'content-encoding': 'gzip' }),
  ],
  ['another type than announced', [415], () => announcedPut(length, image, { 'content-type': 'text/html' })],
  [
    'a form in place of announced bytes, with two files',
    [400],
    () => announcedPut(length, formOf(['file', png()], ['file', png()]), {}),
  ],
  [
    'a form in place of announced bytes, with a longer file',
    [400, 413],
    () => announcedPut(length - 1, formOf(['file', png()]), {}),
  ],
  ['a size of nothing', [400], () => refusedAnnouncement('a.png', 0, 'image/png')],
  ['a negative size', [400], () => refusedAnnouncement('a.png', -5, 'image/png')],
  ['a size beyond the limit', [413], () => refusedAnnouncement('a.png', 20 * 1024 ** 2 + 1, 'image/png')],
  ['a size beyond all numbers', [400, 413], () => refusedAnnouncement('a.png', 1e300, 'image/png')],
  ['an SVG by its type', [415], () => refusedAnnouncement('a.svg', 5, 'image/svg+xml')],
  ['an SVG by its name', [415], () => refusedAnnouncement('a.svg', 5, 'text/plain')],
  ['a page by its type', [415], () => refusedAnnouncement('a.txt', 5, 'text/html; charset=utf-8')],
  ['a page by its name', [415], () => refusedAnnouncement('x/../a.HTML', 5, 'text/plain')],
  [
    'a page by a name with a hidden character',
    [415],
    () => refusedAnnouncement('a.ht\u200bml', 5, 'text/plain'),
  ],
  ['an archive by its type', [415], () => refusedAnnouncement('a.zip', 5, 'application/zip')],
  ['a program without a type', [415], () => refusedAnnouncement('a.exe', 5, 'application/octet-stream')],
  ['a type of the prototype', [415], () => refusedAnnouncement('a', 5, '__proto__')],
  ['a name of nothing', [400], () => refusedAnnouncement('', 5, 'image/png')],
  ['a name that is endless', [400], () => refusedAnnouncement('a'.repeat(10_000), 5, 'image/png')],
  ['a form without a file', [400], async () => (await direct(formOf(['other', 'x']))).status],
  [
    'a form with the file in another field',
    [400],
    async () => (await direct(formOf(['upload', png()]))).status,
  ],
  [
    'a form with two files',
    [400],
    async () => (await direct(formOf(['file', png()], ['file', png()]))).status,
  ],
  [
    'a form with a second field',
    [400],
    async () => (await direct(formOf(['file', png()], ['id', 'atc_1']))).status,
  ],
  ['a form with text in place of a file', [400], async () => (await direct(formOf(['file', 'text']))).status],
  [
    'a form with an empty file',
    [400],
    async () => (await direct(formOf(['file', new File([], 'a.png', { type: 'image/png' })]))).status,
  ],
  [
    'a form within a form',
    [400, 415],
    async () => {
      const part = 'multipart/mixed; boundary=b';
      const body = `--a\r\nContent-Disposition: form-data; name="file"\r\nContent-Type: ${part}\r\n\r\n--b\r\nContent-Disposition: file; filename="a.png"\r\n\r\nx\r\n--b--\r\n--a--\r\n`;
      return (await direct(body, { 'content-type': 'multipart/form-data; boundary=a' })).status;
    },
  ],
  [
    'a form that does not end',
    [400],
    async () =>
      (
        await direct('--a\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nx', {
          'content-type': 'multipart/form-data; boundary=a',
        })
      ).status,
  ],
  [
    'a form without a boundary',
    [400],
    async () => (await direct('x', { 'content-type': 'multipart/form-data' })).status,
  ],
  ['bytes in place of a form', [415], async () => (await direct(image, typed)).status],
  ['a form by PUT', [405], async () => (await direct(formOf(['file', png()]), {}, 'PUT')).status],
  [
    'a form of nobody',
    [401],
    async () =>
      (await fetch(`${app.url}/api/chatkit/upload`, { method: 'POST', body: formOf(['file', png()]) }))
        .status,
  ],
  [
    'a file larger than any may be',
    [413],
    async () =>
      (
        await direct(
          formOf(['file', new File([new Uint8Array(21 * 1024 ** 2)], 'a.png', { type: 'image/png' })]),
        )
      ).status,
  ],
];

function chunked(body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')]);
}

test.each(attempts)('%s is refused, and nothing is stored', async (_name, expected, attempt) => {
  expect(expected).toContain(await attempt(made));
  expect((await storedFiles(databaseUrl)).bytes).toBe(0);
});

describe('a link', () => {
  const claims = (attachment: string, audience: string, seconds: number, secret = SECRET) =>
    new SignJWT({ attachment })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('Alice of the files')
      .setAudience(audience)
      .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
      .sign(createSecretKey(Buffer.from(`file links ${secret}`)));
  const withToken = (url: string, token: string) => url.replace(/token=.*/, `token=${token}`);

  const forged: [string, number[], (url: string, id: string) => Promise<string>][] = [
    ['that has expired', [403], async (url, id) => withToken(url, await claims(id, 'upload', -1))],
    ['for a preview', [403], async (url, id) => withToken(url, await claims(id, 'preview', 60))],
    [
      'for another file',
      [403],
      async (url) => withToken(url, await claims('atc_000000000000000000000000', 'upload', 60)),
    ],
    [
      'with another signature',
      [403],
      async (url, id) => withToken(url, await claims(id, 'upload', 60, 'guessed')),
    ],
    ['of nobody', [403], async (url) => withToken(url, '')],
    ['of somebody else', [404], async (url, id) => withToken(url, await claims(id, 'upload', 60))],
    ['to a path outside', [403, 404], async (url, id) => url.replace(id, '..%2f..%2fetc%2fpasswd')],
    ['to a path with a NUL', [400, 403, 404], async (url, id) => url.replace(id, `${id}%00`)],
  ];

  test.each(forged)('%s uploads nothing', async (_name, expected, forge) => {
    const { id, url } = await announce('a.png', length, 'image/png');
    const answer = await put(await forge(url, id), image, typed);
    expect(expected).toContain(answer.status);
    expect((await storedFiles(databaseUrl)).bytes).toBe(0);
  });

  test.each(['GET', 'DELETE', 'PATCH'])('uploads nothing by %s', async (method) => {
    const { url } = await announce('a.png', length, 'image/png');
    expect((await fetch(url, { method })).status).toBe(405);
    expect((await storedFiles(databaseUrl)).bytes).toBe(0);
  });

  test('takes the same picture as often as it comes, also from three at the same time, and no other', async () => {
    const { id, url } = await announce('a.png', length, 'image/png');
    const answers = await Promise.all([
      put(url, image, typed),
      put(url, image, typed),
      put(url, image, typed),
    ]);
    expect(answers.map(({ status }) => status)).toContain(200);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual(
      refused.map(() => [409, '1']),
    );
    const stored = await storedFiles(databaseUrl);
    expect((await put(url, image, typed)).status).toBe(200);
    const lie = new Uint8Array(length);
    lie.set(image.subarray(0, 8));
    expect((await put(url, lie, typed)).status).toBe(415);
    expect(await storedFiles(databaseUrl)).toEqual(stored);
    await alice.call('attachments.delete', { attachment_id: id });
    expect((await put(url, image, typed)).status).toBe(404);
    await expectNothingStored();
  });

  test('of a refused upload is dead', async () => {
    const { url } = await announce('a.png', made.svg.length, 'image/png');
    expect((await put(url, new Uint8Array(made.svg), typed)).status).toBe(415);
    expect((await put(url, new Uint8Array(made.svg), typed)).status).toBe(404);
    await expectNothingStored();
  });
});
