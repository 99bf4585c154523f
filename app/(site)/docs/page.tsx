import { permanentRedirect } from 'next/navigation';
import { CoursePage } from '@/components/course/course-page';
import { siteCourse } from '@/components/course/site-course';
import { courseDocuments } from '@/lib/search/course';

/** The first page of a course that has one at its root; the course index is the home page. */
export default async function DocsRoot() {
  const course = await siteCourse();
  const document = courseDocuments(course).find(({ path }) => path === '/docs');
  if (!document) permanentRedirect('/');
  return <CoursePage course={course} document={document} />;
}
