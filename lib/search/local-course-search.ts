import type { CourseSearch } from './course-search';

export declare class LocalCourseSearch implements CourseSearch {
  constructor(courseDir: string);
  search: CourseSearch['search'];
  size: CourseSearch['size'];
}
