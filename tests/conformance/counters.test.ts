import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CounterState, Counters, LeaseRequest, Window } from '@/lib/limits/counters/counters';
import { counterBackends, type OpenCounters } from '../support/counter-backends';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const messages: Window = { name: 'messages', limit: 20, periodMs: MINUTE };
const requests: Window = { name: 'requests', limit: 300, periodMs: MINUTE };

let turns = 0;
function turn(more: Partial<LeaseRequest> = {}): LeaseRequest {
  turns += 1;
  const id = `turn-${turns}`;
  return { id, forMs: MINUTE, atOnce: 3, budget: 1_000, reserve: 100, ...more };
}

const isRefused = (states: CounterState[]) => states.some(({ refused }) => refused);
const refusedBy = (states: CounterState[]) => states.filter(({ refused }) => refused).map(({ name }) => name);
const of = (states: CounterState[], name: CounterState['name']) =>
  states.find((state) => state.name === name);

describe.each(counterBackends)('counters in $name', ({ open }) => {
  let backend: OpenCounters;
  let counters: Counters;
  let time: number;
  let subject: string;
  let subjects = 0;

  beforeAll(async () => {
    backend = await open();
    counters = backend.connect(() => new Date(time));
  });
  beforeEach(() => {
    time = Date.now();
    subjects += 1;
    subject = `subject-${subjects}`;
  });
  afterAll(() => backend.close());

  test('of 200 at once from four places, exactly as many pass as there is room for', async () => {
    const places = Array.from({ length: 4 }, () => backend.connect());
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const place = places[index % places.length];
        return isRefused((await place?.take(subject, [messages, requests])) ?? []);
      }),
    );
    expect(outcomes.filter((refused) => !refused)).toHaveLength(20);
    // What was refused took nothing of the other window.
    expect(of(await counters.take(subject, [requests]), 'requests')?.used).toBe(21);
  });

  test('a window begins with the first that is counted and ends after its period', async () => {
    const window = { ...messages, limit: 2 };
    expect(await counters.take(subject, [window])).toEqual([
      { name: 'messages', used: 1, resetMs: MINUTE, refused: false },
    ]);
    time += 20_000;
    expect(of(await counters.take(subject, [window]), 'messages')).toMatchObject({
      used: 2,
      resetMs: 40_000,
    });
    expect(of(await counters.take(subject, [window]), 'messages')).toEqual({
      name: 'messages',
      used: 2,
      resetMs: 40_000,
      refused: true,
    });
    time += 39_999;
    expect(isRefused(await counters.take(subject, [window]))).toBe(true);
    time += 1;
    expect(of(await counters.take(subject, [window]), 'messages')).toMatchObject({ used: 1, refused: false });
  });

  test('subjects have nothing to do with each other', async () => {
    const window = { ...messages, limit: 1 };
    await counters.take(subject, [window]);
    expect(isRefused(await counters.take(`${subject}-other`, [window]))).toBe(false);
    expect(isRefused(await counters.take(subject, [window]))).toBe(true);
  });

  test('of many turns at once, no more begin than may go on', async () => {
    const places = [backend.connect(), backend.connect()];
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, async (_, index) =>
        isRefused((await places[index % 2]?.take(subject, [requests], turn({ budget: 1e9 }))) ?? []),
      ),
    );
    expect(outcomes.filter((refused) => !refused)).toHaveLength(3);
  });

  test('a turn that ends makes room; one whose process died ends by itself; one that is renewed goes on', async () => {
    const [first, second] = [turn({ atOnce: 2 }), turn({ atOnce: 2 })];
    await counters.take(subject, [], first);
    await counters.take(subject, [], second);
    const third = turn({ atOnce: 2 });
    expect(refusedBy(await counters.take(subject, [], third))).toEqual(['runs']);
    await counters.release({ subject, id: first.id }, 10);
    expect(isRefused(await counters.take(subject, [], third))).toBe(false);
    // `third` is renewed, `second` is forgotten.
    time += MINUTE - 1;
    await counters.renew([{ subject, id: third.id }], MINUTE);
    time += 1;
    expect(of(await counters.take(subject, [], turn({ atOnce: 2 })), 'runs')).toMatchObject({
      used: 1,
      refused: false,
    });
    // What has ended is not brought back.
    await counters.release({ subject, id: third.id }, 10);
    await counters.renew([{ subject, id: third.id }], MINUTE);
    expect(of(await counters.take(subject, [], turn({ atOnce: 2 })), 'runs')?.used).toBe(1);
  });

  test('what is given back can be taken again', async () => {
    const window = { ...messages, limit: 1 };
    const given = turn({ atOnce: 1 });
    await counters.take(subject, [window], given);
    await counters.giveBack(subject, [window], given.id);
    expect(isRefused(await counters.take(subject, [window], turn({ atOnce: 1 })))).toBe(false);
    await counters.giveBack(subject, [window, requests]);
    await counters.giveBack(subject, [window, requests]);
    expect(of(await counters.take(subject, [window]), 'messages')?.used).toBe(1);
  });

  test('a budget that is spent refuses until its window ends', async () => {
    await counters.spend(subject, 600, DAY);
    await counters.spend(subject, 399, DAY);
    const last = turn();
    expect(of(await counters.take(subject, [], last), 'tokens')).toMatchObject({ used: 999, refused: false });
    await counters.spend(subject, 1, DAY);
    await counters.release({ subject, id: last.id }, 1);
    time += DAY - 5_000;
    expect(of(await counters.take(subject, [messages], turn()), 'tokens')).toEqual({
      name: 'tokens',
      used: 1_000,
      resetMs: 5_000,
      refused: true,
    });
    time += 5_000;
    const states = await counters.take(subject, [messages], turn());
    expect(isRefused(states)).toBe(false);
    // The message that the budget refused was not counted.
    expect(of(states, 'messages')?.used).toBe(1);
  });

  test('near the end of the budget one turn waits for the other', async () => {
    await counters.spend(subject, 850, DAY);
    const first = turn();
    expect(isRefused(await counters.take(subject, [], first))).toBe(false);
    expect(refusedBy(await counters.take(subject, [], turn()))).toEqual(['runs']);
    await counters.spend(subject, 100, DAY);
    await counters.release({ subject, id: first.id }, 100);
    expect(isRefused(await counters.take(subject, [], turn()))).toBe(false);
  });

  test('a turn is taken to cost as much as the largest of the window', async () => {
    const large = turn();
    await counters.take(subject, [], large);
    await counters.spend(subject, 400, DAY);
    await counters.release({ subject, id: large.id }, 400);
    await counters.take(subject, [], turn());
    // 400 spent and two of 400 to come: more than there is.
    expect(refusedBy(await counters.take(subject, [], turn()))).toEqual(['runs']);
  });

  test('of many at once on a budget, no more is spent than one turn too much', async () => {
    const cost = 90;
    let spent = 0;
    for (let round = 0; round < 12; round += 1) {
      const wanted = Array.from({ length: 20 }, () => turn({ atOnce: 1_000 }));
      await Promise.all(
        wanted.map(async (lease) => {
          if (isRefused(await counters.take(subject, [], lease))) return;
          spent += cost;
          await counters.spend(subject, cost, DAY);
          await counters.release({ subject, id: lease.id }, cost);
        }),
      );
    }
    expect(spent).toBeGreaterThanOrEqual(1_000);
    expect(spent).toBeLessThan(1_000 + cost);
  });

  test('forgetting what is over leaves what is not', async () => {
    const window = { ...messages, limit: 1 };
    await counters.take(subject, [window]);
    await counters.sweep();
    expect(isRefused(await counters.take(subject, [window]))).toBe(true);
  });
});
