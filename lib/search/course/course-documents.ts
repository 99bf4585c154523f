import type { Course, CourseDocument } from './course';

/** A course, or the part of it that is looked at. */
export type CoursePages = Pick<Course, 'modules'> & Partial<Pick<Course, 'pages'>>;

/**
 * Every page in the course's own language, in reading order: a module's overview, then chapter by chapter its overview and
 * lessons, then the module's other pages; at the end the pages that stand in no module.
 */
export function courseDocuments(course: CoursePages): CourseDocument[] {
  const inModules = course.modules.flatMap((module) => [
    ...(module.overview ? [module.overview] : []),
    ...module.chapters.flatMap((chapter) => [
      ...(chapter.overview ? [chapter.overview] : []),
      ...chapter.lessons,
    ]),
    ...module.pages,
  ]);
  return [...inModules, ...(course.pages ?? [])];
}
