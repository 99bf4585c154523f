import { describe, expect, test } from 'vitest';
import type { ThreadItem, ThreadStreamEvent, TurnEndItem, TurnEndReason } from '@/lib/chatkit/protocol';
import type { StopReason } from '@/lib/chatkit/runs/run';
import { CustomStreamError } from '@/lib/chatkit/server/errors';
import { MemoryStore } from '@/lib/chatkit/store/memory-store';
import { localRun } from '@/tests/support/local-run';
import { input, readDeclared, readEvents, threadIdOf } from '../../support/chat-client';
import { SampleServer, silence } from '../../support/sample-server';

const DECLARED = { 'X-ChatKit-Resume': '1' };

const answer = (thread_id: string, text: string): ThreadItem => ({
  type: 'assistant_message',
  id: 'msg_a',
  thread_id,
  created_at: '2026-02-03T10:11:12.000Z',
  content: [{ type: 'output_text', text, annotations: [] }],
});
const ending = (thread_id: string, reason: TurnEndReason): TurnEndItem => ({
  type: 'turn_end',
  id: `end_${reason}`,
  thread_id,
  created_at: '2026-02-03T10:11:13.000Z',
  reason,
});
const done = (item: ThreadItem): ThreadStreamEvent => ({ type: 'thread.item.done', item });
const types = (items: ThreadItem[]) => items.map(({ type }) => type);
const ends = (items: ThreadItem[]) =>
  items.flatMap((item) => (item.type === 'turn_end' ? [item.reason] : []));
const items = (events: ThreadStreamEvent[]) =>
  events.flatMap((event) => (event.type === 'thread.item.done' ? [event.item] : []));

const ask = (server: SampleServer, headers: Record<string, string> = DECLARED) =>
  server.post('threads.create', { input: input('Hello') }, { headers });

describe('a turn that is stopped', () => {
  const STOPS: { reason: StopReason; end: TurnEndReason; official: string[] }[] = [
    { reason: 'requested', end: 'stopped', official: [] },
    { reason: 'disconnected', end: 'stopped', official: [] },
    {
      reason: 'timeout',
      end: 'gave_up',
      official: ['The tutor gave up on this answer. Please try again.'],
    },
    { reason: 'shutdown', end: 'broke_off', official: ['The answer broke off. Please try again.'] },
  ];
  const rows = STOPS.flatMap((row) => [true, false].map((declared) => ({ ...row, declared })));

  test.each(rows)(
    '$reason, declared: $declared, ends as $end',
    async ({ reason, declared, end, official }) => {
      const server = new SampleServer();
      server.respondWith = async function* (thread, _message, signal) {
        yield { type: 'thread.item.added', item: answer(thread.id, 'Half of it') };
        await silence(signal);
      };
      const response = await ask(server, declared ? DECLARED : {});
      const run = localRun(server, response);
      for await (const { json } of run.events()) if (json.includes('Half of it')) break;
      await run.stop(reason);
      const events: ThreadStreamEvent[] = [];
      if (declared) events.push(...(await readDeclared(response)));
      else for await (const event of readEvents(response)) events.push(event);
      expect(ends(items(events))).toEqual(declared ? [end] : []);
      const failures = events.flatMap((event) => (event.type === 'error' ? [event.message] : []));
      expect(failures).toEqual(declared ? [] : official);
      expect(ends(await server.stored(run.threadId))).toEqual([end]);
    },
  );

  test('because its thread is deleted leaves nothing to say', async () => {
    const server = new SampleServer();
    server.respondWith = async function* (_thread, _message, signal) {
      yield { type: 'progress_update', text: 'Thinking' };
      await silence(signal);
    };
    const response = await ask(server);
    const run = localRun(server, response);
    await server.call('threads.delete', { thread_id: run.threadId });
    expect(ends(items(await readDeclared(response)))).toEqual([]);
    expect(await server.stored(run.threadId)).toEqual([]);
  });
});

