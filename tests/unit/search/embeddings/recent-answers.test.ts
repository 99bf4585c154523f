import { expect, test } from 'vitest';
import { RecentAnswers } from '@/lib/search/embeddings/recent-answers';

function counting() {
  const found: string[] = [];
  const recent = new RecentAnswers<string>(2);
  const get = (key: string) =>
    recent.get(key, async () => {
      found.push(key);
      return key;
    });
  return { found, get };
}

test('what was asked longest ago is forgotten first', async () => {
  const { found, get } = counting();
  for (const key of ['a', 'b', 'c', 'b', 'a']) await get(key);
  expect(found).toEqual(['a', 'b', 'c', 'a']);
});

test('what is asked again is kept longer', async () => {
  const { found, get } = counting();
  for (const key of ['a', 'b', 'a', 'c', 'a']) await get(key);
  expect(found).toEqual(['a', 'b', 'c']);
});
