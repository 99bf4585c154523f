import { expect, test } from 'vitest';
import { askNaturally, shortcomings } from './converse';
import { WORDINGS } from './wordings';

test.each(WORDINGS)('$kind: $question', async (question) => {
  const answers = await askNaturally(question);
  expect(shortcomings(question, answers), answers.at(-1)?.text ?? '').toEqual([]);
});
