import type { Course, CourseDocument } from './course';

/** Every page of the course in reading order: a module's overview, then chapter by chapter its overview and lessons. */
export function courseDocuments(course: Pick<Course, 'modules'>): CourseDocument[] {
  return course.modules.flatMap((module) => [
    ...(module.overview ? [module.overview] : []),
    ...module.chapters.flatMap((chapter) => [
      ...(chapter.overview ? [chapter.overview] : []),
      ...chapter.lessons,
    ]),
  ]);
}
