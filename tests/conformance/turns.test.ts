import { describe, expect } from 'vitest';
import { generateId } from '@/lib/chatkit/ids';
import type {
  ThreadItem,
  ThreadMetadata,
  ThreadStreamEvent,
  WidgetRoot,
  Workflow,
} from '@/lib/chatkit/protocol';
import { streamWidget } from '@/lib/chatkit/widgets/stream-widget';
import { localRun } from '@/tests/support/local-run';
import { input, readEvents, threadIdOf } from '../support/chat-client';
import { added, answer, card, done, textDelta, toolCall, userMessage, widget } from '../support/sample-items';
import { SampleServer, silence } from '../support/sample-server';
import { behaviour } from './catalogue/behaviour';
import { P, short, shorthand } from './catalogue/shorthand';

async function created(server: SampleServer, more: object = {}) {
  const events = await server.stream('threads.create', { input: input('hello', more) });
  return { events, threadId: threadIdOf(events) };
}

/** Reads a turn until it says nothing more, then leaves, as a browser that closes its connection. */
async function leaveAfter(server: SampleServer, count: number) {
  const response = await server.post('threads.create', { input: input('hello') });
  const run = localRun(server, response);
  const events: ThreadStreamEvent[] = [];
  for await (const event of readEvents(response)) {
    events.push(event);
    if (events.length === count) break;
  }
  await run.finished;
  return { events, stored: await server.stored(threadIdOf(events)), run };
}

const lastThread = (events: ThreadStreamEvent[]) => {
  const last = events.at(-1);
  if (last?.type !== 'thread.updated') throw new Error('no thread.updated at the end');
  return last.thread;
};

/** A turn that only changes the thread. */
async function changing(change: (thread: ThreadMetadata) => void) {
  const server = new SampleServer();
  server.respondWith = async function* (thread) {
    change(thread);
    yield* [];
  };
  const { events, threadId } = await created(server);
  const { value: stored } = await server.store.loadThread({ userId: 'alice' }, threadId);
  return { events, stored };
}

describe('a turn that is stopped', () => {
  behaviour(1, 'keeps what was said, and a hidden marker', async () => {
    const server = new SampleServer();
    const cancelled: boolean[] = [];
    server.respondWith = async function* (thread, _message, signal) {
      yield added(answer(thread.id, 'msg_a', 'Hello, '));
      yield textDelta('msg_a', 'World!');
      await silence(signal);
      cancelled.push(signal.aborted);
    };
    const { events, stored, run } = await leaveAfter(server, 5);
    expect(short(events)).toEqual([...P, 'IA(assistant_message)', 'IU[text_delta]']);
    expect(run.stopReason).toBe('disconnected');
    expect(cancelled).toEqual([true]);
    expect(stored.slice(1)).toEqual([
      answer(run.threadId, 'msg_a', 'Hello, World!'),
      expect.objectContaining({ type: 'sdk_hidden_context', content: expect.any(String) }),
      expect.objectContaining({ type: 'turn_end', reason: 'stopped' }),
    ]);
  });

  behaviour(2, 'keeps no message that said nothing', async () => {
    const server = new SampleServer();
    server.respondWith = async function* (thread, _message, signal) {
      yield added(answer(thread.id, 'msg_a', ''));
      await silence(signal);
    };
    const { events, stored } = await leaveAfter(server, 4);
    expect(short(events)).toEqual([...P, 'IA(assistant_message)']);
    expect(stored.map((item) => item.type)).toEqual(['user_message', 'sdk_hidden_context', 'turn_end']);
  });
});

