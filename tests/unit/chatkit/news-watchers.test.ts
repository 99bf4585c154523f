import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NewsWatchers } from '@/lib/chatkit/runs/news-watchers';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the connection is open while somebody waits, and for a while longer', () => {
  const calls: string[] = [];
  const watchers = new NewsWatchers({
    isLive: () => true,
    open: () => calls.push('open'),
    check: () => undefined,
    close: () => calls.push('close'),
  });
  const [first, second] = [watchers.watch(() => undefined), watchers.watch(() => undefined)];
  first.close();
  vi.advanceTimersByTime(60_000);
  second.close();
  vi.advanceTimersByTime(29_000);
  const third = watchers.watch(() => undefined);
  vi.advanceTimersByTime(60_000);
  expect(calls).toEqual(['open', 'open', 'open']);
  third.close();
  vi.advanceTimersByTime(30_000);
  expect(calls.at(-1)).toBe('close');
});

test('everybody who waits gets the ids of a message; other messages are left alone', () => {
  const watchers = new NewsWatchers({
    isLive: () => true,
    open: () => undefined,
    check: () => undefined,
    close: () => undefined,
  });
  const news: unknown[] = [];
  watchers.watch((...given) => news.push(['first', ...given]));
  const second = watchers.watch((...given) => news.push(['second', ...given]));
  watchers.received('change run_1 run_2');
  second.close();
  watchers.received('stop run_1');
  watchers.received('probe 12');
  watchers.received('');
  expect(news).toEqual([
    ['first', ['run_1', 'run_2'], 'change'],
    ['second', ['run_1', 'run_2'], 'change'],
    ['first', ['run_1'], 'stop'],
  ]);
});

test('the connection is checked while it is open', () => {
  const check = vi.fn();
  const watchers = new NewsWatchers({
    isLive: () => true,
    open: () => undefined,
    check,
    close: () => undefined,
  });
  const first = watchers.watch(() => undefined);
  watchers.watch(() => undefined).close();
  vi.advanceTimersByTime(20_000);
  expect(check).toHaveBeenCalledTimes(4);
  first.close();
  vi.advanceTimersByTime(60_000);
  const checks = check.mock.calls.length;
  vi.advanceTimersByTime(60_000);
  expect(check).toHaveBeenCalledTimes(checks);
  watchers.watch(() => undefined);
  vi.advanceTimersByTime(5_000);
  expect(check).toHaveBeenCalledTimes(checks + 1);
});
