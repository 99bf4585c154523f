import type { SearchQuery } from '../search/course-search';
import type { CourseShape } from '../search/course-shape';
import type { PageContext } from './turn-metadata';

/**
 * What the open page says about a search: the page itself, and its language. The page is the browser's word, so it only ever
 * moves passages a little, and picks no language that the course does not have.
 */
export function whereReading(
  page: PageContext | undefined,
  { route, locales }: Pick<CourseShape, 'route' | 'locales'>,
): Pick<SearchQuery, 'near' | 'locale'> {
  const path = page?.path;
  // A site may serve its pages below a directory of its own: `/robolearn/docs/…`.
  const at = path ? `${path}/`.indexOf(`${route}/`) : -1;
  if (!path || at < 0) return {};
  const segment = path.slice(0, at).split('/').at(-1) ?? '';
  const locale = locales.others.find((other) => other === segment);
  const near = `${locale ? `/${locale}` : ''}${path.slice(at)}`.replace(/\/$/, '');
  return { near, ...(locale ? { locale } : {}) };
}
