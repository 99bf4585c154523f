import { describe, expect, test } from 'vitest';
import { askNaturally, shortcomings } from './converse';
import { NATURAL_QUESTIONS } from './natural-questions';

describe('a question as people type it', () => {
  test.each(NATURAL_QUESTIONS)('$after $question ($on)', async (question) => {
    const answers = await askNaturally(question);
    expect(shortcomings(question, answers), answers.at(-1)?.text ?? '').toEqual([]);
  });
});
