import type { Chunk } from './chunk/chunk';
import type { SearchQuery } from './course-search';

/** Whether a chunk passes the filters of a query; every one is a must. */
export function allows(query: SearchQuery, { document }: Chunk): boolean {
  const { hardwareTier, module, chapterMin, chapterMax, lesson } = query;
  return (
    (hardwareTier === undefined || document.hardwareTier <= hardwareTier) &&
    (module === undefined || document.moduleId === module) &&
    (chapterMin === undefined || document.chapterNumber >= chapterMin) &&
    (chapterMax === undefined || document.chapterNumber <= chapterMax) &&
    (lesson === undefined || document.lessonNumber === lesson)
  );
}
