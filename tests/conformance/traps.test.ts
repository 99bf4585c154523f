import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ThreadItem, ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { CustomStreamError } from '@/lib/chatkit/server/errors';
import { MemoryStore } from '@/lib/chatkit/store/memory-store';
import { localRun } from '@/tests/support/local-run';
import { input, readEvents, threadIdOf } from '../support/chat-client';
import {
  added,
  answer,
  card,
  done,
  hidden,
  questions,
  textDelta,
  toolCall,
  widget,
} from '../support/sample-items';
import { SampleServer, silence } from '../support/sample-server';
import { short } from './catalogue/shorthand';

/** What ours does better than the reference, by the numbers of its traps (spec section 10). */

const alice = { userId: 'alice' };

/** A thread whose first turn left the given items; later turns are `next`. */
async function withTurn(make: (threadId: string) => ThreadItem[], store = new MemoryStore()) {
  const server = new SampleServer({ store });
  server.respondWith = async function* (thread) {
    for (const item of make(thread.id)) yield done(item);
  };
  const threadId = threadIdOf(await server.stream('threads.create', { input: input('hello') }));
  const [message] = await server.stored(threadId);
  const ids = async () => (await server.stored(threadId)).map(({ id }) => id);
  const retry = { thread_id: threadId, item_id: message?.id ?? '' };
  return { server, threadId, ids, retry };
}

