import type { Course, CourseDocument } from '@/lib/search/course';
import { shortTitle } from './short-title';

/** What the tree of the course needs to know: small, because it travels with every page. */
export interface CourseOutline {
  modules: Array<{
    id: string;
    number: number;
    title: string;
    path?: string;
    chapters: Array<{ number: number; title: string; path?: string; lessons: OutlinePage[] }>;
    /** What stands in the module, but in no chapter. */
    pages: OutlinePage[];
  }>;
  /** What stands in no module. */
  pages: OutlinePage[];
}

export interface OutlinePage {
  title: string;
  path: string;
}

/** Takes the titles and addresses out of the course. An overview that does not exist has no path, and unlisted pages are not here. */
export function courseOutline(course: Course): CourseOutline {
  return {
    modules: course.modules.map((module) => ({
      id: module.id,
      number: module.number,
      title: shortTitle(module.title),
      ...(module.overview ? { path: module.path } : {}),
      chapters: module.chapters.map((chapter) => ({
        number: chapter.number,
        title: shortTitle(chapter.title),
        ...(chapter.overview ? { path: chapter.path } : {}),
        lessons: outlinePages(chapter.lessons),
      })),
      pages: outlinePages(module.pages),
    })),
    pages: outlinePages(course.pages),
  };
}

function outlinePages(documents: CourseDocument[]): OutlinePage[] {
  return documents
    .filter(({ unlisted }) => !unlisted)
    .map(({ title, path }) => ({ title: shortTitle(title), path }));
}
