import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Attachment } from '@/lib/chatkit/protocol';
import { type AppServer, startApp } from '../support/app-server';
import { ChatClient, input } from '../support/chat-client';
import { processMemory } from '../support/process-memory';
import { putFile } from '../support/put-file';
import { type S3Server, startS3 } from '../support/s3-server';
import { ScriptedOpenAI } from '../support/scripted-openai';
import { sharedPostgres } from '../support/shared-postgres';

/** Files as large as they may be, through the front door into each store and on to the model. */
const LIMIT = 20 * 1024 ** 2;

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

/** A PDF of exactly so many bytes, different each time. */
function pdf(size: number): Buffer {
  const head = Buffer.from('%PDF-1.7\n1 0 obj <<>> stream\n');
  const tail = Buffer.from('\nendstream endobj\nstartxref\n9\n%%EOF\n');
  const filling = Buffer.from(randomBytes(size).toString('base64'), 'latin1');
  return Buffer.concat([head, filling.subarray(0, size - head.length - tail.length), tail]);
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe.each(['database', 'disk', 's3'] as const)('files of 20 MB in %s', (kind) => {
  let app: AppServer;
  let alice: ChatClient;
  let dataDir: string;

  beforeAll(async () => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'robolearn-large-'));
    app = await startApp({
      dataDir,
      env: {
        DATABASE_URL: await postgres.createDatabase(),
        NEXTAUTH_SECRET: 'a secret of the tests of files that is long enough',
        AUTH_DEMO: 'on',
        OPENAI_BASE_URL: openai.baseUrl,
        FILES_QUOTA_BYTES: String(1024 ** 3),
        ...(kind === 's3' ? s3.env : { FILES_STORE: kind }),
      },
    });
    alice = await ChatClient.signIn(app.url, `Large in ${kind}`);
  });

  afterAll(async () => {
    await app?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const announce = (size: number) =>
    alice.call<Attachment>('attachments.create', { name: 'thesis.pdf', size, mime_type: 'application/pdf' });

  test('exactly the limit comes whole and reaches the model; one byte more does not', async () => {
    const whole = pdf(LIMIT);
    const attachment = await announce(LIMIT);
    expect(await putFile(attachment, whole)).toBe(200);
    openai.play(() => ({ kind: 'text', text: 'Read.' }));
    await alice.stream('threads.create', { input: input('Read this', { attachments: [attachment.id] }) });
    const [, base64 = ''] =
      /data:application\/pdf;base64,([^"]+)/.exec(JSON.stringify(openai.turns.at(-1)?.input)) ?? [];
    expect(sha256(Buffer.from(base64, 'base64'))).toBe(sha256(whole));

    const params = { name: 'thesis.pdf', size: LIMIT + 1, mime_type: 'application/pdf' };
    const refused = await alice.post({ type: 'attachments.create', params });
    expect([refused.status, await refused.json()]).toEqual([
      413,
      { error: { code: 'payload_too_large', message: 'Files can be up to 20 MB large.' } },
    ]);
    const lying = await announce(LIMIT);
    expect(await putFile(lying, pdf(LIMIT + 1))).toBe(kind === 's3' ? 403 : 400);
  });

  test('as a form, too', async () => {
    const send = async (size: number) => {
      const form = new FormData();
      form.append('file', new File([new Uint8Array(pdf(size))], 'thesis.pdf', { type: 'application/pdf' }));
      const { headers } = alice;
      return (await fetch(`${app.url}/api/chatkit/upload`, { method: 'POST', headers, body: form })).status;
    };
    expect(await send(LIMIT)).toBe(200);
    expect(await send(LIMIT + 1)).toBe(413);
  });

  /**
   * A database on a busy machine may be too slow for one of twelve: its answer is to try again. A client that is still sending when
   * the answer comes may only see that its connection was closed. What it sends again is the same file, and is taken once.
   */
  async function putUntilTaken(attachment: Attachment, bytes: Buffer): Promise<number> {
    for (;;) {
      const status = await putFile(attachment, bytes).catch(statusOfClosed);
      // 409: its first attempt is not given up yet
      if (status !== 503 && status !== 409) return status;
    }
  }

  function statusOfClosed(error: unknown): number {
    const { cause } = error instanceof Error ? error : {};
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'EPIPE' || code === 'ECONNRESET' || code === 'UND_ERR_SOCKET') return 503;
    throw error;
  }

  test('twelve at once, twice, come whole', async () => {
    const before = processMemory(app.pid);
    for (let round = 0; round < 2; round += 1) {
      const statuses = await Promise.all(
        Array.from({ length: 12 }, async () => putUntilTaken(await announce(LIMIT), pdf(LIMIT))),
      );
      expect(statuses).toEqual(Array(12).fill(200));
    }
    const after = processMemory(app.pid);
    process.stdout.write(
      `24 files of 20 MB into ${kind}, twelve at once: ${before.now} MB before, ${after.now} MB after, ${after.most} MB at most\n`,
    );
  }, 240_000);
});
