import { describe, expect, test, vi } from 'vitest';
import type { Attachment, ThreadItem, ThreadStreamEvent, Workflow } from '@/lib/chatkit/protocol';
import { CustomStreamError, Unavailable } from '@/lib/chatkit/server/errors';
import { MemoryStore } from '@/lib/chatkit/store/memory-store';
import { localRun } from '@/tests/support/local-run';
import { input, readEvents, threadIdOf } from '../../support/chat-client';
import { added, answer, card, done, hidden, questions, toolCall, widget } from '../../support/sample-items';
import { SampleAttachments, SampleServer } from '../../support/sample-server';

/** What hooks, stores and clients may do to a server without doing harm to others. */
const alice = { userId: 'alice' };

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

const types = (events: ThreadStreamEvent[]) => events.map(({ type }) => type);

async function withTurn(make: (threadId: string) => ThreadItem[], server = new SampleServer()) {
  server.respondWith = async function* (thread) {
    for (const item of make(thread.id)) yield done(item);
  };
  const threadId = threadIdOf(await server.stream('threads.create', { input: input('hello') }));
  const [message] = await server.stored(threadId);
  const retry = { thread_id: threadId, item_id: message?.id ?? '' };
  const ids = async () => (await server.stored(threadId)).map(({ id }) => id).slice(1);
  const say = (text: string) =>
    server.post('threads.add_user_message', { thread_id: threadId, input: input(text) });
  return { server, threadId, retry, ids, say };
}

/** A server whose memory of errors is a logger that fails. */
class FailingLogger extends SampleServer {
  constructor() {
    super();
    Object.assign(this.errors, {
      push: () => {
        throw new Error('logger down');
      },
    });
  }
}

describe('a hook', () => {
  test('that changes an event after it was sent changes nothing of it', async () => {
    const server = new SampleServer();
    server.respondWith = async function* (thread) {
      const workflow: Workflow = { type: 'custom', tasks: [], expanded: false };
      const item: ThreadItem = {
        type: 'workflow',
        id: 'wf_1',
        thread_id: thread.id,
        created_at: '2026-02-03T10:11:12.000Z',
        workflow,
      };
      yield added(item);
      workflow.tasks.push({ type: 'custom', title: 'late', status_indicator: 'none' });
    };
    const events = await server.stream('threads.create', { input: input('hello') });
    expect(events[3]).toMatchObject({ item: { workflow: { tasks: [] } } });
  });

  test('that changes what its thread began with changes no other thread', async () => {
    const server = new SampleServer({ threadDefaults: { allowed_image_domains: [] } });
    server.respondWith = async function* (thread) {
      thread.allowed_image_domains?.push('evil.example');
      yield* [];
    };
    await server.stream('threads.create', { input: input('hello') });
    const [created] = await server.stream('threads.create', { input: input('hello') }, { userId: 'bob' });
    expect(created).toMatchObject({ thread: { allowed_image_domains: [] } });
  });

  test('that ignores its signal is given up after a while, and the thread is free', async () => {
    const server = new SampleServer({ graceMs: 5 });
    const { threadId, say } = await withTurn(() => [], server);
    server.onStopped = () => new Promise(() => undefined);
    server.respondWith = async function* (_thread, _message, signal) {
      await untilAborted(signal);
      yield* [];
    };
    const response = await say('again');
    await server.call('threads.stop', { thread_id: threadId });
    await response.text();
    server.respondWith = async function* () {};
    expect((await say('next')).status).toBe(200);
  });

  test('that goes on for ever is stopped', async () => {
    const server = new SampleServer({ maxTurnMs: 5 });
    server.respondWith = async function* (_thread, _message, signal) {
      await untilAborted(signal);
      yield* [];
    };
    const response = await server.post('threads.create', { input: input('hello') });
    const run = localRun(server, response);
    await response.text();
    expect(run.stopReason).toBe('timeout');
  });

  test('that sends what is no JSON ends its turn with an error', async () => {
    const server = new SampleServer();
    server.respondWith = async function* () {
      yield { type: 'client_effect', name: 'count', data: { count: 1n } };
    };
    const events = await server.stream('threads.create', { input: input('hello') });
    expect(types(events).at(-1)).toBe('error');
    expect(server.errors).toHaveLength(1);
  });

  test('whose failure cannot be logged still ends its turn, and the next one begins', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { server, say } = await withTurn(() => [], new FailingLogger());
    server.respondWith = () => {
      throw new Error('broken');
    };
    expect(await (await say('again')).text()).toContain('stream.error');
    expect(await (await say('next')).text()).toContain('stream.error');
    expect(told).toHaveBeenCalled();
    told.mockRestore();
  });

  test.each([{ hook: 'streamOptions' as const }, { hook: 'explain' as const }])(
    '$hook that fails leaves the old answer of a retry',
    async ({ hook }) => {
      const { server, retry, ids } = await withTurn((id) => [answer(id, 'msg_old')]);
      server.respondWith = () => {
        throw new Error('broken');
      };
      server[hook] = () => {
        throw new Error('the hook, too');
      };
      const events = await server.stream('threads.retry_after_item', retry);
      expect(types(events).at(-1)).toBe('error');
      expect(await ids()).toEqual(['msg_old']);
    },
  );

  test('that takes its answer back in a retry leaves the old one', async () => {
    const { server, retry, ids } = await withTurn((id) => [answer(id, 'msg_old')]);
    server.respondWith = async function* (thread) {
      yield done(answer(thread.id, 'msg_new'));
      yield { type: 'thread.item.removed', item_id: 'msg_new' };
      throw new CustomStreamError('withdrawn');
    };
    await server.stream('threads.retry_after_item', retry);
    expect(await ids()).toEqual(['msg_old']);
  });

  test('that fails since the store is away lets the person read so', async () => {
    const server = new SampleServer();
    server.respondWith = () => {
      throw new Unavailable();
    };
    const events = await server.stream('threads.create', { input: input('hello') });
    expect(events.at(-1)).toMatchObject({
      code: 'custom',
      allow_retry: true,
      message: expect.stringContaining('memory'),
    });
  });

  test('keeps the reason of an error whose class another copy of the module made', async () => {
    const server = new SampleServer();
    server.respondWith = () => {
      const brand = { [Symbol.for('robolearn.chatkit.stream-error')]: 'custom', allowRetry: true };
      throw Object.assign(new Error('Please rest.'), brand);
    };
    const events = await server.stream('threads.create', { input: input('hello') });
    expect(events.at(-1)).toMatchObject({ code: 'custom', message: 'Please rest.', allow_retry: true });
  });
});

