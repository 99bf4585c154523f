import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkRun, checkThread, Schedule, step } from '../../support/random-schedule';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('whatever two servers are asked at once, and whichever stands still, threads, turns and readers agree', async () => {
  const seen = { runs: 0, closed: 0, retried: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 40, size: 'max' }), async (steps) => {
      const schedule = new Schedule();
      try {
        for (const next of steps) await schedule.take(next);
        await schedule.end();
        const { shared, turns, readers, wrong } = schedule;
        for (const threadId of schedule.threadIds)
          wrong.push(...checkThread(await schedule.items(threadId), turns));
        for (const [runId, { events, closedAfter, messageId }] of shared.runs) {
          const own = readers.filter((reader) => reader.runId === runId);
          wrong.push(...checkRun(runId, events, own, closedAfter));
          seen.runs += 1;
          if (closedAfter !== undefined) seen.closed += 1;
          if (messageId === undefined) seen.retried += 1;
        }
        expect(schedule.wrong).toEqual([]);
        expect(schedule.errors).toEqual([]);
      } finally {
        await schedule.stop();
      }
    }),
    { numRuns: 100, seed: 41 },
  );
  // The schedules reach what they are for.
  expect(Math.min(seen.runs, seen.closed, seen.retried)).toBeGreaterThan(20);
});
