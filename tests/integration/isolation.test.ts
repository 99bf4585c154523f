import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Attachment } from '@/lib/chatkit/protocol';
import { type AppServer, startApp } from '../support/app-server';
import { ChatClient, input, threadIdOf } from '../support/chat-client';

/** Two users on one server: what belongs to somebody else looks exactly like what does not exist. */
let app: AppServer;
let alice: ChatClient;
let bob: ChatClient;
let threadId: string;
let messageId: string;
let attachment: Attachment;

beforeAll(async () => {
  app = await startApp();
  [alice, bob] = await Promise.all([ChatClient.signIn(app.url, 'Alice'), ChatClient.signIn(app.url, 'Bob')]);
  threadId = threadIdOf(await alice.create('Hello, a secret of mine'));
  messageId = (await alice.items(threadId)).data[0]?.id ?? '';
  attachment = await alice.call<Attachment>('attachments.create', {
    name: 'a.pdf',
    size: 3,
    mime_type: 'application/pdf',
  });
});

afterAll(() => app?.stop());

const MISSING = {
  thread: 'thr_000000000000000000000000',
  item: 'msg_000000000000000000000000',
  attachment: 'atc_000000000000000000000000',
};

const operations = (
  thread_id: string,
  item_id: string,
  attachment_id: string,
): { type: string; params: object }[] => [
  { type: 'threads.create', params: { input: input('mine now', { attachments: [attachment_id] }) } },
  { type: 'threads.add_user_message', params: { thread_id, input: input('hi') } },
  { type: 'threads.add_client_tool_output', params: { thread_id, result: {} } },
  { type: 'threads.add_structured_input', params: { thread_id, item_id, input: {} } },
  { type: 'threads.retry_after_item', params: { thread_id, item_id } },
  { type: 'threads.custom_action', params: { thread_id, item_id, action: { type: 'x' } } },
  { type: 'threads.sync_custom_action', params: { thread_id, item_id, action: { type: 'x' } } },
  { type: 'threads.get_by_id', params: { thread_id } },
  { type: 'threads.list', params: { after: thread_id } },
  { type: 'threads.update', params: { thread_id, title: 'mine' } },
  { type: 'threads.delete', params: { thread_id } },
  { type: 'threads.stop', params: { thread_id } },
  { type: 'items.list', params: { thread_id } },
  { type: 'items.feedback', params: { thread_id, item_ids: [item_id], kind: 'positive' } },
  { type: 'attachments.delete', params: { attachment_id } },
];

test.each(operations('', '', '').map(({ type }, index) => ({ type, index })))(
  '$type on what is somebody else’s answers as for what is missing',
  async ({ index }) => {
    const foreign = await bob.post(operations(threadId, messageId, attachment.id)[index]);
    const missing = await bob.post(operations(MISSING.thread, MISSING.item, MISSING.attachment)[index]);
    expect([foreign.status, await foreign.text()]).toEqual([missing.status, await missing.text()]);
    expect([200, 400, 404]).toContain(foreign.status);
  },
);

test('after all of that the owner has everything as it was', async () => {
  const thread = await alice.thread(threadId);
  expect(thread.title).toBe('Hello, a secret of mine');
  expect(thread.items.data.map((item) => item.id)).toContain(messageId);
  expect((await bob.call<{ data: unknown[] }>('threads.list')).data).toEqual([]);
  const message = input('mine', { attachments: [attachment.id] });
  expect((await alice.post({ type: 'threads.create', params: { input: message } })).status).toBe(200);
});

test.each(operations('', '', '').map(({ type }, index) => ({ type, index })))(
  '$type with a forged X-User-ID is refused',
  async ({ index }) => {
    const forged = bob.with({ 'x-user-id': 'demo:alice' });
    expect((await forged.post(operations(threadId, messageId, attachment.id)[index])).status).toBe(403);
  },
);

test('X-User-ID that is the verified subject is accepted', async () => {
  expect(
    (await bob.with({ 'x-user-id': 'demo:bob' }).post({ type: 'threads.list', params: {} })).status,
  ).toBe(200);
});

test('nobody is nobody: without a session, with a forged one, with an unknown token', async () => {
  const request = { type: 'threads.list', params: {} };
  const anonymous = new Headers({ 'content-type': 'application/json' });
  const ask = (headers: HeadersInit) =>
    fetch(`${app.url}/api/chatkit`, { method: 'POST', headers, body: JSON.stringify(request) });
  expect((await ask(anonymous)).status).toBe(401);
  expect((await ask({ 'content-type': 'application/json', 'x-user-id': 'demo:alice' })).status).toBe(401);
  expect(
    (await ask({ 'content-type': 'application/json', cookie: 'next-auth.session-token=forged' })).status,
  ).toBe(401);
  expect((await ask({ 'content-type': 'application/json', authorization: 'Bearer forged' })).status).toBe(
    401,
  );
  expect(
    (await ask({ 'content-type': 'application/json', ...alice.headers, authorization: 'Bearer forged' }))
      .status,
  ).toBe(401);
});

test('a page of another origin cannot act with the student’s cookie', async () => {
  const request = { type: 'threads.list', params: {} };
  expect((await alice.with({ origin: 'https://evil.example' }).post(request)).status).toBe(403);
  expect((await alice.with({ origin: 'null' }).post(request)).status).toBe(403);
});
