import type { Schemas } from '@qdrant/js-client-rest';
import type { SearchQuery } from '../course-search';

type Filters = Pick<
  SearchQuery,
  'hardwareTier' | 'module' | 'chapterMin' | 'chapterMax' | 'lesson' | 'locale'
>;

/**
 * The filters of spec robolearn A7, every one a must. A point that does not say its tier is not shown to someone who has
 * one. The book comes from the configuration, never from a question.
 */
export function bookFilter(bookId: string, filters: Filters = {}, more: Schemas['Condition'][] = []) {
  const { hardwareTier, module, chapterMin, chapterMax, lesson, locale } = filters;
  const must: Schemas['Condition'][] = [{ key: 'book_id', match: { value: bookId } }];
  if (hardwareTier !== undefined) must.push({ key: 'hardware_tier', range: { lte: hardwareTier } });
  if (module !== undefined) must.push({ key: 'module', match: { value: module } });
  if (lesson !== undefined) must.push({ key: 'lesson', match: { value: lesson } });
  if (chapterMin !== undefined || chapterMax !== undefined)
    must.push({
      key: 'chapter',
      range: {
        ...(chapterMin === undefined ? {} : { gte: chapterMin }),
        ...(chapterMax === undefined ? {} : { lte: chapterMax }),
      },
    });
  if (locale !== undefined) must.push({ key: 'locale', match: { value: locale } });
  return { must: [...must, ...more] };
}
