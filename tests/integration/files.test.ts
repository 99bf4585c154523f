import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Attachment, ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { createDatabase } from '@/lib/db/database';
import { PrismaFileStore } from '@/lib/db/prisma-file-store';
import { PrismaFileSweep } from '@/lib/db/prisma-file-sweep';
import { DiskFileStore } from '@/lib/files/disk-file-store';
import type { FileStore } from '@/lib/files/file-store';
import { S3FileStore } from '@/lib/files/s3-file-store';
import { sweepFiles } from '@/lib/files/sweep-files';
import { type AppServer, startApp } from '../support/app-server';
import { ChatClient, input, threadIdOf } from '../support/chat-client';
import { putFile, putOnly } from '../support/put-file';
import { type S3Server, startS3 } from '../support/s3-server';
import { ScriptedOpenAI } from '../support/scripted-openai';
import { sharedPostgres } from '../support/shared-postgres';
import { beingBrought, storedFiles } from '../support/stored-files';

/** The life of a file on the built product, in each of the three stores, with PostgreSQL beside it. */
const postgres = sharedPostgres();
let openai: ScriptedOpenAI;
let s3: S3Server;

beforeAll(async () => {
  [openai, s3] = await Promise.all([ScriptedOpenAI.start(), startS3()]);
});

afterAll(async () => {
  await openai?.stop();
  await s3?.stop();
});

/** Taken with a phone that says where, and lying on its side. */
const photo = await sharp({ create: { width: 2400, height: 1200, channels: 3, background: '#a34' } })
  .withExif({
    IFD0: { Make: 'Spyphone' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '59/1 54/1 0/1' },
  })
  .withMetadata({ orientation: 6 })
  .jpeg()
  .toBuffer();

async function announce(
  client: ChatClient,
  name: string,
  bytes: Buffer,
  mime_type: string,
): Promise<Attachment> {
  return client.call<Attachment>('attachments.create', { name, size: bytes.length, mime_type });
}

function refusalIn(events: ThreadStreamEvent[]): string | undefined {
  const [event] = events;
  return event?.type === 'error' ? event.message : undefined;
}

const send = (client: ChatClient, attachments: string[]) =>
  client.stream('threads.create', { input: input('What is this?', { attachments }) });

