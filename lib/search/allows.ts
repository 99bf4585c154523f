import type { SearchQuery } from './course-search';
import type { CoursePassage } from './passage';

/** What the filters of a query look at: the same for all passages of a page. */
export type Filtered = Pick<CoursePassage, 'hardwareTier' | 'module' | 'chapter' | 'lesson' | 'locale'>;

/** Whether a passage passes the filters of a query; every one is a must. */
export function allows(query: Omit<SearchQuery, 'query' | 'limit'>, passage: Filtered): boolean {
  const { hardwareTier, module, chapterMin, chapterMax, lesson, locale } = query;
  return (
    (hardwareTier === undefined || passage.hardwareTier <= hardwareTier) &&
    (module === undefined || passage.module === module) &&
    (chapterMin === undefined || passage.chapter >= chapterMin) &&
    (chapterMax === undefined || passage.chapter <= chapterMax) &&
    (lesson === undefined || passage.lesson === lesson) &&
    (locale === undefined || passage.locale === locale)
  );
}
