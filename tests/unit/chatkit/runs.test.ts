import { describe, expect, test, vi } from 'vitest';
import { generateId } from '@/lib/chatkit/ids';
import { type ThreadStreamEvent, threadStreamEvent } from '@/lib/chatkit/protocol';
import { Calm } from '@/lib/chatkit/runs/calm';
import { MemoryEventLog } from '@/lib/chatkit/runs/memory-event-log';
import { Runs } from '@/lib/chatkit/runs/runs';
import { Conflict } from '@/lib/chatkit/server/errors';

const principal = { userId: 'alice' };
const progress = (text: string): ThreadStreamEvent => ({ type: 'progress_update', text });
const runs = (onError: (error: unknown) => void = () => undefined) =>
  new Runs({ generateId, onError, patienceMs: 20 });

async function texts(events: AsyncIterable<{ json: string }>): Promise<string[]> {
  const seen: string[] = [];
  for await (const { json } of events) {
    const event = threadStreamEvent.parse(JSON.parse(json));
    seen.push(event.type === 'progress_update' ? event.text : event.type);
  }
  return seen;
}

/** Says one thing, then waits to be stopped. */
const endless = async () =>
  async function* (signal: AbortSignal): AsyncGenerator<ThreadStreamEvent> {
    yield progress('begun');
    if (!signal.aborted)
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    yield progress('kept');
  };

describe('an event log', () => {
  test('gives early and late readers the same events, numbered from 1', async () => {
    const log = new MemoryEventLog();
    log.append(JSON.stringify(progress('a')));
    const early = texts(log.read(0));
    log.append(JSON.stringify(progress('b')));
    log.end();
    expect(await early).toEqual(['a', 'b']);
    expect(await texts(log.read(1))).toEqual(['b']);
    expect(await texts(log.read(9))).toEqual([]);
  });

  test('a reader that leaves is let go', async () => {
    const leaving = new AbortController();
    const reading = texts(new MemoryEventLog().read(0, leaving.signal));
    leaving.abort();
    expect(await reading).toEqual([]);
  });
});

describe('calm', () => {
  test('comes when nobody is about to begin, or after a short while; nobody is kept waiting for it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let beginning = 1;
    const calm = new Calm(() => beginning === 0);
    const outcomes: string[] = [];
    const first = calm.wait().then(() => outcomes.push('first'));
    await new Promise((resolve) => setImmediate(resolve));
    vi.advanceTimersByTime(250);
    await first;
    const second = calm.wait().then(() => outcomes.push('second'));
    await new Promise((resolve) => setImmediate(resolve));
    beginning = 0;
    calm.changed();
    await second;
    expect([outcomes, vi.getTimerCount()]).toEqual([['first', 'second'], 0]);
    vi.useRealTimers();
  });
});

describe('runs', () => {
  test('one at a time in a thread; the next may start when it has ended', async () => {
    const all = runs();
    const first = await all.start(principal, 'thr_1', endless);
    await expect(all.start(principal, 'thr_1', endless)).rejects.toThrow(Conflict);
    const elsewhere = await all.start(principal, 'thr_2', endless);
    await first.stop('requested');
    const second = await all.start(principal, 'thr_1', endless);
    expect(await texts(first.events())).toEqual(['begun', 'kept']);
    await Promise.all([second.stop('requested'), elsewhere.stop('requested')]);
  });

  test('a turn that is being stopped is waited for', async () => {
    const all = runs();
    const first = await all.start(principal, 'thr_1', endless);
    const second = all.start(principal, 'thr_1', endless);
    void first.stop('disconnected');
    await (await second).stop('requested');
  });

  test('two starts at once: one wins', async () => {
    const all = runs();
    const results = await Promise.allSettled([
      all.start(principal, 'thr_1', endless),
      all.start(principal, 'thr_1', endless),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    await all.stopAll();
  });

  test('a turn that was refused leaves the thread free', async () => {
    const all = runs();
    const refused = all.start(principal, 'thr_1', async () => {
      throw new Error('no');
    });
    await expect(refused).rejects.toThrow('no');
    await (await all.start(principal, 'thr_1', endless)).stop('requested');
  });

  test('only the owner can stop it', async () => {
    const all = runs();
    const run = await all.start(principal, 'thr_1', endless);
    await all.stop({ userId: 'bob' }, 'thr_1', 'requested');
    expect(run.stopReason).toBeUndefined();
    await all.stop(principal, 'thr_1', 'requested');
    expect(run.stopReason).toBe('requested');
  });

  test('a failure of the work is reported and ends the stream with an error event', async () => {
    const errors: unknown[] = [];
    const run = await runs((error) => errors.push(error)).start(
      principal,
      'thr_1',
      async () =>
        async function* () {
          yield progress('a');
          throw new Error('broken');
        },
    );
    expect(await texts(run.events())).toEqual(['a', 'error']);
    expect(errors).toHaveLength(1);
  });
});