describe.each(['database', 'disk', 's3'] as const)('files in %s', (kind) => {
  let app: AppServer;
  let alice: ChatClient;
  let databaseUrl: string;
  let dataDir: string;
  let store: FileStore;
  let close: () => Promise<void>;

  beforeAll(async () => {
    databaseUrl = await postgres.createDatabase();
    dataDir = mkdtempSync(path.join(tmpdir(), 'robolearn-files-'));
    app = await startApp({
      dataDir,
      env: {
        DATABASE_URL: databaseUrl,
        NEXTAUTH_SECRET: 'a secret of the tests of files that is long enough',
        AUTH_DEMO: 'on',
        OPENAI_BASE_URL: openai.baseUrl,
        RATE_LIMIT_REQUESTS_PER_MINUTE: '100000',
        ...(kind === 's3' ? s3.env : { FILES_STORE: kind }),
      },
    });
    alice = await ChatClient.signIn(app.url, 'Alice');
    const database = createDatabase({ url: databaseUrl, dataDir: '', poolSize: 2 });
    const stores = {
      database: () => new PrismaFileStore(database),
      disk: () => new DiskFileStore(path.join(dataDir, 'files')),
      s3: () => new S3FileStore(s3.options),
    };
    store = stores[kind]();
    records = new PrismaFileSweep(database);
    close = () => database.close();
  });

  let records: PrismaFileSweep;

  afterAll(async () => {
    await app?.stop();
    await close?.();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** Everything that takes room, looked at or not. */
  async function kept(): Promise<number> {
    // A picture has a small one beside it.
    if (kind === 's3') return new Set(s3.keys().map((key) => path.basename(key))).size;
    if (kind === 'database') return (await storedFiles(databaseUrl)).bytes;
    return readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).filter((name) => /atc_/.test(name))
      .length;
  }

  test('a photo reaches the model upright, smaller and without its place, is shown again, and goes with its thread', async () => {
    openai.play(() => ({ kind: 'text', text: 'I see.' }));
    const attachment = await announce(alice, '../../ro\u202ebot\u0000.jpg', photo, 'image/jpeg');
    expect(attachment.name).toBe('robot.jpg');
    expect(await putFile(attachment, photo)).toBe(200);
    const events = await send(alice, [attachment.id]);

    const content = JSON.stringify(openai.turns[0]?.input.at(-1));
    const [, base64 = ''] = /data:image\/jpeg;base64,([^"]+)/.exec(content) ?? [];
    const seen = Buffer.from(base64, 'base64');
    const { width, height, exif } = await sharp(seen).metadata();
    expect({ width, height, exif }).toEqual({ width: 1024, height: 2048, exif: undefined });
    expect(seen.includes('Spyphone')).toBe(false);

    const threadId = threadIdOf(events);
    const [message] = (await alice.items(threadId)).data;
    const [shown] = message?.type === 'user_message' ? message.attachments : [];
    if (shown?.type !== 'image') throw new Error('no image');
    expect(shown).not.toHaveProperty('upload_descriptor');
    const preview = await fetch(shown.preview_url);
    expect(preview.headers.get('content-type')).toBe('image/webp');
    expect(preview.headers.get('cache-control')).toBe('private, max-age=300');
    const small = await sharp(await preview.arrayBuffer()).metadata();
    expect(small).toMatchObject({ format: 'webp', width: 256, height: 512 });
    if (kind !== 's3') {
      expect(preview.headers.get('x-content-type-options')).toBe('nosniff');
      expect(preview.headers.get('content-security-policy')).toContain('sandbox');
    }

    expect(await kept()).toBe(1);
    await alice.call('threads.delete', { thread_id: threadId });
    expect(await kept()).toBe(0);
    expect((await storedFiles(databaseUrl)).records).toBe(0);
  });

  test('a file that lies is not sent, the student reads why, and nothing is left of it', async () => {
    const page = Buffer.from('<html><script>alert(1)</script></html>');
    const attachment = await announce(alice, 'plan.png', page, 'image/png');
    expect(await putFile(attachment, page)).toBe(415);
    const answer = await alice.post({
      type: 'threads.create',
      params: { input: input('Look', { attachments: [attachment.id] }) },
    });
    expect(answer.status).toBe(404);
    expect(await kept()).toBe(0);
    expect((await storedFiles(databaseUrl)).records).toBe(0);
    expect((await alice.call<{ data: unknown[] }>('threads.list', { limit: 5, order: 'desc' })).data).toEqual(
      [],
    );
  });

  test('a file that was never uploaded, and more files than a message can have, are told in the conversation', async () => {
    const text = Buffer.from('x = 1\n');
    const waiting = await announce(alice, 'a.py', text, 'text/x-python');
    expect(refusalIn(await send(alice, [waiting.id]))).toContain('a.py has not been uploaded completely');
    expect(await putFile(waiting, text)).toBe(200);
    const many = [waiting];
    for (let count = 1; count < 11; count += 1)
      many.push(await announce(alice, 'a.py', text, 'text/x-python'));
    expect(
      refusalIn(
        await send(
          alice,
          many.map(({ id }) => id),
        ),
      ),
    ).toContain('up to 10 files');
    for (const one of many.slice(1)) expect(await putFile(one, text)).toBe(200);
    const [, ...ten] = many.map(({ id }) => id);
    const threadId = threadIdOf(await send(alice, ten));
    await alice.call('threads.delete', { thread_id: threadId });
    await alice.call('attachments.delete', { attachment_id: waiting.id });
    expect(await kept()).toBe(0);
  });

  // Into a bucket bytes come past this server.
  if (kind !== 's3')
    test('a file that is deleted while its bytes come leaves none behind', async () => {
      const text = Buffer.from('x = 1\n');
      const before = await kept();
      const { id, upload_descriptor } = await announce(alice, 'a.py', text, 'text/x-python');
      const { url = '', headers = {} } = upload_descriptor ?? {};
      let end: () => void = () => undefined;
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          controller.enqueue(new Uint8Array(text.subarray(0, 3)));
          end = () => {
            controller.enqueue(new Uint8Array(text.subarray(3)));
            controller.close();
          };
        },
      });
      const init = { method: 'PUT', headers, body, duplex: 'half' };
      const upload = fetch(url, init);
      await expect.poll(() => beingBrought(databaseUrl)).toBe(1);
      await alice.call('attachments.delete', { attachment_id: id });
      end();
      expect((await upload).status).toBe(404);
      expect(await kept()).toBe(before);
    });

  test('of 50 uploads at once around the quota, exactly as many succeed as fit', async () => {
    const zoe = await ChatClient.signIn(app.url, `Zoe of ${kind}`);
    const size = 7 * 1024 ** 2;
    const params = { name: 'a.txt', size, mime_type: 'text/plain' };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => zoe.post({ type: 'attachments.create', params })),
    );
    const statuses = answers.map(({ status }) => status);
    // 200 MB hold 28 files of 7 MB
    expect(statuses.filter((status) => status === 200)).toHaveLength(28);
    expect(statuses.filter((status) => status === 413)).toHaveLength(22);
    // the last byte of room can be taken, and no more
    const last = (bytes: number) =>
      zoe.post({ type: 'attachments.create', params: { ...params, size: bytes } });
    expect((await last(4 * 1024 ** 2 + 1)).status).toBe(413);
    const fits = await last(4 * 1024 ** 2);
    expect(fits.status).toBe(200);
    expect((await last(1)).status).toBe(413);
    const { id: lastId } = (await fits.json()) as Attachment;
    await zoe.call('attachments.delete', { attachment_id: lastId });
    // and room that is given back can be taken again, once
    const first = answers.find(({ status }) => status === 200);
    if (!first) throw new Error('no upload was taken');
    const { id } = (await first.json()) as Attachment;
    await zoe.call('attachments.delete', { attachment_id: id });
    const again = await Promise.all([1, 2, 3].map(() => zoe.post({ type: 'attachments.create', params })));
    expect(again.map(({ status }) => status).sort()).toEqual([200, 413, 413]);
  });

  test('the sweep takes what no message took, bytes without a record and records without bytes, and nothing else', async () => {
    const text = Buffer.from('keep = True\n');
    const sent = await announce(alice, 'keep.py', text, 'text/x-python');
    await putFile(sent, text);
    await send(alice, [sent.id]);
    const unused = await announce(alice, 'unused.py', text, 'text/x-python');
    await putFile(unused, text);
    const lost = await announce(alice, 'lost.py', text, 'text/x-python');
    await putFile(lost, text);
    await send(alice, [lost.id]);
    const [owner] = await records.keptIn(kind, new Date(Date.now() + 1000), '', 1);
    if (!owner) throw new Error('no record');
    await store.delete(owner.principal, lost.id);
    if (kind !== 'database') {
      await store.put(owner.principal, 'atc_00000000000000000000beef', {
        mimeType: 'text/plain',
        bytes: new Uint8Array(3),
      });
    }

    const now = await sweepFiles({ files: store, records });
    expect(now).toEqual({ unused: 0, bytesAlone: 0, recordsAlone: 0 });
    const inTwoDays = () => new Date(Date.now() + 48 * 60 * 60 * 1000);
    const swept = await sweepFiles({ files: store, records, now: inTwoDays });
    expect(swept).toMatchObject({ bytesAlone: kind === 'database' ? 0 : 1, recordsAlone: 1 });
    expect(await store.get(owner.principal, sent.id)).toBeDefined();
    expect(await store.get(owner.principal, unused.id)).toBeUndefined();
    expect(await kept()).toBe(1);
  });
});

