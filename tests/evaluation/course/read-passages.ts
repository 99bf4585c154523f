import { readCourse } from '@/lib/search/course';
import { coursePages } from '@/lib/search/ingest/course-pages';
import type { CoursePassage } from '@/lib/search/passage';

/** All passages of the course in a directory, cut as the product cuts them; page by page. */
export async function readPassages(courseDir: string): Promise<CoursePassage[]> {
  const course = await readCourse(courseDir, { bookId: 'evaluation' });
  return coursePages(course, 'evaluation', undefined).flatMap((page) => page.passages());
}