describe('a turn', () => {
  behaviour(3, 'holds a task once that the producer adds to its own object, too', async () => {
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
      const task = { type: 'custom' as const, title: 'foo', status_indicator: 'none' as const };
      yield added(item);
      yield {
        type: 'thread.item.updated',
        item_id: 'wf_1',
        update: { type: 'workflow.task.added', task_index: 0, task },
      };
      workflow.tasks.push(task);
      yield done(item);
    };
    // Read only when the producer is through with its object.
    const response = await server.post('threads.create', { input: input('hello') });
    await localRun(server, response).finished;
    const events: ThreadStreamEvent[] = [];
    for await (const event of readEvents(response)) events.push(event);
    expect(short(events)).toEqual([...P, 'IA(workflow)', 'IU[workflow.task.added]', 'ID(workflow)']);
    const [begun, grown, ended] = events.slice(3);
    const task = { type: 'custom', title: 'foo', status_indicator: 'none' };
    expect(begun).toHaveProperty('item.workflow.tasks', []);
    expect(grown).toHaveProperty('update', { type: 'workflow.task.added', task_index: 0, task });
    expect(ended).toHaveProperty('item.workflow.tasks', [task]);
    expect((await server.stored(threadIdOf(events))).at(-1)).toHaveProperty('workflow.tasks', [task]);
  });

  behaviour(4, 'and feedback on it are given the context of their request', async () => {
    const server = new SampleServer();
    server.respondWith = async function* (thread) {
      yield done(answer(thread.id, 'msg_a'));
    };
    const events = await server.stream(
      'threads.create',
      { input: input('hello') },
      { metadata: { tab: 'left' } },
    );
    expect(short(events)).toEqual([...P, 'ID(assistant_message)']);
    await server.post(
      'items.feedback',
      { thread_id: threadIdOf(events), item_ids: ['msg_a'], kind: 'positive' },
      { metadata: { tab: 'left' } },
    );
    const context = { principal: { userId: 'alice' }, requestId: 'test', metadata: { tab: 'left' } };
    expect(server.contexts).toEqual([context, context]);
  });

  behaviour(5, 'carries the quoted text with the message, and has no title by itself', async () => {
    const server = new SampleServer();
    const { events, threadId } = await created(server, { quoted_text: 'the quote' });
    expect(short(events)).toEqual(P);
    expect(events[0]).not.toHaveProperty('thread.title');
    expect((await server.store.loadThread({ userId: 'alice' }, threadId)).value).not.toHaveProperty('title');
    expect(events[1]).toMatchObject({
      item: { content: [{ type: 'input_text', text: 'hello' }], quoted_text: 'the quote' },
    });
  });

  behaviour(6, 'that gives the thread a title announces and stores it', async () => {
    const { events, stored } = await changing((thread) => {
      thread.title = 'ROS 2';
    });
    expect(short(events)).toEqual([...P, 'TU']);
    expect([lastThread(events).title, stored.title]).toEqual(['ROS 2', 'ROS 2']);
  });

  behaviour(7, 'that changes only the metadata announces the thread and stores them', async () => {
    const { events, stored } = await changing((thread) => {
      thread.metadata.step = { at: null };
    });
    expect(short(events)).toEqual([...P, 'TU']);
    expect([lastThread(events).metadata, stored.metadata]).toEqual([{}, { step: { at: null } }]);
  });

  behaviour(8, 'that locks the thread announces and stores the reason', async () => {
    const status = { type: 'locked' as const, reason: 'exam' };
    const { events, stored } = await changing((thread) => {
      thread.status = status;
    });
    expect(short(events)).toEqual([...P, 'TU']);
    expect([lastThread(events).status, stored.status]).toEqual([status, status]);
  });

  behaviour(9, 'that sets the image domains announces and stores them', async () => {
    const { events, stored } = await changing((thread) => {
      thread.allowed_image_domains = ['a.example'];
    });
    expect(short(events)).toEqual([...P, 'TU']);
    expect([lastThread(events).allowed_image_domains, stored.allowed_image_domains]).toEqual([
      ['a.example'],
      ['a.example'],
    ]);
  });

  behaviour(10, 'whose thread has no image domains never names the field', async () => {
    const server = new SampleServer();
    server.respondWith = async function* (thread) {
      thread.title = 'new';
      yield* [];
    };
    const response = await server.post('threads.create', { input: input('hello') });
    const json = await response.text();
    expect(json).toMatch(/"type":"thread.created".*"type":"thread.updated".*"title":"new"/s);
    expect(json).not.toContain('allowed_image_domains');
  });

  behaviour(11, 'announces a title right after the event before which it was set', async () => {
    const server = new SampleServer();
    server.respondWith = async function* (thread) {
      yield done(answer(thread.id, 'A'));
      thread.title = 'between';
      yield done(answer(thread.id, 'B'));
      yield done(answer(thread.id, 'C'));
    };
    const { events, threadId } = await created(server);
    const ids = events.map((event) => (event.type === 'thread.item.done' ? event.item.id : shorthand(event)));
    expect(ids.slice(3)).toEqual(['A', 'B', 'TU', 'C']);
    expect((await server.store.loadThread({ userId: 'alice' }, threadId)).value.title).toBe('between');
  });

  behaviour(12, 'can end in a client tool call, and goes on with its output', async () => {
    const server = new SampleServer();
    server.respondWith = async function* (thread, message) {
      yield done(message ? toolCall(thread.id, 'tc_1') : answer(thread.id, 'msg_a'));
    };
    const { events, threadId } = await created(server);
    expect(short(events)).toEqual([...P, 'ID(client_tool_call)']);
    expect(events.at(-1)).toEqual(done(toolCall(threadId, 'tc_1')));
    const next = await server.stream('threads.add_client_tool_output', {
      thread_id: threadId,
      result: { opened: true },
    });
    expect(short(next)).toEqual(['SO', 'ID(assistant_message)']);
    expect(server.responded.map((message) => message?.type)).toEqual(['user_message', undefined]);
  });

  behaviour(13, 'shows progress', async () => {
    const server = new SampleServer();
    server.respondWith = async function* (thread) {
      yield { type: 'progress_update', icon: 'search', text: 'Searching' };
      yield done(answer(thread.id, 'msg_a'));
    };
    const { events } = await created(server);
    expect(short(events)).toEqual([...P, 'PU', 'ID(assistant_message)']);
    expect(events[3]).toEqual({ type: 'progress_update', icon: 'search', text: 'Searching' });
  });

  /** The events of a widget that passes through states. */
  const streaming = (states: WidgetRoot[]) => {
    const server = new SampleServer();
    server.respondWith = async function* (thread) {
      const options = { threadId: thread.id, generateId, now: () => new Date() };
      yield* streamWidget(
        (async function* () {
          yield* states;
        })(),
        options,
      );
    };
    return created(server);
  };

  behaviour(34, 'streams the text of a widget in pieces', async () => {
    const { events } = await streaming(['', 'Hel', 'Hello,', 'Hello, world'].map(card));
    const value = 'IU[widget.streaming_text.value_delta]';
    expect(short(events)).toEqual([...P, 'IA(widget)', value, value, value, 'ID(widget)']);
    const deltas = events.map((event) =>
      event.type === 'thread.item.updated' && event.update.type === 'widget.streaming_text.value_delta'
        ? event.update.delta
        : '',
    );
    expect(deltas.filter(Boolean)).toEqual(['Hel', 'lo,', ' world']);
    expect(events[3]).toHaveProperty('item.widget', card(''));
    expect(events.at(-1)).toHaveProperty('item.widget', card('Hello, world'));
  });

  behaviour(35, 'replaces a widget whose text does not just grow', async () => {
    const { events } = await streaming(['Hello', 'World'].map(card));
    expect(short(events)).toEqual([...P, 'IA(widget)', 'IU[widget.root.updated]', 'ID(widget)']);
    const [begun, update, ended] = events.slice(3);
    expect(begun).toHaveProperty('item.widget', card('Hello'));
    expect(update).toHaveProperty('update', { type: 'widget.root.updated', widget: card('World') });
    expect(ended).toHaveProperty('item.widget', card('World'));
  });

  behaviour(37, 'can take an item back', async () => {
    const server = new SampleServer();
    server.respondWith = async function* (thread) {
      yield done(userMessage(thread.id, 'msg_x'));
      yield { type: 'thread.item.removed', item_id: 'msg_x' };
    };
    const { events, threadId } = await created(server);
    expect(short(events)).toEqual([...P, 'ID(user_message)', 'IR']);
    const listed = await server.call('items.list', { thread_id: threadId });
    expect(JSON.stringify(listed)).not.toContain('msg_x');
  });

  behaviour(38, 'that fails at once says so, and the stream ends', async () => {
    const server = new SampleServer();
    server.respondWith = () => {
      throw new Error('at once');
    };
    const { events } = await created(server);
    expect(short(events)).toEqual([...P, 'ERR(stream.error)']);
    expect(events.at(-1)).toEqual({ type: 'error', code: 'stream.error', allow_retry: true });
    expect(server.errors).toEqual([new Error('at once')]);
  });

  behaviour(39, 'can replace an item by one of another kind', async () => {
    const server = new SampleServer();
    server.respondWith = async function* (thread) {
      yield done(userMessage(thread.id, 'X'));
      yield { type: 'thread.item.replaced', item: answer(thread.id, 'X') };
    };
    const { events, threadId } = await created(server);
    expect(short(events)).toEqual([...P, 'ID(user_message)', 'IP(assistant_message)']);
    expect((await server.stored(threadId)).at(-1)).toEqual(answer(threadId, 'X'));
  });

  behaviour(40, 'can replace a widget', async () => {
    const server = new SampleServer();
    server.respondWith = async function* (thread) {
      yield done(widget(thread.id, 'X', card('old')));
      yield { type: 'thread.item.replaced', item: widget(thread.id, 'X', card('new')) };
    };
    const { events, threadId } = await created(server);
    expect(short(events)).toEqual([...P, 'ID(widget)', 'IP(widget)']);
    expect((await server.stored(threadId)).at(-1)).toEqual(widget(threadId, 'X', card('new')));
  });
});

