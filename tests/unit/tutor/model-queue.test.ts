import fc from 'fast-check';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { ModelQueue, type QueuePlace } from '@/lib/tutor/model-queue';
import { ModelServerFull } from '@/lib/tutor/model-server-full';
import { queuePosition } from '@/lib/tutor/queue-position';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  onTestFinished(() => void vi.useRealTimers());
});

/** What became of one who entered. */
interface Entry {
  place?: QueuePlace;
  error?: unknown;
  positions: number[];
  stop: AbortController;
}

function enter(queue: ModelQueue, more: { mayWait?: boolean; ticket?: number } = {}): Entry {
  const stop = new AbortController();
  const entry: Entry = { positions: [], stop };
  queue
    .enter({
      ticket: queue.ticket(),
      signal: stop.signal,
      mayWait: true,
      since: queue.now(),
      onPosition: (position) => entry.positions.push(position),
      ...more,
    })
    .then(
      (place) => {
        entry.place = place;
      },
      (error: unknown) => {
        entry.error = error;
      },
    );
  return entry;
}

const settle = () => vi.advanceTimersByTimeAsync(0);
const newQueue = (more = {}) => new ModelQueue({ random: () => 0, ...more });
const placed = (entries: Entry[]) => entries.map(({ place }) => place !== undefined);

/** A server with so many slots has refused the last of those who came at once. */
async function fullAt(
  width: number,
  more = {},
): Promise<{ queue: ModelQueue; running: Entry[]; refused: number }> {
  const queue = newQueue(more);
  const entries = Array.from({ length: width }, () => enter(queue));
  const ticket = queue.ticket();
  const last = enter(queue, { ticket });
  await settle();
  last.place?.refused(429, undefined);
  for (const { place } of entries) place?.accepted();
  return { queue, running: entries, refused: ticket };
}

