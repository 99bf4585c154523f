import { describe, expect, test } from 'vitest';
import { MemoryStore } from '@/lib/chatkit/store/memory-store';
import { localRun } from '@/tests/support/local-run';
import { input, threadIdOf } from '../support/chat-client';
import { done, questions, toolCall, widget } from '../support/sample-items';
import { SampleAttachments, SampleServer, silence } from '../support/sample-server';

/** Trap T3 (spec section 10): the server asks whose things are whose, whatever the store says. */

const alice = { userId: 'alice' };
const mallory = { userId: 'mallory' };

/** Does everything for Alice, whoever asks. */
function forgetfulStore(): MemoryStore {
  return new Proxy(new MemoryStore(), {
    get(store, name) {
      const method: unknown = Reflect.get(store, name);
      if (typeof method !== 'function') return method;
      return (_anybody: unknown, ...rest: unknown[]) => Reflect.apply(method, store, [alice, ...rest]);
    },
  });
}

/** A thread of Alice with something in it that every operation can be about, and a file of hers that is in no thread. */
async function belongings() {
  const attachmentStore = new SampleAttachments();
  const server = new SampleServer({ store: forgetfulStore(), attachmentStore });
  server.respondWith = async function* (thread) {
    for (const make of [widget, questions]) yield done(make(thread.id));
    yield done(toolCall(thread.id, 'tc_1'));
  };
  const threadId = threadIdOf(await server.stream('threads.create', { input: input('hello') }));
  const file = { name: 'a', size: 3, mime_type: 'text/plain' };
  const { id: attachmentId } = await server.call<{ id: string }>('attachments.create', file);
  const message = (await server.stored(threadId))[0]?.id ?? '';
  return { server, attachmentStore, threadId, attachmentId, message };
}

type Belongings = Awaited<ReturnType<typeof belongings>>;

/** What Mallory is told, and what she is told about what never was. */
async function answers({ server }: Belongings, type: string, params: object, missing: object) {
  const told = await server.post(type, params, mallory);
  const reference = await server.post(type, missing, mallory);
  return {
    told: { status: told.status, text: await told.text() },
    reference: { status: reference.status, text: await reference.text() },
  };
}

describe('with a store that gives everything to everybody', () => {
  const constant = (params: object) => () => params;

  test.each([
    ['threads.add_user_message', constant({ input: input('hi') })],
    ['threads.add_client_tool_output', constant({ result: 1 })],
    ['threads.add_structured_input', constant({ item_id: 'msg_questions', input: {} })],
    ['threads.retry_after_item', ({ message }: Belongings) => ({ item_id: message })],
    ['threads.custom_action', constant({ item_id: 'wid_1', action: { type: 'go' } })],
    ['threads.sync_custom_action', constant({ item_id: 'wid_1', action: { type: 'go' } })],
    ['threads.get_by_id', constant({})],
    ['threads.update', constant({ title: 'mine' })],
    ['items.list', constant({})],
    ['items.feedback', constant({ item_ids: ['wid_1'], kind: 'positive' })],
  ])('%s is refused as for a missing thread, and changes nothing', async (type, given) => {
    const owned = await belongings();
    const { server, threadId: thread_id } = owned;
    const before = [await server.stored(thread_id), await server.store.loadThread(alice, thread_id)];
    const params = given(owned);
    const { told, reference } = await answers(
      owned,
      type,
      { thread_id, ...params },
      { thread_id: 'thr_none', ...params },
    );
    expect(told).toEqual(reference);
    expect(told.status).toBe(404);
    const after = [await server.stored(thread_id), await server.store.loadThread(alice, thread_id)];
    expect(after).toEqual(before);
    expect(server.responded).toHaveLength(1);
    expect(server.feedback).toEqual([]);
  });

  test('threads.list names no thread of somebody else', async () => {
    const { server, threadId } = await belongings();
    const told = await (await server.post('threads.list', {}, mallory)).text();
    expect(told).not.toContain(threadId);
    const after = await (await server.post('threads.list', { after: threadId }, mallory)).text();
    expect(after).not.toContain(threadId);
  });

  test('threads.delete answers as for a missing thread, and deletes nothing', async () => {
    const owned = await belongings();
    const { threadId: thread_id, server } = owned;
    const { told, reference } = await answers(
      owned,
      'threads.delete',
      { thread_id },
      { thread_id: 'thr_none' },
    );
    expect(told).toEqual(reference);
    expect(await server.stored(thread_id)).toHaveLength(4);
  });

  test('threads.stop answers as for a missing thread, and stops nothing', async () => {
    const owned = await belongings();
    const { threadId: thread_id, server } = owned;
    server.respondWith = async function* (_thread, _message, signal) {
      await silence(signal);
      yield* [];
    };
    const going = await server.post('threads.add_user_message', { thread_id, input: input('more') });
    const run = localRun(server, going);
    const { told, reference } = await answers(
      owned,
      'threads.stop',
      { thread_id },
      { thread_id: 'thr_none' },
    );
    expect(told).toEqual(reference);
    expect(run.stopReason).toBeUndefined();
    await run.stop('requested');
  });

  test('attachments.delete answers as for a missing file, and deletes nothing', async () => {
    const owned = await belongings();
    const { server, attachmentStore, attachmentId } = owned;
    const { told, reference } = await answers(
      owned,
      'attachments.delete',
      { attachment_id: attachmentId },
      { attachment_id: 'atc_none' },
    );
    expect(told).toEqual(reference);
    expect(attachmentStore.deleted).toEqual([]);
    expect((await server.store.loadAttachment(alice, attachmentId)).owner).toBe('alice');
  });

  test('threads.create refuses a file of somebody else as a missing one, and binds it to no thread', async () => {
    const owned = await belongings();
    const { server, attachmentId } = owned;
    const withFile = (id: string) => ({ input: input('mine', { attachments: [id] }) });
    const { told, reference } = await answers(
      owned,
      'threads.create',
      withFile(attachmentId),
      withFile('atc_none'),
    );
    expect(told).toEqual(reference);
    expect(told.status).toBe(404);
    const { owner, value } = await server.store.loadAttachment(alice, attachmentId);
    expect([owner, value.thread_id]).toEqual(['alice', undefined]);
  });
});
