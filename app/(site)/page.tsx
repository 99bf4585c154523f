import { CourseIndex } from '@/components/course/course-index';
import { siteCourse } from '@/components/course/site-course';

/** The course index. */
export default async function HomePage() {
  return <CourseIndex course={await siteCourse()} />;
}