describe('a bucket', () => {
  let app: AppServer;
  let alice: ChatClient;

  beforeAll(async () => {
    app = await startApp({
      env: { ...s3.env, OPENAI_BASE_URL: openai.baseUrl, RATE_LIMIT_REQUESTS_PER_MINUTE: '100000' },
    });
    alice = await ChatClient.signIn(app.url, 'Swapper');
  });

  afterAll(() => app?.stop());

  test('says when the upload is confirmed, or else when it is sent, that a file lies; once, and nothing is left', async () => {
    const before = s3.keys();
    const page = Buffer.from('<html><script>alert(1)</script></html>');
    const confirmed = await announce(alice, 'plan.png', page, 'image/png');
    expect(await putOnly(confirmed, page)).toBe(200);
    const confirm = () => fetch(confirmed.upload_descriptor?.confirm_url ?? '', { method: 'POST' });
    const refused = await confirm();
    expect([refused.status, await refused.json()]).toEqual([
      415,
      { error: { code: 'unsupported_media_type', message: 'This file is not what its type says.' } },
    ]);
    expect((await confirm()).status).toBe(404);

    const unconfirmed = await announce(alice, 'plan.png', page, 'image/png');
    expect(await putOnly(unconfirmed, page)).toBe(200);
    const events = await send(alice, [unconfirmed.id]);
    expect(events).toEqual([
      {
        type: 'error',
        code: 'custom',
        message: 'plan.png cannot be sent. This file is not what its type says.',
        allow_retry: false,
      },
    ]);
    expect(s3.keys()).toEqual(before);
    expect(await alice.call('threads.list', { limit: 5, order: 'desc' })).toMatchObject({ data: [] });
  });

  test('confirms what has come, as often as it is asked, and nothing that has not', async () => {
    const before = s3.keys();
    const text = Buffer.from('x = 1\n');
    const attachment = await announce(alice, 'a.py', text, 'text/x-python');
    const confirm = async () =>
      (await fetch(attachment.upload_descriptor?.confirm_url ?? '', { method: 'POST' })).status;
    expect(await confirm()).toBe(409);
    expect(await putOnly(attachment, text)).toBe(200);
    const statuses = await Promise.all([confirm(), confirm(), confirm()]);
    expect(statuses).toContain(200);
    expect([200, 409]).toEqual(expect.arrayContaining(statuses));
    // The answer may have been lost: asked again, it is the same, also if the bytes were brought again. Others change nothing.
    expect(await confirm()).toBe(200);
    expect(await putFile(attachment, text)).toBe(200);
    expect(await putFile(attachment, Buffer.from('x = 2\n'))).toBe(409);
    expect(await putFile(attachment, text)).toBe(200);
    const { confirm_url = '' } = attachment.upload_descriptor ?? {};
    expect((await fetch(`${confirm_url}x`, { method: 'POST' })).status).toBe(403);
    await alice.call('attachments.delete', { attachment_id: attachment.id });
    expect(await confirm()).toBe(404);
    expect(s3.keys()).toEqual(before);
  });

  test('takes no other length or type than was signed, and nothing at another address', async () => {
    const text = Buffer.from('x = 1\n');
    const { upload_descriptor } = await announce(alice, 'a.py', text, 'text/x-python');
    const { url = '', headers } = upload_descriptor ?? {};
    const attempt = async (address: string, body: string, more: Record<string, string> = {}) =>
      (await fetch(address, { method: 'PUT', headers: { ...headers, ...more }, body })).status;
    expect(await attempt(url, 'x = 1\n and more')).toBe(403);
    expect(await attempt(url, 'x = 1\n', { 'content-type': 'text/html' })).toBe(403);
    expect(await attempt(url.replace('/unchecked/', '/files/'), 'x = 1\n')).toBe(403);
    expect(await attempt(url, 'x = 1\n')).toBe(200);
  });

  test('bytes that are swapped after they were looked at change nothing', async () => {
    openai.play(() => ({ kind: 'text', text: 'ok' }));
    const honest = Buffer.from('print("honest")\n');
    const lie = Buffer.from('<html>a lie</html>'.slice(0, honest.length));
    const attachment = await announce(alice, 'a.py', honest, 'text/x-python');
    expect(await putFile(attachment, honest)).toBe(200);
    const threadId = threadIdOf(await send(alice, [attachment.id]));
    expect(await putOnly(attachment, lie)).toBe(200);
    await alice.stream('threads.retry_after_item', {
      thread_id: threadId,
      item_id: (await alice.items(threadId)).data[0]?.id,
    });
    const said = JSON.stringify(openai.turns.at(-1)?.input);
    expect(said).toContain('honest');
    expect(said).not.toContain('a lie');
  });
});
