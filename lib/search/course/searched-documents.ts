import type { Course, CourseDocument } from './course';
import { courseDocuments } from './course-documents';

/** Every page that the search knows: those of the course in all its languages, except unlisted ones. */
export function searchedDocuments(
  course: Pick<Course, 'modules' | 'pages' | 'translations'>,
): CourseDocument[] {
  return [...courseDocuments(course), ...course.translations].filter(({ unlisted }) => !unlisted);
}
