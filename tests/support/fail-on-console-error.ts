import { afterEach, beforeEach, expect, vi } from 'vitest';

/** Nothing may write to `console.error` or `console.warn` unless the test replaced it and said what it expects. */
beforeEach(() => {
  vi.spyOn(console, 'error');
  vi.spyOn(console, 'warn');
});

afterEach(() => {
  const written = [console.error, console.warn].flatMap((method) =>
    vi.isMockFunction(method) ? method.mock.calls.map((call) => call.join(' ')) : [],
  );
  vi.restoreAllMocks();
  expect(written, 'unexpected console output').toEqual([]);
});
