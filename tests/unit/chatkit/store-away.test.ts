import { expect, test } from 'vitest';
import type { ThreadItem } from '@/lib/chatkit/protocol';
import { MemoryRunStore, SharedRuns } from '@/lib/chatkit/runs/memory-run-store';
import { Unavailable } from '@/lib/chatkit/server/errors';
import { MemoryStore } from '@/lib/chatkit/store/memory-store';
import { input, streamedText, threadIdOf } from '../../support/chat-client';
import { added, answer, done, textDelta } from '../../support/sample-items';
import { SampleServer } from '../../support/sample-server';

/** A store of conversations that is away while it is told so. */
class LeavingStore extends MemoryStore {
  isAway = false;

  override async addItem(...given: Parameters<MemoryStore['addItem']>): Promise<void> {
    if (this.isAway) throw new Unavailable();
    await super.addItem(...given);
  }
}

const texts = (items: ThreadItem[]) =>
  items.map((item) =>
    item.type === 'assistant_message' ? item.content.map(({ text }) => text).join('') : item.type,
  );

function answering(maxOutageMs: number) {
  const store = new LeavingStore();
  // Whoever looks takes a turn that nobody works on for lost.
  const runStore = new MemoryRunStore('one', {
    shared: new SharedRuns(),
    silentAfterMs: -1,
    suspectedMs: -1,
  });
  const server = new SampleServer({ store, runStore, maxOutageMs });
  server.respondWith = async function* (thread) {
    yield added(answer(thread.id, 'msg_a', ''));
    yield textDelta('msg_a', 'Hello, World!');
    store.isAway = true;
    yield done(answer(thread.id, 'msg_a', 'Hello, World!'));
  };
  return { server, store };
}

test('an answer that ends while the store is away is stored when it is back', async () => {
  const { server, store } = answering(60_000);
  const streaming = server.stream('threads.create', { input: input('hello') });
  await expect.poll(() => store.isAway).toBe(true);
  store.isAway = false;
  const events = await streaming;
  expect(events.map(({ type }) => type)).not.toContain('error');
  expect(texts(await server.stored(threadIdOf(events)))).toEqual(['user_message', 'Hello, World!']);
});

test('if it is away for too long, the student reads so, and what was logged is stored by whoever notices', async () => {
  const { server, store } = answering(1);
  const events = await server.stream('threads.create', { input: input('hello') });
  expect(streamedText(events)).toBe('Hello, World!');
  expect(events.at(-1)).toMatchObject({
    type: 'error',
    code: 'custom',
    message: expect.stringContaining('could not be saved'),
  });
  const threadId = threadIdOf(events);
  expect(texts(await server.stored(threadId))).toEqual(['user_message']);
  store.isAway = false;
  // Noticed, and then closed.
  await expect
    .poll(() =>
      server.runs
        .closeLostRuns()
        .then(() => server.stored(threadId))
        .then(texts),
    )
    .toEqual(['user_message', 'Hello, World!', 'turn_end']);
  server.respondWith = async function* (thread) {
    yield done(answer(thread.id, 'msg_b', 'Hello again'));
  };
  const next = await server.stream('threads.add_user_message', {
    thread_id: threadId,
    input: input('and now?'),
  });
  expect(next.at(-1)?.type).not.toBe('error');
});