/** Resolves when `condition` holds. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}

describe('T4: an answer that is to be given anew', () => {
  test('comes back when the new one fails before it begins, and before any of it is stored', async () => {
    const { server, threadId, ids, retry } = await withTurn((id) => [answer(id, 'msg_old'), hidden(id)]);
    const before = await server.stored(threadId);
    server.respondWith = async function* (thread) {
      yield done({
        type: 'workflow',
        id: 'wf_1',
        thread_id: thread.id,
        created_at: '2026-02-03T10:11:12.000Z',
        workflow: { type: 'custom', tasks: [], expanded: false },
      });
      yield added(answer(thread.id, 'msg_new', 'Half an '));
      throw new CustomStreamError('The model is down.', true);
    };
    const events = await server.stream('threads.retry_after_item', retry);
    expect(short(events)).toEqual(['SO', 'ID(workflow)', 'IA(assistant_message)', 'ERR(custom)']);
    expect(await server.stored(threadId)).toEqual(before);
    server.respondWith = () => {
      throw new Error('at once');
    };
    await server.stream('threads.retry_after_item', retry);
    expect(await ids()).toEqual(before.map(({ id }) => id));
  });

  test('is not there for the hook that answers again', async () => {
    const { server, threadId, retry } = await withTurn((id) => [answer(id, 'msg_old')]);
    let seen: string[] = [];
    server.respondWith = async function* (thread) {
      seen = (await server.stored(threadId)).map(({ id }) => id);
      yield done(answer(thread.id, 'msg_new'));
    };
    await server.stream('threads.retry_after_item', retry);
    expect(seen).toEqual([retry.item_id]);
  });

  test('is replaced by one under the same id', async () => {
    const { server, threadId, retry } = await withTurn((id) => [answer(id, 'msg_a', 'old')]);
    server.respondWith = async function* (thread) {
      yield done(answer(thread.id, 'msg_a', 'new'));
    };
    await server.stream('threads.retry_after_item', retry);
    expect((await server.stored(threadId)).slice(1)).toEqual([answer(threadId, 'msg_a', 'new')]);
  });

  test.each([
    { said: 'nothing', text: '', kept: ['msg_old'] },
    { said: 'something', text: 'Well, ', kept: ['msg_new', 'marker', 'end'] },
  ])('stopped when it had said $said, leaves $kept', async ({ text, kept }) => {
    const { server, threadId, ids, retry } = await withTurn((id) => [answer(id, 'msg_old')]);
    server.respondWith = async function* (thread, _message, signal) {
      yield added(answer(thread.id, 'msg_new', ''));
      yield textDelta('msg_new', text);
      await silence(signal);
    };
    const response = await server.post('threads.retry_after_item', retry);
    for await (const event of readEvents(response)) {
      if (event.type === 'thread.item.updated') break;
    }
    await server.call('threads.stop', { thread_id: threadId });
    expect(
      (await ids())
        .slice(1)
        .map((id) => (id.startsWith('shcx') ? 'marker' : id.startsWith('end') ? 'end' : id)),
    ).toEqual(kept);
  });
});

describe('T5: a run', () => {
  const slow = () => {
    const server = new SampleServer();
    const gate: { open: () => void } = { open: () => undefined };
    const opened = new Promise<void>((resolve) => {
      gate.open = resolve;
    });
    server.respondWith = async function* (thread, _message, signal) {
      yield added(answer(thread.id, 'msg_a', ''));
      yield textDelta('msg_a', 'one ');
      await Promise.race([opened, silence(signal)]);
      if (signal.aborted) return;
      yield textDelta('msg_a', 'two');
      yield done(answer(thread.id, 'msg_a', 'one two'));
    };
    return { server, gate };
  };

  const frames = async (response: Response) =>
    (await response.text())
      .split('\n\n')
      .filter((frame) => frame !== '' && !frame.startsWith(':'))
      .map((frame) => frame.split('\n'));

  test('outlives the connection of a client that can resume, which then gets the rest, once', async () => {
    const { server, gate } = slow();
    const response = await server.post(
      'threads.create',
      { input: input('hello') },
      { headers: { 'X-ChatKit-Resume': '1' } },
    );
    const run = localRun(server, response);
    const runId = run.id;
    const reader = response.body?.getReader();
    const first = new TextDecoder().decode((await reader?.read())?.value);
    expect(first).toMatch(/^id: 1\ndata: \{"type":"thread.created"/);
    await reader?.cancel();
    gate.open();

    const rest = await frames(await server.resume(runId, 3));
    expect(rest.map(([id]) => id)).toEqual(['id: 4', 'id: 5', 'id: 6', 'id: 7']);
    const whole = await frames(await server.resume(runId, 0));
    expect(whole).toHaveLength(7);
    expect(await frames(await server.resume(runId, 7))).toEqual([]);
    expect(run.stopReason).toBeUndefined();
  });

  test('is stopped when the last client of the official wire leaves', async () => {
    const { server } = slow();
    const response = await server.post('threads.create', { input: input('hello') });
    const run = localRun(server, response);
    const second = run.connect({ after: 0, resumable: false });
    await response.body?.cancel();
    expect(run.stopReason).toBeUndefined();
    second.leave();
    await run.finished;
    expect(run.stopReason).toBe('disconnected');
  });

  test('is not found by somebody else, nor one that never was', async () => {
    const { server, gate } = slow();
    const response = await server.post('threads.create', { input: input('hello') });
    const runId = response.headers.get('x-chatkit-run-id') ?? '';
    const texts = await Promise.all(
      [server.resume(runId, 0, 'mallory'), server.resume('run_none', 0)].map(async (answering) => {
        const answered = await answering;
        return [answered.status, await answered.text()];
      }),
    );
    expect(texts[0]).toEqual(texts[1]);
    expect(texts[0]?.[0]).toBe(404);
    gate.open();
    await response.text();
  });

  test('refuses a number that is none', async () => {
    expect((await new SampleServer().resume('run_1', 'x')).status).toBe(400);
    expect((await new SampleServer().resume('run_1', -1)).status).toBe(400);
  });
});

describe('T6: a request with an idempotency key', () => {
  const create = (server: SampleServer, text: string, key: string, userId = 'alice') =>
    server.post('threads.create', { input: input(text) }, { userId, headers: { 'Idempotency-Key': key } });
  const threadOf = async (response: Response) => /"(thr_[0-9a-f]+)"/.exec(await response.text())?.[1];

  test('that is sent again attaches to the first run', async () => {
    const { server } = { server: new SampleServer() };
    const [first, second] = await Promise.all([create(server, 'hi', 'k'), create(server, 'hi', 'k')]);
    expect(first?.headers.get('x-chatkit-run-id')).toBe(second?.headers.get('x-chatkit-run-id'));
    expect([first, second].map((response) => response?.headers.get('idempotency-replayed'))).toEqual([
      null,
      'true',
    ]);
    expect(await threadOf(await create(server, 'hi', 'k'))).toBe(first && (await threadOf(first)));
    expect(server.responded).toHaveLength(1);
  });

  test('is refused with another body, and free for another user', async () => {
    const server = new SampleServer();
    await (await create(server, 'hi', 'k')).text();
    const other = await create(server, 'something else', 'k');
    expect([other.status, await other.json()]).toMatchObject([409, { error: { code: 'conflict' } }]);
    expect((await create(server, 'hi', 'k', 'bob')).headers.get('idempotency-replayed')).toBeNull();
  });

  test('may come again after it was refused', async () => {
    const server = new SampleServer();
    const missing = { thread_id: 'thr_none', input: input('hi') };
    const headers = { 'Idempotency-Key': 'k' };
    for (let time = 0; time < 2; time += 1) {
      expect((await server.post('threads.add_user_message', missing, { headers })).status).toBe(404);
    }
    expect((await create(server, 'hi', '')).status).toBe(400);
    expect((await create(server, 'hi', 'k'.repeat(201))).status).toBe(400);
  });

  test('may carry it in its metadata', async () => {
    const server = new SampleServer();
    const sent = { metadata: { idempotency_key: 'k' } };
    const params = { input: input('hi') };
    await (await server.post('threads.create', params, sent)).text();
    const again = await server.post('threads.create', params, sent);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });
});

describe('T10: what is changed in a stored item', () => {
  test('by updates of a later turn is still so after a reload', async () => {
    const { server, threadId } = await withTurn((id) => [
      widget(id, 'wid_1', card('old')),
      widget(id, 'wid_2', card('other')),
    ]);
    server.actionWith = async function* () {
      for (const delta of [' and', ' new']) {
        yield {
          type: 'thread.item.updated',
          item_id: 'wid_1',
          update: { type: 'widget.streaming_text.value_delta', component_id: 'text', delta, done: false },
        };
      }
      yield {
        type: 'thread.item.updated',
        item_id: 'wid_2',
        update: {
          type: 'widget.component.updated',
          component_id: 'text',
          component: { type: 'Badge', label: 'done' },
        },
      };
    };
    const action = { type: 'go' };
    await server.stream('threads.custom_action', { thread_id: threadId, item_id: 'wid_1', action });
    expect((await server.stored(threadId)).slice(1)).toMatchObject([
      { widget: card('old and new') },
      { widget: { children: [{ type: 'Badge', label: 'done' }] } },
    ]);
  });

  test('by an action that is not streamed is stored, if it is an item of the thread', async () => {
    const { server, threadId } = await withTurn((id) => [widget(id)]);
    const params = { thread_id: threadId, item_id: 'wid_1', action: { type: 'go' } };
    server.syncActionWith = () => ({ updated_item: widget(threadId, 'wid_1', card('new')) });
    await server.call('threads.sync_custom_action', params);
    server.syncActionWith = () => ({ updated_item: widget(threadId, 'wid_none', card('stray')) });
    await server.call('threads.sync_custom_action', params);
    expect((await server.stored(threadId)).slice(1)).toEqual([widget(threadId, 'wid_1', card('new'))]);
  });
});

test('T11: updates and removals of a hidden item stay inside', async () => {
  const server = new SampleServer();
  server.respondWith = async function* (thread) {
    yield added(hidden(thread.id));
    yield textDelta('hid_1', 'psst');
    yield done(hidden(thread.id));
    yield textDelta('hid_1', 'psst');
    yield { type: 'thread.item.removed', item_id: 'hid_1' };
  };
  const events = await server.stream('threads.create', { input: input('hello') });
  expect(short(events)).toEqual(['TC', 'ID(user_message)', 'SO']);
});

describe('T12: a turn that is stopped', () => {
  test('keeps its widget as it stood, its workflow as finished, and the title it gave', async () => {
    const server = new SampleServer();
    server.respondWith = async function* (thread, _message, signal) {
      yield added(widget(thread.id, 'wid_1', card('')));
      yield {
        type: 'thread.item.updated',
        item_id: 'wid_1',
        update: {
          type: 'widget.streaming_text.value_delta',
          component_id: 'text',
          delta: 'Hal',
          done: false,
        },
      };
      yield added({
        type: 'workflow',
        id: 'wf_1',
        thread_id: thread.id,
        created_at: '2026-02-03T10:11:12.000Z',
        workflow: {
          type: 'custom',
          tasks: [{ type: 'custom', title: 'Reading', status_indicator: 'loading' }],
          expanded: false,
        },
      });
      thread.title = 'Given';
      await silence(signal);
    };
    const response = await server.post('threads.create', { input: input('hello') });
    const events: ThreadStreamEvent[] = [];
    for await (const event of readEvents(response)) {
      events.push(event);
      if (event.type === 'thread.item.added' && event.item.type === 'workflow') break;
    }
    const threadId = threadIdOf(events);
    await server.call('threads.stop', { thread_id: threadId });
    expect((await server.stored(threadId)).slice(1)).toMatchObject([
      { type: 'widget', widget: card('Hal') },
      { type: 'workflow', workflow: { tasks: [{ status_indicator: 'none' }], summary: {} } },
      { type: 'sdk_hidden_context' },
      { type: 'turn_end', reason: 'stopped' },
    ]);
    expect((await server.store.loadThread(alice, threadId)).value.title).toBe('Given');
  });
});

describe('T25, T29: questions', () => {
  const submission = { answers: { subject: { values: ['ROS 2'] } } };
  const submit = (server: SampleServer, thread_id: string, given: object = submission) =>
    server.post('threads.add_structured_input', { thread_id, item_id: 'msg_questions', input: given });

  test('of many answers at once, one counts', async () => {
    const { server, threadId } = await withTurn((id) => [questions(id)]);
    server.respondWith = async function* (thread) {
      yield done(answer(thread.id, `msg_${server.responded.length}`));
    };
    const answers = ['ROS 2', 'Gazebo', 'Isaac', 'VLA'].map((value) => ({
      answers: { subject: { values: [value] } },
    }));
    const responses = await Promise.all(answers.map((given) => submit(server, threadId, given)));
    const statuses = responses.map(({ status }) => status);
    await Promise.all(responses.map((response) => response.text()));
    expect(statuses.toSorted()).toEqual([200, 409, 409, 409]);
    const stored = (await server.stored(threadId)).find(({ id }) => id === 'msg_questions');
    expect(stored).toMatchObject({
      inputs: [{ answer: { values: answers[statuses.indexOf(200)]?.answers.subject.values } }, {}],
    });
  });

  test('answered alike again take a turn up that had failed', async () => {
    const { server, threadId } = await withTurn((id) => [questions(id)]);
    server.respondWith = () => {
      throw new Error('down');
    };
    expect(await (await submit(server, threadId)).text()).toContain('stream.error');
    server.respondWith = async function* (thread) {
      yield done(answer(thread.id, 'msg_a'));
    };
    const again = await submit(server, threadId);
    const events: ThreadStreamEvent[] = [];
    for await (const event of readEvents(again)) events.push(event);
    expect(short(events)).toEqual(['SO', 'IP(structured_input)', 'ID(assistant_message)']);

    const third: ThreadStreamEvent[] = [];
    for await (const event of readEvents(await submit(server, threadId))) third.push(event);
    expect(short(third)).toEqual(short(events));
    expect(server.responded).toHaveLength(3);
    expect((await submit(server, threadId, { status: 'skipped' })).status).toBe(409);
  });
});

describe('T26, T29: the output of a client tool', () => {
  const output = (server: SampleServer, thread_id: string, result: unknown) =>
    server.post('threads.add_client_tool_output', { thread_id, result });

  test('of many at once, one counts', async () => {
    const { server, threadId } = await withTurn((id) => [toolCall(id, 'tc_1')]);
    const responses = await Promise.all([1, 2, 3].map((result) => output(server, threadId, result)));
    const statuses = responses.map(({ status }) => status);
    await Promise.all(responses.map((response) => response.text()));
    expect(statuses.toSorted()).toEqual([200, 409, 409]);
    expect((await server.stored(threadId))[1]).toMatchObject({
      output: [1, 2, 3][statuses.indexOf(200)],
    });
  });

  test('sent again with the same result shows what it led to', async () => {
    const { server, threadId } = await withTurn((id) => [toolCall(id, 'tc_1')]);
    server.respondWith = async function* (thread) {
      yield done(answer(thread.id, 'msg_a'));
    };
    const first = await (await output(server, threadId, { ok: true })).text();
    expect(await (await output(server, threadId, { ok: true })).text()).toBe(first);
    expect(server.responded).toHaveLength(2);
    expect(await server.stored(threadId)).toHaveLength(3);
  });
});

test('T31: what a server makes later has a later time', async () => {
  const server = new SampleServer({ store: new MemoryStore(), now: () => new Date(0) });
  const times = Array.from({ length: 100 }, () => server.now().getTime());
  expect(new Set(times).size).toBe(100);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
});

describe('T34: an item that is not one of the protocol', () => {
  test('ends its turn with an error, and is not stored to break the thread', async () => {
    const server = new SampleServer();
    server.respondWith = async function* (thread) {
      const broken = { ...answer(thread.id, 'msg_a'), content: [{ type: 'output_text' }] };
      yield done(JSON.parse(JSON.stringify(broken)));
    };
    const events = await server.stream('threads.create', { input: input('hello') });
    expect(short(events).at(-1)).toBe('ERR(stream.error)');
    const stored = await server.stored(threadIdOf(events));
    expect(stored.map(({ type }) => type)).toEqual(['user_message', 'turn_end']);
  });
});

describe('T35: a client', () => {
  test.each([
    ['that can resume', { 'X-ChatKit-Resume': '1' }],
    ['of the official wire', {}],
  ])('%s hears a comment when nothing else is said', async (_, headers) => {
    const server = new SampleServer({ heartbeatMs: 1 });
    server.respondWith = async function* (_thread, _message, signal) {
      await silence(signal);
      yield* [];
    };
    const params = { input: input('hello') };
    const response = await server.post('threads.create', params, { headers });
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk);
      if (text.includes(': ping\n\n')) break;
    }
    expect(text).toContain(': ping\n\n');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
  });
});

describe('T36: a thread that is deleted while it is answered', () => {
  test('leaves nothing behind, whenever that is', async () => {
    for (const events of [2, 3, 4, 5, 6]) {
      const store = new MemoryStore();
      const server = new SampleServer({ store });
      server.respondWith = async function* (thread, _message, signal) {
        yield added(answer(thread.id, 'msg_a', ''));
        for (let word = 0; word < 3; word += 1) yield textDelta('msg_a', 'word ');
        thread.title = 'late';
        await silence(signal);
      };
      const response = await server.post('threads.create', { input: input('hello') });
      const seen: ThreadStreamEvent[] = [];
      for await (const event of readEvents(response)) {
        seen.push(event);
        if (seen.length === events) await server.call('threads.delete', { thread_id: threadIdOf(seen) });
      }
      const threadId = threadIdOf(seen);
      expect(await server.stored(threadId)).toEqual([]);
      expect((await server.call<{ data: unknown[] }>('threads.list', {})).data).toEqual([]);
      expect(server.errors).toEqual([]);
    }
  });
});

describe('T29: a turn that does not end', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  test('makes the next one say so, and once it is stopped, however often, the next one begins', async () => {
    const server = new SampleServer();
    server.respondWith = async function* (_thread, _message, signal) {
      await silence(signal);
      yield* [];
    };
    const response = await server.post('threads.create', { input: input('hello') });
    await until(() => server.responded.length === 1);
    const run = localRun(server, response);
    const more = { thread_id: run.threadId, input: input('more') };

    const waiting = server.post('threads.add_user_message', more);
    await vi.advanceTimersByTimeAsync(60_000);
    const refused = await waiting;
    expect([refused.status, await refused.json()]).toMatchObject([409, { error: { code: 'conflict' } }]);
    expect(server.responded).toHaveLength(1);

    await Promise.all([run.stop('requested'), run.stop('requested')]);
    expect(await response.text()).not.toContain('"error"');
    server.respondWith = async function* (thread) {
      yield done(answer(thread.id, 'msg_a'));
    };
    const next = await server.stream('threads.add_user_message', more);
    expect(short(next)).toEqual(['ID(user_message)', 'SO', 'ID(assistant_message)']);
  });
});
