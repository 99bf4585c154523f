import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type {
  CallRequest,
  CounterState,
  Counters,
  LeaseRequest,
  Window,
} from '@/lib/limits/counters/counters';
import { counterBackends, type OpenCounters } from '../support/counter-backends';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const messages: Window = { name: 'messages', limit: 20, periodMs: MINUTE };
const requests: Window = { name: 'requests', limit: 300, periodMs: MINUTE };

let turns = 0;
function turn(more: Partial<LeaseRequest> = {}): LeaseRequest {
  turns += 1;
  const id = `turn-${turns}`;
  return { id, forMs: MINUTE, atOnce: 3, budget: 1_000, ...more };
}

/** A call of a turn, which is another one each time if it is not said. */
function call(most: number, more: Partial<CallRequest> = {}): CallRequest {
  turns += 1;
  return {
    id: `call-${turns}`,
    turn: `turn-${turns}`,
    most,
    budget: 1_000,
    forMs: MINUTE,
    ...more,
  };
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
    await counters.release({ subject, id: first.id });
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
    await counters.release({ subject, id: third.id });
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
    await counters.release({ subject, id: last.id });
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

  test('a call begins while the others of its person leave room, and waits where they may not', async () => {
    await counters.spend(subject, 500, DAY);
    const first = call(400);
    const second = call(700);
    expect(await counters.reserve(subject, first)).toEqual({ outcome: 'reserved', used: 500, resetMs: DAY });
    // 900 of others: the second may exceed the budget, alone.
    expect((await counters.reserve(subject, second)).outcome).toBe('reserved');
    const third = call(1);
    expect((await counters.reserve(subject, third)).outcome).toBe('wait');
    // What waits has reserved nothing.
    await counters.spend(subject, 90, DAY, second);
    expect((await counters.reserve(subject, third)).outcome).toBe('reserved');
  });

  test('what a turn keeps free itself is not in its way; what it has taken counts', async () => {
    const answer = call(900);
    await counters.reserve(subject, answer);
    expect((await counters.reserve(subject, call(900, { turn: answer.turn }))).outcome).toBe('reserved');
    await counters.spend(subject, 1_500, DAY, answer);
    time += 2_000;
    for (const next of [call(900, { turn: answer.turn }), call(1)]) {
      expect(await counters.reserve(subject, next)).toEqual({
        outcome: 'spent',
        used: 1_500,
        resetMs: DAY - 2_000,
      });
    }
    time += DAY;
    expect((await counters.reserve(subject, call(1))).used).toBe(0);
  });

  test('a call that took nothing leaves its room and begins no window', async () => {
    const refused = call(1_000);
    await counters.reserve(subject, refused);
    expect((await counters.reserve(subject, call(1))).outcome).toBe('wait');
    await counters.spend(subject, 0, DAY, refused);
    expect(await counters.reserve(subject, call(1))).toEqual({ outcome: 'reserved', used: 0, resetMs: 0 });
  });

  test('the calls of a process that died end by themselves; those of a turn that is renewed go on', async () => {
    const [lost, kept] = [call(600), call(600)];
    await counters.reserve(subject, lost);
    await counters.reserve(subject, kept);
    time += MINUTE - 1;
    await counters.renew([{ subject, id: kept.turn }], MINUTE);
    expect((await counters.reserve(subject, call(1))).outcome).toBe('wait');
    time += 1;
    expect((await counters.reserve(subject, call(1))).outcome).toBe('reserved');
    // The one that was renewed is still there.
    expect((await counters.reserve(subject, call(500))).outcome).toBe('reserved');
    expect((await counters.reserve(subject, call(1))).outcome).toBe('wait');
  });

  test('a call of somebody else ends nothing', async () => {
    const mine = call(1_000);
    await counters.reserve(subject, mine);
    await counters.spend(`${subject}-other`, 0, DAY, mine);
    expect((await counters.reserve(subject, call(1))).outcome).toBe('wait');
  });

  test('of many turns at once, of many calls each, less is spent than the budget and one call', async () => {
    const places = Array.from({ length: 4 }, () => backend.connect());
    const callsOfTurn = 4;
    const most = 120;
    let spent = 0;
    const oneTurn = async (index: number): Promise<void> => {
      const place = places[index % places.length] ?? counters;
      for (let made = 0; made < callsOfTurn; ) {
        const next = call(most, { turn: `${subject}-${index}` });
        const { outcome } = await place.reserve(subject, next);
        if (outcome === 'spent') return;
        if (outcome === 'wait') continue;
        const tokens = most - (index % 3) * 10;
        await place.spend(subject, tokens, DAY, next);
        spent += tokens;
        made += 1;
      }
    };
    await Promise.all(Array.from({ length: 20 }, (_, index) => oneTurn(index)));
    expect(spent).toBeGreaterThanOrEqual(1_000);
    expect(spent).toBeLessThan(1_000 + most);
  });

  test('forgetting what is over leaves what is not', async () => {
    const window = { ...messages, limit: 1 };
    await counters.take(subject, [window]);
    await counters.sweep();
    expect(isRefused(await counters.take(subject, [window]))).toBe(true);
  });
});
