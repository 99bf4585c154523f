import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateId } from '@/lib/chatkit/ids';
import type { Attachment, Operation } from '@/lib/chatkit/protocol';
import { createDatabase, type Database } from '@/lib/db/database';
import { PrismaStore } from '@/lib/db/prisma-store';
import { type AppServer, startApp } from '../support/app-server';
import { ChatClient } from '../support/chat-client';
import { MISSING, OPERATIONS, SAMPLE_PARAMS, type Target } from '../support/operation-samples';
import { answer, questions, toolCall, userMessage, widget } from '../support/sample-items';
import { sharedPostgres } from '../support/shared-postgres';

/**
 * Every operation of the schema, asked by every sort of caller, about what exists and about what does not. A new operation
 * without a row does not compile, and fails here.
 */
interface Row {
  /** Status for the owner of what exists, and for anybody about what is missing. */
  existing: number;
  missing: number;
}

const ROWS: Record<Operation, Row> = {
  'threads.create': { existing: 200, missing: 404 },
  'threads.add_user_message': { existing: 200, missing: 404 },
  'threads.add_client_tool_output': { existing: 200, missing: 404 },
  'threads.add_structured_input': { existing: 200, missing: 404 },
  'threads.retry_after_item': { existing: 200, missing: 404 },
  'threads.custom_action': { existing: 200, missing: 404 },
  // The tutor has no such action.
  'threads.sync_custom_action': { existing: 400, missing: 404 },
  'threads.get_by_id': { existing: 200, missing: 404 },
  // The cursor is what the request is about.
  'threads.list': { existing: 200, missing: 400 },
  'threads.update': { existing: 200, missing: 404 },
  'threads.delete': { existing: 200, missing: 200 },
  'threads.stop': { existing: 200, missing: 200 },
  // These clients declare no extensions.
  'threads.continue': { existing: 400, missing: 404 },
  'items.list': { existing: 200, missing: 404 },
  'items.feedback': { existing: 200, missing: 404 },
  // About nothing that could belong to anybody.
  'attachments.create': { existing: 200, missing: 200 },
  'attachments.delete': { existing: 200, missing: 200 },
  // Without a model there is no dictation.
  'input.transcribe': { existing: 400, missing: 400 },
};

/** Operations whose answer is made of something new each time. */
const ANSWERS_SOMETHING_NEW: Operation[] = ['attachments.create'];

const postgres = sharedPostgres();
let database: Database;
let store: PrismaStore;
let app: AppServer;
let alice: ChatClient;
let bob: ChatClient;

const owner = { userId: 'demo:alice' };

beforeAll(async () => {
  const url = await postgres.createDatabase();
  app = await startApp({
    env: {
      DATABASE_URL: url,
      AUTH_DEMO: 'on',
      NEXTAUTH_SECRET: 'a secret of the matrix that is long enough',
    },
  });
  database = createDatabase({ url, dataDir: '', poolSize: 2 });
  store = new PrismaStore(database);
  [alice, bob] = await Promise.all([ChatClient.signIn(app.url, 'Alice'), ChatClient.signIn(app.url, 'Bob')]);
});

afterAll(async () => {
  await app?.stop();
  await database?.close();
});

/** A conversation of Alice's in which every operation finds what it needs; a file that no message has yet. */
async function existing(): Promise<Target> {
  const thread = generateId('thread');
  const ids = {
    message: generateId('message'),
    questions: generateId('message'),
    widget: generateId('message'),
  };
  const file: Attachment = {
    type: 'file',
    id: generateId('attachment'),
    name: 'a.pdf',
    mime_type: 'application/pdf',
  };
  await store.saveAttachment(owner, file);
  await store.createThread(
    owner,
    { id: thread, created_at: new Date().toISOString(), status: { type: 'active' }, metadata: {} },
    [
      userMessage(thread, ids.message),
      answer(thread, generateId('message')),
      widget(thread, ids.widget),
      questions(thread, ids.questions),
      toolCall(thread, generateId('tool_call')),
    ],
  );
  return { thread, attachment: file.id, ...ids };
}

/** Everything that the target consists of, as it is stored. */
async function stateOf({ thread, attachment }: Target) {
  return [
    await store.loadThread(owner, thread),
    await store.listItems(owner, thread, { limit: 100, order: 'asc', includeHidden: true }),
    await store.loadAttachment(owner, attachment),
  ];
}

const anonymous = () => new ChatClient(app.url, { origin: app.url });

async function ask(client: ChatClient, type: Operation, target: Target) {
  const response = await client.post({ type, params: SAMPLE_PARAMS[type](target) });
  return { status: response.status, body: await response.text() };
}

test('the table has a row for every operation of the schema, and for nothing else', () => {
  expect(Object.keys(ROWS).toSorted()).toEqual(OPERATIONS.toSorted());
  expect(OPERATIONS).toHaveLength(18);
});

describe.each(OPERATIONS)('%s', (type) => {
  const row = ROWS[type];

  test('the owner is answered', async () => {
    expect((await ask(alice, type, await existing())).status).toBe(row.existing);
  });

  test('the owner is told what is missing', async () => {
    expect((await ask(alice, type, MISSING)).status).toBe(row.missing);
  });

  test('somebody else is told the same about what exists as about what is missing', async () => {
    const target = await existing();
    const before = await stateOf(target);
    const [foreign, missing] = [await ask(bob, type, target), await ask(bob, type, MISSING)];
    expect(foreign.status).toBe(row.missing);
    if (!ANSWERS_SOMETHING_NEW.includes(type)) expect(foreign).toEqual(missing);
    expect(await stateOf(target)).toEqual(before);
  });

  test.each(['existing', 'missing'])('signed out, about what is %s: who are you?', async (which) => {
    const target = which === 'existing' ? await existing() : MISSING;
    expect(await ask(anonymous(), type, target)).toMatchObject({
      status: 401,
      body: expect.stringContaining('"unauthorized"'),
    });
  });

  test.each(['existing', 'missing'])('with a forged X-User-ID, about what is %s: no', async (which) => {
    const target = which === 'existing' ? await existing() : MISSING;
    const forged = await ask(bob.with({ 'x-user-id': owner.userId }), type, target);
    expect(forged).toMatchObject({ status: 403, body: expect.stringContaining('"forbidden"') });
    const signedOut = await ask(anonymous().with({ 'x-user-id': owner.userId }), type, target);
    expect(signedOut.status).toBe(401);
  });
});
