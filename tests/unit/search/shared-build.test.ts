import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { LocalCourseSearch } from '@/lib/search/local-course-search';

it('builds once for everybody who asks at the same time, and for those who come later', async () => {
  const search = new LocalCourseSearch({ courseDir: resolve('content'), bookId: 'robolearn' });
  const query = { query: 'What is a node?', limit: 3 };

  const [one, other, index, sameIndex] = await Promise.all([
    search.search(query),
    search.search(query),
    search.index(),
    search.index(),
    search.size(),
  ]);
  const later = await search.search(query);

  // Two builds would be two indexes.
  expect(sameIndex).toBe(index);
  expect(await search.index()).toBe(index);
  expect(one).toEqual(other);
  expect(later).toEqual(one);
});
