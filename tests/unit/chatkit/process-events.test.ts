import { describe, expect, test } from 'vitest';
import type {
  AssistantMessageItem,
  ThreadItem,
  ThreadMetadata,
  ThreadStreamEvent,
} from '@/lib/chatkit/protocol';
import { CustomStreamError, StreamError, Unavailable } from '@/lib/chatkit/server/errors';
import { type Pipeline, processEvents } from '@/lib/chatkit/server/process-events';
import { MemoryStore } from '@/lib/chatkit/store/memory-store';

const principal = { userId: 'alice' };

const message: AssistantMessageItem = {
  type: 'assistant_message',
  id: 'msg_a',
  thread_id: 'thr_1',
  created_at: '2026-02-03T10:11:12.000Z',
  content: [],
};

const delta = (text: string): ThreadStreamEvent => ({
  type: 'thread.item.updated',
  item_id: message.id,
  update: { type: 'assistant_message.content_part.text_delta', content_index: 0, delta: text },
});

async function run(
  produce: (thread: ThreadMetadata) => AsyncIterable<ThreadStreamEvent>,
  signal = new AbortController().signal,
  more: Partial<Pipeline> = {},
) {
  const store = new MemoryStore();
  const thread: ThreadMetadata = {
    id: 'thr_1',
    created_at: message.created_at,
    status: { type: 'active' },
    metadata: {},
  };
  await store.createThread(principal, thread, []);
  const events: ThreadStreamEvent[] = [];
  const stopped: ThreadItem[][] = [];
  const errors: unknown[] = [];
  const pipeline = processEvents({
    principal,
    store,
    thread,
    produce: () => produce(thread),
    streamOptions: () => ({ allow_cancel: true }),
    signal,
    onStopped: async (pending) => void stopped.push(pending),
    onError: (error) => errors.push(error),
    ...more,
  });
  for await (const event of pipeline) events.push(event);
  const items = (await store.listItems(principal, 'thr_1', { limit: 10, order: 'asc', includeHidden: true }))
    .data;
  return {
    events,
    types: events.map((event) => event.type),
    stopped,
    errors,
    items,
    thread: (await store.loadThread(principal, 'thr_1')).value,
  };
}

describe('the event pipeline', () => {
  test('stores an item when it is done, and announces a changed thread right after the event', async () => {
    const result = await run(async function* (thread) {
      yield { type: 'thread.item.added', item: message };
      yield delta('hi');
      thread.title = 'Greeting';
      yield { type: 'thread.item.done', item: message };
    });
    expect(result.types).toEqual([
      'stream_options',
      'thread.item.added',
      'thread.item.updated',
      'thread.item.done',
      'thread.updated',
    ]);
    expect(result.items).toEqual([message]);
    expect(result.thread.title).toBe('Greeting');
  });

  test('the worked sequence: a failure after a change of the thread', async () => {
    const result = await run(async function* (thread) {
      yield { type: 'thread.item.added', item: message };
      yield delta('hi');
      thread.title = 'Greeting';
      yield { type: 'thread.item.done', item: message };
      thread.status = { type: 'locked' };
      throw new CustomStreamError('Please rest.', true);
    });
    expect(result.types.slice(-3)).toEqual(['thread.updated', 'error', 'thread.updated']);
    expect(result.events.find((event) => event.type === 'error')).toEqual({
      type: 'error',
      code: 'custom',
      message: 'Please rest.',
      allow_retry: true,
    });
    expect(result.errors).toEqual([]);
  });

  test('an unexpected failure says nothing of itself and is reported once', async () => {
    const failure = new Error('secret detail');
    const result = await run(() => {
      throw failure;
    });
    expect(result.events.at(-1)).toEqual({ type: 'error', code: 'stream.error', allow_retry: true });
    expect(result.errors).toEqual([failure]);
  });

  test('other stream errors are not retryable unless they say so', async () => {
    const result = await run(() => {
      throw new StreamError('quota');
    });
    expect(result.events.at(-1)).toEqual({ type: 'error', code: 'quota', allow_retry: false });
  });

  test('what had been said of an answer that broke off is stored, also if the store of runs is away for a moment', async () => {
    const persisted: ThreadItem[][] = [];
    let asked = 0;
    const result = await run(
      async function* () {
        yield { type: 'thread.item.added', item: message };
        throw new CustomStreamError('Out of breath.', true, { keepsAnswer: true });
      },
      undefined,
      {
        hold: {
          confirm: async () => {
            asked += 1;
            if (asked === 1) throw new Unavailable();
          },
          leaveOpen: () => undefined,
        },
        persistPartial: async (pending) => void persisted.push(pending),
      },
    );
    expect(persisted).toEqual([[message]]);
    expect(result.events.at(-1)).toMatchObject({ type: 'error', message: 'Out of breath.' });
    expect(result.errors).toEqual([]);
  });

  test('changed metadata alone is saved and announced, without its content', async () => {
    const result = await run(async function* (thread) {
      thread.metadata = { last: 'x' };
      yield { type: 'progress_update', text: '…' };
    });
    expect(result.types).toEqual(['stream_options', 'progress_update', 'thread.updated']);
    expect(JSON.stringify(result.events)).not.toContain('last');
    expect(result.thread.metadata).toEqual({ last: 'x' });
  });

  test('a stop hands over what was pending, once, as far as it came', async () => {
    const abort = new AbortController();
    const result = await run(async function* () {
      yield { type: 'thread.item.added', item: message };
      yield delta('half an ');
      yield delta('answer');
      abort.abort();
      await new Promise(() => undefined);
    }, abort.signal);
    expect(result.stopped).toHaveLength(1);
    expect(result.stopped[0]).toEqual([
      { ...message, content: [{ type: 'output_text', text: 'half an answer', annotations: [] }] },
    ]);
    expect(result.types).not.toContain('error');
  });

  test('the copies of pending items are not the producer’s objects', async () => {
    const abort = new AbortController();
    const workflow: ThreadItem = {
      type: 'workflow',
      id: 'wf_1',
      thread_id: 'thr_1',
      created_at: message.created_at,
      workflow: { type: 'custom', tasks: [], expanded: false },
    };
    const task = { type: 'custom' as const, title: 'once', status_indicator: 'none' as const };
    const result = await run(async function* () {
      yield { type: 'thread.item.added', item: workflow };
      workflow.workflow.tasks.push(task);
      yield {
        type: 'thread.item.updated',
        item_id: 'wf_1',
        update: { type: 'workflow.task.added', task_index: 0, task },
      };
      abort.abort();
      await new Promise(() => undefined);
    }, abort.signal);
    const [pending] = result.stopped[0] ?? [];
    expect(pending?.type === 'workflow' && pending.workflow.tasks).toEqual([task]);
  });
});
