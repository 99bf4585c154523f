import { readCourseConfig } from './course';

/** What searches have to know of a course's layout. It comes from the course's configuration. */
export interface CourseShape {
  /** Ids of its modules, in order. */
  modules: string[];
  /** The highest chapter, and the highest lesson of a chapter. */
  limits: { chapter: number; lesson: number };
  /** Where the site serves the course, as in `/docs`. */
  route: string;
  locales: { default: string; others: string[] };
}

/** The shape of the course in a directory. @throws CourseConfigInvalid */
export function courseShape(dir: string): CourseShape {
  const { modules, limits, route, locales } = readCourseConfig(dir);
  return { modules: modules.map(({ id }) => id), limits, route, locales };
}
