import { describe, expect, test } from 'vitest';
import { askNaturally, shortcomings } from './converse';
import { HELD_OUT_QUESTIONS, NATURAL_QUESTIONS } from './natural-questions';

describe('a question as people type it', () => {
  test.each(NATURAL_QUESTIONS)('$after $question ($on)', async (question) => {
    const answers = await askNaturally(question);
    expect(shortcomings(question, answers), answers.at(-1)?.text ?? '').toEqual([]);
  });
});

test('questions that nobody looked at while the guide was written are answered well, four of five and more', async () => {
  const answers = await Promise.all(HELD_OUT_QUESTIONS.map(askNaturally));
  const good = HELD_OUT_QUESTIONS.filter(
    (question, at) => shortcomings(question, answers[at] ?? []).length === 0,
  );
  expect(good.length / HELD_OUT_QUESTIONS.length).toBeGreaterThanOrEqual(0.8);
});
