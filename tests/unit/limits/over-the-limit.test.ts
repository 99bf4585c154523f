import { describe, expect, test } from 'vitest';
import type { CounterState } from '@/lib/limits/counters/counters';
import { overTheLimit } from '@/lib/limits/over-the-limit';
import { rateLimitHeaders } from '@/lib/limits/rate-limit-headers';
import { timeInWords } from '@/lib/limits/time-in-words';

const rules = {
  messagesPerMinute: 20,
  requestsPerMinute: 300,
  uploadsPerMinute: 1,
  concurrentRuns: 3,
  tokensPerDay: 200_000,
};

const full = (name: CounterState['name'], resetMs: number): CounterState => ({
  name,
  used: 20,
  resetMs,
  refused: true,
});

describe('a limit that is reached', () => {
  test.each([
    [full('messages', 33_001), 34, 'You have sent 20 messages in a minute. You can go on in 34 seconds.'],
    [full('messages', 1), 1, 'You have sent 20 messages in a minute. You can go on in 1 second.'],
    [full('uploads', 2_000), 2, 'You have sent 1 file in a minute. You can go on in 2 seconds.'],
    [full('requests', 60_000), 60, 'There were too many requests in a minute. You can go on in 60 seconds.'],
    [
      full('tokens', 5 * 3_600_000),
      18_000,
      'You have used up what the tutor can write for you in a day. You can go on in 5 hours.',
    ],
    [
      full('runs', 0),
      5,
      'The tutor is still writing another answer for you. You can go on when it is complete.',
    ],
  ])('says when to come back: %o', (state, retryAfter, message) => {
    expect(overTheLimit([state], rules)).toMatchObject({
      message,
      status: 429,
      headers: { 'Retry-After': String(retryAfter) },
    });
  });

  test('of several the one that lasts longest is told', () => {
    const error = overTheLimit([full('requests', 10_000), full('messages', 50_000), full('runs', 0)], rules);
    expect(error?.headers['Retry-After']).toBe('50');
  });

  test('none is nothing', () => {
    expect(overTheLimit([{ ...full('messages', 1_000), refused: false }], rules)).toBeUndefined();
  });
});

test('the headers say each quota, what is left of it and when it is whole again', () => {
  const states: CounterState[] = [
    { name: 'requests', used: 4, resetMs: 59_001, refused: false },
    { name: 'messages', used: 21, resetMs: 10_000, refused: true },
    { name: 'runs', used: 1, resetMs: 0, refused: false },
    { name: 'tokens', used: 0, resetMs: 0, refused: false },
  ];
  expect(rateLimitHeaders(states, rules)).toEqual({
    'RateLimit-Policy': '"requests";q=300;w=60, "messages";q=20;w=60, "tokens";q=200000;w=86400',
    RateLimit: '"requests";r=296;t=60, "messages";r=0;t=10, "tokens";r=200000;t=86400',
  });
  expect(rateLimitHeaders([], rules)).toEqual({});
});

test.each([
  [1, '1 second'],
  [90, '90 seconds'],
  [91, '2 minutes'],
  [5_400, '90 minutes'],
  [5_401, '2 hours'],
  [86_400, '24 hours'],
])('%i seconds are %s', (seconds, words) => {
  expect(timeInWords(seconds)).toBe(words);
});
