import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import wordListPath from 'word-list';
import { isEnglishWord } from '@/lib/search/text/english-words';

test.each(['button', 'wheels', 'topics', 'aa', 'zzzs'])('%s is a word', (word) => {
  expect(isEnglishWord(word)).toBe(true);
});

test.each(['buton', 'waht', 'packge', '', 'zzzzzz', '0', 'button\n', 'éa'])('%j is none', (word) => {
  expect(isEnglishWord(word)).toBe(false);
});

test('every thousandth word of the list is found', () => {
  const every = readFileSync(wordListPath, 'latin1')
    .trim()
    .split('\n')
    .filter((_, at) => at % 1000 === 0);

  expect(every.length).toBeGreaterThan(200);
  expect(every.filter((word) => !isEnglishWord(word))).toEqual([]);
});
