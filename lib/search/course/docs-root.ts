import { dirname, join, posix, resolve } from 'node:path';
import type { CourseConfig } from './course-config';

/** A directory of pages in one language. */
export interface DocsRoot {
  /** Absolute path. */
  dir: string;
  /** What stands before its files' paths in `sourceFile`: nothing for the course directory. */
  prefix: string;
  locale: string;
  /** Where its pages are served, as in `/docs` or `/ur/docs`. */
  route: string;
  /** Absolute path of the course directory, which partials may come from too. */
  courseDir: string;
  /** Absolute path of the site, which `@site/…` stands for. */
  site: string;
}

/** The course directory itself: the pages in the course's own language. */
export function ownRoot(courseDir: string, { route, locales }: CourseConfig): DocsRoot {
  const dir = resolve(courseDir);
  return { dir, prefix: '', locale: locales.default, route, courseDir: dir, site: dirname(dir) };
}

/** Where Docusaurus looks for the translations into a language: in the site that holds the course directory. */
export function translationRoot(courseDir: string, locale: string, { route }: CourseConfig): DocsRoot {
  const own = resolve(courseDir);
  const site = dirname(own);
  const prefix = posix.join('i18n', locale, 'docusaurus-plugin-content-docs', 'current');
  return { dir: join(site, prefix), prefix, locale, route: `/${locale}${route}`, courseDir: own, site };
}
