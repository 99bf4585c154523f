import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sweepRegularly } from '@/lib/files/sweep-regularly';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const HOUR = 60 * 60 * 1000;

test.each([
  [0, 0.5 * HOUR],
  [0.5, HOUR],
  [0.999, 1.499 * HOUR],
])(
  'with the chance %d the first sweep comes after %d ms, and then again and again',
  async (chance, after) => {
    const sweep = vi.fn(async () => undefined);
    const end = sweepRegularly(sweep, { random: () => chance });
    await vi.advanceTimersByTimeAsync(after - 1);
    expect(sweep).toHaveBeenCalledTimes(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(sweep).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(3 * after);
    expect(sweep).toHaveBeenCalledTimes(4);
    end();
  },
);

test('a sweep that takes long is not joined by a second one', async () => {
  const ends: (() => void)[] = [];
  const sweep = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)));
  const end = sweepRegularly(sweep, { everyMs: 10, random: () => 0.5 });
  await vi.advanceTimersByTimeAsync(1000);
  expect(sweep).toHaveBeenCalledTimes(1);
  ends.pop()?.();
  await vi.advanceTimersByTimeAsync(10);
  expect(sweep).toHaveBeenCalledTimes(2);
  end();
});

test('one that fails is followed by the next', async () => {
  const sweep = vi.fn(() => Promise.reject(new Error('the bucket is away')));
  const end = sweepRegularly(sweep, { everyMs: 10, random: () => 0.5 });
  await vi.advanceTimersByTimeAsync(30);
  expect(sweep).toHaveBeenCalledTimes(3);
  end();
});

test('ended before the first sweep or in the middle of one, none comes any more', async () => {
  const sweep = vi.fn(async () => undefined);
  sweepRegularly(sweep, { everyMs: 10 })();
  await vi.advanceTimersByTimeAsync(100);
  expect(sweep).toHaveBeenCalledTimes(0);

  const ends: (() => void)[] = [];
  const slow = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)));
  const end = sweepRegularly(slow, { everyMs: 10, random: () => 0.5 });
  await vi.advanceTimersByTimeAsync(10);
  end();
  ends.pop()?.();
  await vi.advanceTimersByTimeAsync(100);
  expect(slow).toHaveBeenCalledTimes(1);
});