describe('a retry', () => {
  const answering = () => {
    const server = new SampleServer();
    server.respondWith = async function* (thread) {
      yield done(answer(thread.id, `msg_${server.responded.length}`));
    };
    return server;
  };

  behaviour(41, 'answers the same message again', async () => {
    const server = answering();
    const { threadId } = await created(server);
    const [message] = await server.stored(threadId);
    const events = await server.stream('threads.retry_after_item', {
      thread_id: threadId,
      item_id: message?.id,
    });
    expect(short(events)).toEqual(['SO', 'ID(assistant_message)']);
    expect(server.responded).toEqual([message, message]);
    expect((await server.stored(threadId)).map((item) => item.id)).toEqual([message?.id, 'msg_2']);
  });

  behaviour(42, 'of what is not a message of the person is refused', async () => {
    const server = answering();
    const { threadId } = await created(server);
    const refused = await server.post('threads.retry_after_item', { thread_id: threadId, item_id: 'msg_1' });
    expect([refused.status, await refused.json()]).toEqual([
      400,
      { error: { code: 'invalid_request', message: 'Only a message of yours can be answered again.' } },
    ]);
    expect(await server.stored(threadId)).toHaveLength(2);
  });

  behaviour(43, 'of the second message leaves the first turn alone', async () => {
    const server = answering();
    const { threadId } = await created(server);
    await server.stream('threads.add_user_message', { thread_id: threadId, input: input('more') });
    const before = await server.stored(threadId);
    const events = await server.stream('threads.retry_after_item', {
      thread_id: threadId,
      item_id: before[2]?.id,
    });
    expect(short(events)).toEqual(['SO', 'ID(assistant_message)']);
    const after = await server.stored(threadId);
    expect(after.slice(0, 3)).toEqual(before.slice(0, 3));
    expect(after.map((item) => item.id).slice(3)).toEqual(['msg_3']);
  });

  behaviour(46, 'passes the chosen tool on, as the first time', async () => {
    const server = answering();
    const { threadId } = await created(server, { inference_options: { tool_choice: { id: 'search' } } });
    const [message] = await server.stored(threadId);
    await server.stream('threads.retry_after_item', { thread_id: threadId, item_id: message?.id });
    expect(server.responded.map((given) => given?.inference_options.tool_choice?.id)).toEqual([
      'search',
      'search',
    ]);
  });
});

