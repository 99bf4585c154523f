import { expect, test } from 'vitest';
import { costMicros } from '@/lib/limits/model-prices';
import { subjectOf } from '@/lib/limits/subject-of';

const usage = { inputTokens: 1_000, outputTokens: 100, cachedTokens: 400 };

test('cached input has its own price', () => {
  const prices = { tutor: { input: 2, output: 8, cached: 0.5 }, plain: { input: 2, output: 8 } };
  expect(costMicros(prices, 'tutor', usage)).toBe(600 * 2 + 400 * 0.5 + 100 * 8);
  expect(costMicros(prices, 'plain', usage)).toBe(1_000 * 2 + 100 * 8);
});

test('speech is priced by the minute where it is counted so', () => {
  const none = { inputTokens: 0, outputTokens: 0, cachedTokens: 0 };
  const prices = { whisper: { input: 0, output: 0, minute: 0.006 }, tutor: { input: 2, output: 8 } };
  expect(costMicros(prices, 'whisper', { ...none, seconds: 90 })).toBe(9_000);
  expect(costMicros(prices, 'tutor', { ...none, seconds: 90 })).toBe(0);
});

test('a model without a price costs nobody knows what', () => {
  expect(costMicros({}, 'tutor', usage)).toBeUndefined();
  expect(costMicros({}, 'constructor', usage)).toBeUndefined();
});

test('a subject says nothing about whom it belongs to, and kinds do not mix', () => {
  const subject = subjectOf('secret', 'user', 'alice');
  expect(subject).not.toContain('alice');
  expect(subject).toBe(subjectOf('secret', 'user', 'alice'));
  expect(
    new Set([subject, subjectOf('secret', 'address', 'alice'), subjectOf('other', 'user', 'alice')]).size,
  ).toBe(3);
});