describe('a turn that waited for another one', () => {
  /** Two messages at once: the second comes while the first is answered. */
  async function twoAtOnce(first: (thread: { metadata: Record<string, unknown>; status: object }) => void) {
    const { server, threadId, say } = await withTurn(() => []);
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    server.respondWith = async function* (thread) {
      await gate;
      first(thread);
      yield* [];
    };
    const one = await say('one');
    await expect.poll(() => server.responded.length).toBe(2);
    server.respondWith = async function* (thread) {
      thread.metadata.second = true;
      yield* [];
    };
    const two = say('two');
    await new Promise((resolve) => setImmediate(resolve));
    go();
    await one.text();
    return { text: await (await two).text(), thread: (await server.store.loadThread(alice, threadId)).value };
  }

  test('knows what that one left in the thread', async () => {
    const { thread } = await twoAtOnce(({ metadata }) => {
      metadata.first = true;
    });
    expect(thread.metadata).toEqual({ first: true, second: true });
  });

  test('is refused when that one locked the thread', async () => {
    const { text } = await twoAtOnce((thread) => {
      Object.assign(thread, { status: { type: 'locked', reason: 'exam' } });
    });
    expect(text).toMatch(/^data: \{"type":"error".*exam/);
  });
});

describe('what is stored', () => {
  test('of a widget with nulls in its lists is what can be read again', async () => {
    const root = { type: 'Card' as const, children: JSON.parse('[null, {"type":"Text","value":"x"}]') };
    const { server, threadId } = await withTurn((id) => [widget(id, 'wid_1', root)]);
    expect((await server.stored(threadId))[1]).toMatchObject({ widget: { children: [{ type: 'Text' }] } });
  });

  test('of a broken update is nothing', async () => {
    const { server, threadId } = await withTurn((id) => [widget(id)]);
    const before = await server.stored(threadId);
    server.actionWith = async function* () {
      const root = JSON.parse('{"type":"Card","children":[{"value":"no type"}]}');
      yield {
        type: 'thread.item.updated',
        item_id: 'wid_1',
        update: { type: 'widget.root.updated', widget: root },
      };
    };
    const action = { type: 'go' };
    const response = await server.post('threads.custom_action', {
      thread_id: threadId,
      item_id: 'wid_1',
      action,
    });
    expect(await response.text()).toContain('stream.error');
    expect(await server.stored(threadId)).toEqual(before);
  });

  test('of text that streams into a widget stands beside what a sync action changed meanwhile', async () => {
    const { server, threadId } = await withTurn((id) => [widget(id, 'wid_1', card('a'))]);
    const params = { thread_id: threadId, item_id: 'wid_1', action: { type: 'go' } };
    server.syncActionWith = (_action, sender) => {
      if (!sender) throw new Error('no sender');
      return { updated_item: { ...sender, copy_text: 'saved' } };
    };
    server.actionWith = async function* () {
      const update = {
        type: 'widget.streaming_text.value_delta',
        component_id: 'text',
        done: false,
      } as const;
      yield { type: 'thread.item.updated', item_id: 'wid_1', update: { ...update, delta: 'b' } };
      await server.call('threads.sync_custom_action', params);
      yield { type: 'thread.item.updated', item_id: 'wid_1', update: { ...update, delta: 'c' } };
    };
    await server.stream('threads.custom_action', params);
    expect((await server.stored(threadId))[1]).toMatchObject({ copy_text: 'saved', widget: card('abc') });
  });

  test('under an unknown id is looked for once', async () => {
    const store = new MemoryStore();
    const server = new SampleServer({ store });
    server.respondWith = async function* () {
      const update = { type: 'widget.root.updated' as const, widget: card('x') };
      for (let time = 0; time < 50; time += 1) {
        yield { type: 'thread.item.updated', item_id: 'none', update };
      }
    };
    const loads = vi.spyOn(store, 'loadItem');
    await server.stream('threads.create', { input: input('hello') });
    expect(loads).toHaveBeenCalledTimes(1);
  });
});

describe('hidden items', () => {
  test('of an earlier turn are taken back without a word', async () => {
    const { server, threadId, say } = await withTurn((id) => [hidden(id)]);
    server.respondWith = async function* () {
      yield { type: 'thread.item.removed', item_id: 'hid_1' };
    };
    expect(await (await say('again')).text()).not.toContain('hid_1');
    expect((await server.stored(threadId)).some(({ id }) => id === 'hid_1')).toBe(false);
  });
});

describe('a stop', () => {
  test('that comes while the turn is being prepared is not lost', async () => {
    const store = new MemoryStore();
    const { server, threadId, say } = await withTurn(() => [], new SampleServer({ store }));
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const addItem = store.addItem.bind(store);
    store.addItem = async (...args) => {
      await gate;
      await addItem(...args);
    };
    const sending = say('again');
    await new Promise((resolve) => setImmediate(resolve));
    const stopping = server.call('threads.stop', { thread_id: threadId });
    go();
    await stopping;
    const response = await sending;
    await response.text();
    expect(server.responded).toHaveLength(1);
  });

  test('of a run that has ended changes nothing of it', async () => {
    const server = new SampleServer();
    let given: AbortSignal | undefined;
    server.respondWith = async function* (_thread, _message, signal) {
      given = signal;
      yield* [];
    };
    const response = await server.post('threads.create', { input: input('hello') });
    const run = localRun(server, response);
    await response.text();
    await run.stop('requested');
    expect([run.stopReason, given?.aborted]).toEqual([undefined, false]);
  });
});

describe('memory', () => {
  test('holds a bounded number of finished runs', async () => {
    const server = new SampleServer();
    const ids: string[] = [];
    for (let count = 0; count < 210; count += 1) {
      const response = await server.post('threads.create', { input: input('hello') });
      await response.text();
      ids.push(response.headers.get('x-chatkit-run-id') ?? '');
    }
    await server.runs.ended(ids.at(-1) ?? '');
    const answers = await Promise.all(ids.map((id) => server.resume(id, 0)));
    const found = ids.filter((_id, index) => answers[index]?.status === 200);
    expect(found).toEqual(ids.slice(-200));
  });

  test('of a deleted conversation is gone, also under its idempotency key', async () => {
    const server = new SampleServer();
    const params = { input: input('secret') };
    const headers = { 'Idempotency-Key': 'k' };
    const response = await server.post('threads.create', params, { headers });
    const runId = response.headers.get('x-chatkit-run-id') ?? '';
    const thread_id = /"(thr_[0-9a-f]+)"/.exec(await response.text())?.[1];
    await server.call('threads.delete', { thread_id });
    expect((await server.resume(runId, 0)).status).toBe(404);
    const again = await server.post('threads.create', params, { headers });
    expect([again.status, await again.text()]).toEqual([409, expect.not.stringContaining('secret')]);
  });

  test('keeps no refusal under an idempotency key', async () => {
    const { server, threadId } = await withTurn(() => []);
    const send = async () => {
      const params = { thread_id: threadId, input: input('now?') };
      const response = await server.post('threads.add_user_message', params, {
        headers: { 'Idempotency-Key': 'k' },
      });
      return response.text();
    };
    await server.store.updateThread(alice, threadId, { status: { type: 'locked', reason: 'exam' } });
    expect(await send()).toContain('exam');
    await server.store.updateThread(alice, threadId, { status: { type: 'active' } });
    expect(await send()).not.toContain('exam');
  });
});

describe('files', () => {
  const withFile = async () => {
    const attachmentStore = new SampleAttachments();
    const server = new SampleServer({ attachmentStore });
    const params = { name: 'a', size: 1, mime_type: 'image/png' };
    const { id } = await server.call<Attachment>('attachments.create', params);
    const events = await server.stream('threads.create', { input: input('see', { attachments: [id] }) });
    return { attachmentStore, server, id, thread_id: threadIdOf(events) };
  };

  test('lose their bytes with their thread, and a failure of that is reported', async () => {
    const { attachmentStore, server, id, thread_id } = await withFile();
    await server.call('threads.delete', { thread_id });
    expect(attachmentStore.deleted).toEqual([id]);
    const other = await withFile();
    other.attachmentStore.deleteAttachment = () => Promise.reject(new Error('disk'));
    expect(await other.server.call('threads.delete', { thread_id: other.thread_id })).toEqual({});
    expect(other.server.errors).toHaveLength(1);
  });

  test('without a fresh link do not keep their conversation from being read', async () => {
    const { attachmentStore, server, id, thread_id } = await withFile();
    Object.assign(attachmentStore, { presentAttachment: () => Promise.reject(new Error('signer')) });
    const thread = await server.call('threads.get_by_id', { thread_id });
    expect(JSON.stringify(thread)).toContain(id);
    expect(server.errors).toHaveLength(1);
  });
});

describe('the wire stays that of the reference', () => {
  test('a limit is brought into its bounds', async () => {
    const server = new SampleServer();
    for (const limit of [200, '500', -3]) {
      expect((await server.post('threads.list', { limit })).status).toBe(200);
    }
    expect((await server.post('threads.list', { limit: 1.5 })).status).toBe(400);
  });

  test('an action of what is no widget is one error event', async () => {
    const { server, threadId } = await withTurn((id) => [answer(id, 'msg_a')]);
    const action = { type: 'go' };
    expect(
      await server.stream('threads.custom_action', { thread_id: threadId, item_id: 'msg_a', action }),
    ).toEqual([{ type: 'error', code: 'stream.error', allow_retry: false }]);
    expect(
      (await server.post('threads.custom_action', { thread_id: threadId, item_id: 'a\u0000', action }))
        .status,
    ).toBe(400);
  });

  test('the same answers again show the turn that they led to, and no later one', async () => {
    const { server, threadId, say } = await withTurn((id) => [questions(id)]);
    server.respondWith = async function* (thread) {
      yield done(answer(thread.id, `msg_${server.responded.length}`));
    };
    const submit = () =>
      server.stream('threads.add_structured_input', {
        thread_id: threadId,
        item_id: 'msg_questions',
        input: {},
      });
    const first = await submit();
    await (await say('and now something else')).text();
    expect(await submit()).toEqual(first);
  });

  test('runs take no number of a generator that counts', async () => {
    let count = 0;
    const server = new SampleServer({
      generateId: (kind) => {
        count += 1;
        return `${kind}_${count}`;
      },
    });
    await server.stream('threads.create', { input: input('one') });
    const events = await server.stream('threads.create', { input: input('two') });
    expect(threadIdOf(events)).toBe('thread_3');
  });
});

test('a stream whose reader never reads does not hold the turn up', async () => {
  const server = new SampleServer();
  server.respondWith = async function* (thread) {
    yield done(toolCall(thread.id, 'tc_1'));
  };
  const response = await server.post('threads.create', { input: input('hello') });
  await localRun(server, response).finished;
  const events: ThreadStreamEvent[] = [];
  for await (const event of readEvents(response)) events.push(event);
  expect(events).toHaveLength(4);
});
