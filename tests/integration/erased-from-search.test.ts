import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Attachment } from '@/lib/chatkit/protocol';
import { type AppServer, startApp } from '../support/app-server';
import { ChatClient, input } from '../support/chat-client';
import { runIngest } from '../support/ingestion/ingest-process';
import { keptOf } from '../support/kept-of';
import { putOnly } from '../support/put-file';
import { QdrantServer } from '../support/qdrant/qdrant-server';
import { ScriptedOpenAI, searchThenSay } from '../support/scripted-openai';
import { sharedPostgres } from '../support/shared-postgres';

/** What a student says and attaches gets into no index of the course: neither the file on disk nor Qdrant. */
const SAID = 'canaryquestion4711';
const ATTACHED = 'canaryattachment4712';
const WORDS = [SAID, ATTACHED, 'demo:wren', 'Wren'];

const postgres = sharedPostgres();
let openai: ScriptedOpenAI;
let qdrant: QdrantServer;
let dataDir: string;
let databaseUrl: string;
let app: AppServer;
let client: pg.Client;

beforeAll(async () => {
  [openai, qdrant] = await Promise.all([ScriptedOpenAI.start(), QdrantServer.start()]);
  databaseUrl = await postgres.createDatabase();
  dataDir = mkdtempSync(path.join(tmpdir(), 'robolearn-index-'));
  const search = { QDRANT_URL: qdrant.url, OPENAI_BASE_URL: openai.baseUrl };
  expect(await runIngest(['run'], { ...search, DATA_DIR: dataDir })).toMatchObject({ code: 0 });
  app = await startApp({
    dataDir,
    env: {
      ...search,
      DATABASE_URL: databaseUrl,
      NEXTAUTH_SECRET: 'a secret of the tests of erasing that is long enough',
      AUTH_DEMO: 'on',
      FILES_STORE: 'disk',
    },
  });
  client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
});

afterAll(async () => {
  await client?.end();
  await app?.stop();
  await qdrant?.goDown();
  await openai?.stop();
  if (dataDir) rmSync(dataDir, { recursive: true, force: true });
});

const says = (content: string) => WORDS.filter((word) => content.includes(word));
const points = () => [...qdrant.collections.values()].flatMap((collection) => collection.all());

/** Every file below the data directory that holds one of the words. */
function onDisk(): string[] {
  return readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(dataDir, name)).isFile())
    .filter((name) => says(readFileSync(path.join(dataDir, name), 'latin1')).length > 0);
}

test('what a student says and attaches is in no index, neither before nor after the account is deleted', async () => {
  const wren = await ChatClient.signIn(app.url, 'Wren');
  const bytes = Buffer.from(`# ${ATTACHED}\n`);
  const params = { name: `${ATTACHED}.md`, size: bytes.length, mime_type: 'text/markdown' };
  const attachment = await wren.call<Attachment>('attachments.create', params);
  expect(await putOnly(attachment, bytes)).toBe(200);
  const indexed = points().length;
  openai.play(searchThenSay(`${SAID} ROS 2 nodes`, 'A node is a process.'));
  await wren.stream('threads.create', {
    input: input(`What is a node? ${SAID}`, { attachments: [attachment.id] }),
  });

  // Both indexes are there, and Qdrant was asked what the student asked.
  expect(qdrant.requests.some(({ path: asked }) => asked.includes('/points/query'))).toBe(true);
  expect(indexed).toBeGreaterThan(100);
  const [index = ''] = readdirSync(path.join(dataDir, 'search')).filter((name) => name.endsWith('.index'));
  expect(readFileSync(path.join(dataDir, 'search', index), 'utf8')).toContain('physical-ai-robotics');
  expect(await keptOf(client, SAID)).not.toEqual({});
  expect(onDisk().map((name) => path.basename(name))).toEqual([attachment.id]);
  expect(says(JSON.stringify(points()))).toEqual([]);
  expect(points()).toHaveLength(indexed);

  const answer = await fetch(`${app.url}/api/account`, { method: 'DELETE', headers: wren.headers });
  expect(answer.status).toBe(200);
  expect(await keptOf(client, ...WORDS)).toEqual({});
  expect(onDisk()).toEqual([]);
  expect(says(JSON.stringify(points()))).toEqual([]);
  expect(points()).toHaveLength(indexed);
  const wrote = qdrant.requests.filter(({ method: verb }) => verb === 'PUT' || verb === 'DELETE');
  expect(says(JSON.stringify(wrote))).toEqual([]);
});
