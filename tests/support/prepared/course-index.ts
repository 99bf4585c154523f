import path from 'node:path';
import { localIndexFile } from '@/lib/search/local/local-index-file';
import type { LocalCourseSearch } from '@/lib/search/local-course-search';
import { preparedDirectory } from './prepared-directory';

/** The course that the product has by default. */
const COURSE = { dir: path.resolve('content'), bookId: 'physical-ai-robotics' };

/** A data directory with the index of the course, and nothing else. */
export function directoryWithCourseIndex(): Promise<string> {
  return preparedDirectory({
    name: 'course-index',
    inputs: ['content', 'lib/search', 'lib/text', 'lib/time'],
    make: async (dataDir) => {
      const { updateLocalIndex } = await import('@/lib/search/local/update-local-index');
      const file = localIndexFile({ dataDir, course: COURSE });
      await updateLocalIndex({ courseDir: COURSE.dir, bookId: COURSE.bookId, file });
    },
  });
}

/** The course search of tests that are not about how its index is built: it finds one that was. */
export async function courseSearch(): Promise<LocalCourseSearch> {
  const { LocalCourseSearch } = await import('@/lib/search/local-course-search');
  const dataDir = await directoryWithCourseIndex();
  return new LocalCourseSearch({
    courseDir: COURSE.dir,
    bookId: COURSE.bookId,
    indexFile: localIndexFile({ dataDir, course: COURSE }),
  });
}
