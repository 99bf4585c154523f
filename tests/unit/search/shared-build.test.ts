import { resolve } from 'node:path';
import { expect, it, vi } from 'vitest';
import { readCourse } from '@/lib/search/course';
import { LocalCourseSearch } from '@/lib/search/local-course-search';

vi.mock('@/lib/search/course', async (original) => {
  const course = await original<typeof import('@/lib/search/course')>();
  return { ...course, readCourse: vi.fn(course.readCourse) };
});

it('builds once for everybody who asks at the same time, and for those who come later', async () => {
  const search = new LocalCourseSearch({ courseDir: resolve('content'), bookId: 'robolearn' });
  const query = { query: 'What is a node?', limit: 3 };

  const [one, other] = await Promise.all([search.search(query), search.search(query), search.size()]);
  const later = await search.search(query);

  expect(vi.mocked(readCourse)).toHaveBeenCalledTimes(1);
  expect(one).toEqual(other);
  expect(later).toEqual(one);
});
