import { describe, expect, test, vi } from 'vitest';
import { generateId } from '@/lib/chatkit/ids';
import { type ThreadStreamEvent, threadStreamEvent } from '@/lib/chatkit/protocol';
import { MemoryEventLog } from '@/lib/chatkit/runs/memory-event-log';
import type { Run } from '@/lib/chatkit/runs/run';
import { Runs } from '@/lib/chatkit/runs/runs';
import { StartBarrier } from '@/lib/chatkit/runs/start-barrier';
import type { Prepare } from '@/lib/chatkit/runs/turn-request';
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
const endless: Prepare = async () => ({
  refused: false,
  work: async function* (signal: AbortSignal): AsyncGenerator<ThreadStreamEvent> {
    yield progress('begun');
    if (!signal.aborted)
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    yield progress('kept');
  },
});

async function start(all: Runs, threadId: string, prepare: Prepare): Promise<Run> {
  const turn = await all.start(principal, { threadId, operation: 'threads.create' }, prepare);
  if (turn.kind !== 'started') throw new Error('the turn was started before');
  return turn.run;
}

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

describe('barrier', () => {
  test('comes when nobody is about to begin, or after a short while; nobody is kept waiting for it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let beginning = 1;
    const barrier = new StartBarrier(() => beginning === 0);
    const outcomes: string[] = [];
    const first = barrier.wait().then(() => outcomes.push('first'));
    await new Promise((resolve) => setImmediate(resolve));
    vi.advanceTimersByTime(250);
    await first;
    const second = barrier.wait().then(() => outcomes.push('second'));
    await new Promise((resolve) => setImmediate(resolve));
    beginning = 0;
    barrier.changed();
    await second;
    expect([outcomes, vi.getTimerCount()]).toEqual([['first', 'second'], 0]);
    vi.useRealTimers();
  });
});

describe('runs', () => {
  test('one at a time in a thread; the next may start when it has ended', async () => {
    const all = runs();
    const first = await start(all, 'thr_1', endless);
    await expect(start(all, 'thr_1', endless)).rejects.toThrow(Conflict);
    const elsewhere = await start(all, 'thr_2', endless);
    await first.stop('requested');
    const second = await start(all, 'thr_1', endless);
    expect(await texts(first.events())).toEqual(['begun', 'kept']);
    await Promise.all([second.stop('requested'), elsewhere.stop('requested')]);
  });

  test('a turn that is being stopped is waited for', async () => {
    const all = runs();
    const first = await start(all, 'thr_1', endless);
    const second = start(all, 'thr_1', endless);
    void first.stop('disconnected');
    await (await second).stop('requested');
  });

  test('two starts at once: one wins', async () => {
    const all = runs();
    const results = await Promise.allSettled([start(all, 'thr_1', endless), start(all, 'thr_1', endless)]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    await all.stopAll();
  });

  test('a turn that was refused leaves the thread free', async () => {
    const all = runs();
    const refused = start(all, 'thr_1', async () => {
      throw new Error('no');
    });
    await expect(refused).rejects.toThrow('no');
    await (await start(all, 'thr_1', endless)).stop('requested');
  });

  test('only the owner can stop it', async () => {
    const all = runs();
    const run = await start(all, 'thr_1', endless);
    await all.stop({ userId: 'bob' }, 'thr_1', 'requested');
    expect(run.stopReason).toBeUndefined();
    await all.stop(principal, 'thr_1', 'requested');
    expect(run.stopReason).toBe('requested');
  });

  test('a failure of the work is reported and ends the stream with an error event', async () => {
    const errors: unknown[] = [];
    const all = runs((error) => errors.push(error));
    const run = await start(all, 'thr_1', async () => ({
      refused: false,
      work: async function* () {
        yield progress('a');
        throw new Error('broken');
      },
    }));
    expect(await texts(run.events())).toEqual(['a', 'error']);
    expect(errors).toHaveLength(1);
  });
});
