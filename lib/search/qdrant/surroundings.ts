import type { ContextQuery, CoursePassage } from '../course-search';

/**
 * What stands around a passage, in reading order, itself included. The original service gave one parent to all files without a
 * number in a chapter (spec robolearn D-I9), so that the file decides too.
 *
 * @param page all passages of the same parent
 */
export function surroundings(
  passage: CoursePassage,
  page: CoursePassage[],
  reach: ContextQuery['reach'],
): CoursePassage[] {
  const around = page.filter(
    ({ id, sourceFile, chunkIndex }) =>
      id !== passage.id &&
      sourceFile === passage.sourceFile &&
      (reach === 'page' || Math.abs(chunkIndex - passage.chunkIndex) <= reach),
  );
  return [passage, ...around].sort((one, other) => one.chunkIndex - other.chunkIndex);
}
