import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Attachment } from '@/lib/chatkit/protocol';
import { type AppServer, startApp } from '../support/app-server';
import { ChatClient, input } from '../support/chat-client';
import { putOnly } from '../support/put-file';
import { type S3Server, startS3 } from '../support/s3-server';
import { ScriptedOpenAI } from '../support/scripted-openai';
import { sharedPostgres } from '../support/shared-postgres';

/** What the product tells to whom: the servers that it was set up with, and nobody else. */
const CANARIES = {
  NEXTAUTH_SECRET: 'canary-of-the-session-secret-0123456789',
  OPENAI_API_KEY: 'canary-of-the-model-key',
  AUTH_GITHUB_ID: 'github-id',
  AUTH_GITHUB_SECRET: 'canary-of-the-github-secret',
  METRICS_TOKEN: 'canary-of-the-metrics',
  CRON_SECRET: 'canary-of-the-clock',
};

const postgres = sharedPostgres();
let openai: ScriptedOpenAI;
let s3: S3Server;
let app: AppServer;
let directory: string;
let configured: string[];

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'robolearn-connections-'));
  writeFileSync(path.join(directory, 'connections'), '');
  [openai, s3] = await Promise.all([ScriptedOpenAI.start(), startS3()]);
  const databaseUrl = await postgres.createDatabase();
  configured = [databaseUrl, openai.baseUrl, s3.options.endpoint].map((url) => new URL(url).port);
  app = await startApp({
    env: {
      ...CANARIES,
      ...s3.env,
      DATABASE_URL: databaseUrl,
      OPENAI_BASE_URL: openai.baseUrl,
      AUTH_DEMO: 'on',
      NODE_OPTIONS: `--import ${path.resolve('tests/support/record-connections.mjs')}`,
      CONNECTIONS_FILE: path.join(directory, 'connections'),
    },
  });
});

afterAll(async () => {
  await app?.stop();
  await openai?.stop();
  await s3?.stop();
  rmSync(directory, { recursive: true, force: true });
});

test('a day of a student reaches the configured servers alone, and no word of it the log', async () => {
  openai.play(() => ({
    kind: 'text',
    text: 'The canary answer, with a link https://tracker.example.org/x.',
  }));
  const alice = await ChatClient.signIn(app.url, 'Alice');
  const bytes = Buffer.from('the canary file says https://tracker.example.org/y');
  const params = { name: 'canary-name.md', size: bytes.length, mime_type: 'text/markdown' };
  const attachment = await alice.call<Attachment>('attachments.create', params);
  expect(await putOnly(attachment, bytes)).toBe(200);
  await alice.stream(
    'threads.create',
    {
      input: input('A canary question about https://tracker.example.org/z', { attachments: [attachment.id] }),
    },
    { pageContext: { url: 'https://tracker.example.org/page', title: 'canary page' } },
  );
  await (await fetch(`${app.url}/api/account/export`, { headers: alice.headers })).arrayBuffer();
  for (const page of ['/', '/profile', '/chat', '/api/health', '/api/metrics']) {
    await (await fetch(`${app.url}${page}`, { headers: alice.headers })).text();
  }
  expect((await fetch(`${app.url}/api/account`, { method: 'DELETE', headers: alice.headers })).status).toBe(
    200,
  );

  const connections = readFileSync(path.join(directory, 'connections'), 'utf8').trim().split('\n');
  const places = [...new Set(connections)].sort();
  const own = new URL(app.url).port;
  expect(configured.filter((port) => !places.some((place) => place.endsWith(`:${port}`)))).toEqual([]);
  const elsewhere = places.filter((place) => {
    const [host = '', port = ''] = [
      place.slice(0, place.lastIndexOf(':')),
      place.slice(place.lastIndexOf(':') + 1),
    ];
    return !['127.0.0.1', 'localhost', '::1'].includes(host) || ![...configured, own].includes(port);
  });
  expect(elsewhere).toEqual([]);

  // Lines of the log take their own way here.
  const operations = () => app.logs.map(({ operation }) => operation);
  await expect
    .poll(operations)
    .toEqual(expect.arrayContaining(['threads.create', 'account.export', 'account.delete']));
  expect(app.output()).not.toMatch(/canary/i);
});

test('no secret and no name of one is in what browsers get', async () => {
  for (const page of ['/', '/signin', '/chat', '/docs', '/api/health', '/api/auth/providers']) {
    const response = await fetch(`${app.url}${page}`);
    expect(`${await response.text()} ${JSON.stringify([...response.headers])}`).not.toMatch(/canary/);
  }
  const files = ['.next/static', 'public'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(js|css|json|html)$/.test(name))
      .map((name) => path.join(folder, name)),
  );
  expect(files.length).toBeGreaterThan(20);
  const names =
    /NEXTAUTH_SECRET|DATABASE_URL|S3_SECRET|S3_ACCESS|AUTH_\w+_SECRET|METRICS_TOKEN|CRON_SECRET|REDIS_URL/;
  expect(files.filter((file) => names.test(readFileSync(file, 'utf8')))).toEqual([]);
});