test('one run, read by clients of both kinds: each gets its own form', async () => {
  const server = new SampleServer();
  server.respondWith = async function* (thread) {
    yield done(answer(thread.id, 'Half of it'));
    yield done(ending(thread.id, 'cut'));
  };
  const key = { 'Idempotency-Key': 'once' };
  const ours = await ask(server, { ...key, ...DECLARED });
  const official = await ask(server, key);
  expect(official.headers.get('x-chatkit-run-id')).toBe(ours.headers.get('x-chatkit-run-id'));
  expect(ends(items(await readDeclared(ours)))).toEqual(['cut']);
  const events: ThreadStreamEvent[] = [];
  for await (const event of readEvents(official)) events.push(event);
  expect(types(items(events))).toEqual(['user_message', 'assistant_message']);
  expect(events.at(-1)).toMatchObject({ type: 'error', code: 'custom', allow_retry: false });
});

test('a hook says how its turn ended whenever it knows: it is the last item, and the last word counts', async () => {
  const server = new SampleServer();
  server.respondWith = async function* (thread) {
    yield done(ending(thread.id, 'filtered'));
    yield done(ending(thread.id, 'cut'));
    yield done(answer(thread.id, 'Half of it'));
  };
  const events = await readDeclared(await ask(server));
  expect(types(items(events))).toEqual(['user_message', 'assistant_message', 'turn_end']);
  expect(ends(await server.stored(threadIdOf(events)))).toEqual(['cut']);
});

test.each<[string, Error, boolean, TurnEndReason]>([
  ['before the first word', new Error('no'), false, 'without_words'],
  ['after it', new Error('no'), true, 'broke_off'],
  ['and says how', new CustomStreamError('No.', false, { end: 'refused' }), true, 'refused'],
])('a hook that fails %s', async (_, error, says, end) => {
  const server = new SampleServer();
  server.respondWith = async function* (thread) {
    if (says) yield done(answer(thread.id, 'Half of it'));
    throw error;
  };
  const events = await readDeclared(await ask(server));
  expect(events.at(-2)).toMatchObject({ type: 'error' });
  expect(ends(items(events))).toEqual([end]);
});

test('an action that fails and adds nothing says nothing about the answers before it', async () => {
  const server = new SampleServer();
  server.respondWith = async function* (thread) {
    yield done({ ...answer(thread.id, ''), type: 'widget', widget: { type: 'Card', children: [] } });
  };
  const thread_id = threadIdOf(await readDeclared(await ask(server)));
  server.actionWith = () => {
    throw new Error('no');
  };
  const action = { thread_id, item_id: 'msg_a', action: { type: 'go' } };
  const events = await readDeclared(
    await server.post('threads.custom_action', action, { headers: DECLARED }),
  );
  expect(events.at(-1)).toMatchObject({ type: 'error' });
  expect(ends(await server.stored(thread_id))).toEqual([]);
});

test('an end that cannot be stored is not sent, and fails nothing', async () => {
  class FullStore extends MemoryStore {
    override async addItem(...args: Parameters<MemoryStore['addItem']>): Promise<void> {
      if (args[2].type === 'turn_end') throw new Error('full');
      return super.addItem(...args);
    }
  }
  const server = new SampleServer({ store: new FullStore() });
  server.respondWith = async function* (thread) {
    yield done(answer(thread.id, 'Half of it'));
    yield done(ending(thread.id, 'cut'));
  };
  const events = await readDeclared(await ask(server));
  expect(types(items(events))).toEqual(['user_message', 'assistant_message']);
  expect(events.filter(({ type }) => type === 'error')).toEqual([]);
  expect(server.errors).toEqual([new Error('full')]);
});

test('it takes no opinion, and no answer is given anew after it', async () => {
  const server = new SampleServer();
  server.respondWith = async function* (thread) {
    yield done(answer(thread.id, 'Half of it'));
    yield done(ending(thread.id, 'cut'));
  };
  const thread_id = threadIdOf(await readDeclared(await ask(server)));
  const end = (await server.stored(thread_id)).find(({ type }) => type === 'turn_end');
  const opinion = { thread_id, item_ids: [end?.id], kind: 'positive' };
  expect((await server.post('items.feedback', opinion)).status).toBe(404);
  const retry = { thread_id, item_id: end?.id };
  expect((await server.post('threads.retry_after_item', retry)).status).toBe(400);
});