describe('a message', () => {
  behaviour(44, 'brings its tool choice to the first turn', async () => {
    const server = new SampleServer();
    await created(server, { inference_options: { tool_choice: { id: 'web_search' } } });
    expect(server.responded[0]?.inference_options.tool_choice?.id).toBe('web_search');
  });

  behaviour(47, 'brings its tool choice to a later turn', async () => {
    const server = new SampleServer();
    server.respondWith = async function* (thread) {
      yield done(answer(thread.id, `msg_${server.responded.length}`));
    };
    const { threadId } = await created(server);
    const events = await server.stream('threads.add_user_message', {
      thread_id: threadId,
      input: input('more', { inference_options: { tool_choice: { id: 'retrieval' } } }),
    });
    expect(short(events)).toEqual(['ID(user_message)', 'SO', 'ID(assistant_message)']);
    expect(server.responded[1]?.inference_options.tool_choice?.id).toBe('retrieval');
  });

  behaviour(48, 'and its thread have ids of the generator that the server was given', async () => {
    let count = 0;
    const server = new SampleServer({
      generateId: (kind, threadId) => {
        count += 1;
        return kind === 'thread' ? `thr_custom_${count}` : `${kind}_custom_${count}_${threadId}`;
      },
    });
    const { threadId } = await created(server);
    expect(threadId).toBe('thr_custom_1');
    expect((await server.stored(threadId))[0]?.id).toBe('message_custom_2_thr_custom_1');
  });
});
