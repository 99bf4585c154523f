import { describe, expect, test } from 'vitest';
import type { Thread, ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { AwayRunStore } from '../../support/away-run-store';
import { input, threadIdOf } from '../../support/chat-client';
import { gate } from '../../support/gate';
import { SampleServer } from '../../support/sample-server';

/** The store of the conversations is there, that of their turns is not. */
async function answering() {
  const runStore = new AwayRunStore();
  const server = new SampleServer({ runStore, graceMs: 50 });
  const { opened, open } = gate();
  server.respondWith = async function* (thread): AsyncGenerator<ThreadStreamEvent> {
    yield { type: 'progress_update', text: thread.id };
    await opened;
  };
  const response = await server.post('threads.create', { input: input('Hello') });
  const stream = response.body?.getReader();
  let text = '';
  while (!text.includes('progress_update')) text += new TextDecoder().decode((await stream?.read())?.value);
  const threadId = /"(thr_[^"]+)"/.exec(text)?.[1] ?? '';
  const runId = response.headers.get('x-chatkit-run-id');
  const read = () => server.post('threads.get_by_id', { thread_id: threadId });
  return { server, runStore, threadId, runId, open, read };
}

describe('while the store of runs is away', () => {
  test('a conversation is read, with the turn of this process that goes on in it', async () => {
    const { runStore, runId, open, read } = await answering();
    runStore.isAway = true;
    const response = await read();
    expect([response.status, response.headers.get('x-chatkit-active-run')]).toEqual([200, runId]);
    open();
  });

  test('a turn of this process is stopped, and nobody waits for its end to be stored', async () => {
    const { server, runStore, threadId, open } = await answering();
    runStore.isAway = true;
    expect(await server.call('threads.stop', { thread_id: threadId })).toEqual({});
    open();
    expect(server.errors).toEqual([expect.objectContaining({ code: 'unavailable' })]);
  });

  test('a conversation whose turns cannot be forgotten is not deleted; later it is', async () => {
    const runStore = new AwayRunStore();
    const server = new SampleServer({ runStore, graceMs: 50 });
    const threadId = threadIdOf(await server.stream('threads.create', { input: input('Hello') }));
    const remove = () => server.call('threads.delete', { thread_id: threadId });
    const read = () => server.call<Thread>('threads.get_by_id', { thread_id: threadId });
    runStore.isAway = true;
    await expect(remove()).rejects.toThrow();
    expect((await read()).id).toBe(threadId);
    runStore.isAway = false;
    await remove();
    await expect(read()).rejects.toThrow();
  });
});