describe('the line before a server', () => {
  test('is none while the server refuses nothing', async () => {
    const queue = newQueue();
    const entries = Array.from({ length: 500 }, () => enter(queue));
    await settle();
    expect(placed(entries)).not.toContain(false);
    expect(entries.flatMap(({ positions }) => positions)).toEqual([]);
  });

  test.each([1, 2, 7])('lets as many run as ran when it was refused: %i', async (width) => {
    const { queue, running } = await fullAt(width);
    const others = Array.from({ length: 3 }, () => enter(queue));
    await settle();
    expect(placed(others)).toEqual([false, false, false]);
    running[0]?.place?.end();
    await settle();
    expect(placed(others)).toEqual([true, false, false]);
    expect(queue.counts).toEqual({ running: width, waiting: 2 });
  });

  test('keeps the place of the one who was refused, and of a turn that comes back', async () => {
    const { queue, running, refused } = await fullAt(1);
    const later = enter(queue);
    const again = enter(queue, { ticket: refused });
    await settle();
    running[0]?.place?.end();
    await settle();
    expect(placed([again, later])).toEqual([true, false]);
  });

  test('is told where one stands, as it moves, and that the wait is over', async () => {
    const { queue, running } = await fullAt(1);
    const [a, b, c] = [enter(queue), enter(queue), enter(queue)];
    await vi.advanceTimersByTimeAsync(600);
    expect([a, b, c].map(({ positions }) => positions)).toEqual([[1], [2], [3]]);
    b?.stop.abort(new Error('stopped'));
    await settle();
    expect(c?.positions).toEqual([3, 2]);
    expect(b?.error).toEqual(new Error('stopped'));
    running[0]?.place?.end();
    await settle();
    expect(a?.positions).toEqual([1, 0]);
    expect(c?.positions).toEqual([3, 2, 1]);
  });

  test('says nothing of a wait that is over soon', async () => {
    const { queue, running } = await fullAt(1);
    const next = enter(queue);
    await settle();
    running[0]?.place?.end();
    await settle();
    expect(placed([next])).toEqual([true]);
    expect(next.positions).toEqual([]);
  });

  test('is tried wider after a while, and forgotten after some more', async () => {
    const { queue } = await fullAt(2);
    const others = Array.from({ length: 200 }, () => enter(queue));
    const widths: number[] = [];
    for (let tick = 0; tick < 4; tick += 1) {
      await vi.advanceTimersByTimeAsync(1_000);
      widths.push(queue.counts.running);
    }
    expect(widths).toEqual([4, 8, 16, 32]);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(queue.counts.running).toBe(52);
    expect(others.filter(({ error }) => error instanceof ModelServerFull)).toHaveLength(150);
  });

  test('is tried ever less often where it stays too narrow, and often again once more fit', async () => {
    const { queue } = await fullAt(2);
    let slots = 2;
    const refusedAt: number[] = [];
    const from = Date.now();
    const more = Array.from({ length: 8 }, () => enter(queue));
    const waiting = new Set(more);
    for (let tick = 0; tick < 120; tick += 1) {
      await vi.advanceTimersByTimeAsync(1_000);
      if (tick === 60) slots = 3;
      for (const entry of [...waiting].filter(({ place }) => place)) {
        waiting.delete(entry);
        if (queue.counts.running <= slots) {
          entry.place?.accepted();
          continue;
        }
        refusedAt.push(Math.round((Date.now() - from) / 1000));
        entry.place?.refused(429, undefined);
        waiting.add(enter(queue));
      }
    }
    const pauses = refusedAt.map((second, index) => second - (refusedAt[index - 1] ?? 0)).filter(Boolean);
    expect(pauses.slice(0, 5)).toEqual([1, 2, 4, 8, 16]);
    expect(queue.counts.running).toBe(3);
  });

  test('waits as long as the server asked, also where a call ends before', async () => {
    const queue = newQueue();
    const [a, b] = [enter(queue), enter(queue)];
    await settle();
    b.place?.refused(503, 20_000);
    const next = enter(queue);
    a.place?.end();
    await vi.advanceTimersByTimeAsync(19_999);
    expect(placed([next])).toEqual([false]);
    await vi.advanceTimersByTimeAsync(1);
    expect(placed([next])).toEqual([true]);
  });

  test('asks ever less often where others fill the server', async () => {
    const queue = newQueue();
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1) {
      const from = Date.now();
      const entry = enter(queue);
      await settle();
      while (!entry.place) await vi.advanceTimersByTimeAsync(100);
      pauses.push((Date.now() - from) / 1000);
      entry.place.refused(503, attempt === 6 ? 0 : undefined);
    }
    expect(pauses).toEqual([0, 1, 2, 4, 8, 15, 15]);
  });

  test('ends for who has waited for as long as one may, and for nobody else', async () => {
    const { queue, running } = await fullAt(1, { maxWaitMs: 900 });
    const early = enter(queue);
    await vi.advanceTimersByTimeAsync(600);
    const later = enter(queue);
    await vi.advanceTimersByTimeAsync(300);
    expect(early.error).toBeInstanceOf(ModelServerFull);
    expect(later.error).toBeUndefined();
    running[0]?.place?.end();
    await settle();
    expect(placed([later])).toEqual([true]);
  });

  test('is left by all who would have to wait for longer than that', async () => {
    const queue = newQueue();
    const [a, b] = [enter(queue), enter(queue)];
    await settle();
    a.place?.refused(429, 1_000);
    const waiting = enter(queue);
    b.place?.refused(429, 400_000);
    const later = enter(queue);
    await settle();
    for (const { error } of [waiting, later]) {
      expect(error).toBeInstanceOf(ModelServerFull);
      expect(error).toMatchObject({ retryAfterMs: 400_000 });
    }
    await vi.advanceTimersByTimeAsync(400_000);
    const back = enter(queue);
    await settle();
    expect(placed([back])).toEqual([true]);
  });

  test('asks a server again after ten minutes that wants to be left alone for hours', async () => {
    const queue = newQueue();
    const first = enter(queue);
    await settle();
    first.place?.refused(429, 3 * 3_600_000);
    await vi.advanceTimersByTimeAsync(9 * 60_000);
    const waits = enter(queue);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(placed([waits])).toEqual([true]);
  });

  test('is never entered by who may not wait', async () => {
    const { queue, running } = await fullAt(1);
    const title = enter(queue, { mayWait: false });
    await settle();
    expect(title.error).toBeInstanceOf(ModelServerFull);
    expect(queue.counts).toEqual({ running: 1, waiting: 0 });
    running[0]?.place?.end();
    const free = enter(queue, { mayWait: false });
    await settle();
    expect(placed([free])).toEqual([true]);
  });

  test('loses no place and serves in order, whatever happens', async () => {
    const step = fc.oneof(
      fc.constant({ kind: 'enter' as const }),
      fc.record({
        kind: fc.constantFrom('end' as const, 'refuse' as const, 'stop' as const, 'accept' as const),
        who: fc.nat(),
      }),
      fc.record({ kind: fc.constant('time' as const), ms: fc.integer({ min: 0, max: 30_000 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const queue = newQueue();
        let entries: Entry[] = [];
        for (const next of steps) {
          if (next.kind === 'enter') entries.push(enter(queue));
          else if (next.kind === 'time') await vi.advanceTimersByTimeAsync(next.ms);
          else {
            const entry = entries[next.who % Math.max(1, entries.length)];
            if (next.kind === 'end') entry?.place?.end();
            if (next.kind === 'accept') entry?.place?.accepted();
            if (next.kind === 'refuse') entry?.place?.refused(429, undefined);
            if (next.kind === 'stop') entry?.stop.abort(new Error('stopped'));
          }
          await settle();
          const waits = entries.filter(({ place, error }) => !place && error === undefined);
          expect(queue.counts.waiting).toBe(waits.length);
          // Nobody overtakes.
          const firstWaiting = entries.findIndex((entry) => waits.includes(entry));
          const laterStarted = entries.slice(firstWaiting + 1).some(({ place }) => place);
          if (firstWaiting >= 0) expect(laterStarted).toBe(false);
        }
        for (let round = 0; round < 5 && entries.length > 0; round += 1) {
          for (const { place } of entries) place?.end();
          await vi.advanceTimersByTimeAsync(200_000);
          entries = entries.filter(({ place, error }) => !place && error === undefined);
        }
        expect(entries).toEqual([]);
        const last = enter(queue);
        await settle();
        expect(placed([last])).toEqual([true]);
      }),
    );
  });
});

test.each([
  [1, 'you are next in line'],
  [2, 'you are 2nd in line'],
  [3, 'you are 3rd in line'],
  [4, 'you are 4th in line'],
  [11, 'you are 11th in line'],
  [12, 'you are 12th in line'],
  [13, 'you are 13th in line'],
  [21, 'you are 21st in line'],
  [22, 'you are 22nd in line'],
])('who stands at %i reads that', (position, words) => {
  expect(queuePosition(position)).toBe(`The tutor is busy: ${words}.`);
});
