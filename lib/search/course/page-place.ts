import type { CourseDocument } from './course';
import type { CourseConfig } from './course-config';
import { isDirectoryIndex } from './document-path';
import { stripNumberPrefix } from './strip-number-prefix';

/** Where in the course a page stands. */
export type PagePlace = Pick<
  CourseDocument,
  'kind' | 'moduleId' | 'moduleNumber' | 'chapterNumber' | 'lessonNumber'
>;

const CHAPTER = /^chapter-(\d+)(?:-|$)/;

/**
 * The place of a page by its path: modules as configured, in them `chapter-N-*` directories, in those lessons by their
 * numbers. A lesson in a directory of its chapter counts as one without a number.
 * @param sourceFile path below the course directory
 * @returns a sentence instead, if the page stands beyond what the course may have
 */
export function pagePlace(sourceFile: string, { modules, limits }: CourseConfig): PagePlace | string {
  const [dir = '', ...rest] = sourceFile.split('/');
  const at = rest.length ? modules.findIndex((candidate) => candidate.dir === dir) : -1;
  const place = { moduleId: modules[at]?.id ?? '', moduleNumber: at + 1, chapterNumber: 0, lessonNumber: 0 };
  if (at < 0) return { ...place, kind: 'page' };

  const isIndex = isDirectoryIndex(sourceFile);
  const chapterNumber = rest.length > 1 ? chapterNumberOf(rest[0] ?? '') : undefined;
  if (chapterNumber === undefined) {
    return { ...place, kind: isIndex && rest.length === 1 ? 'module' : 'page' };
  }
  if (chapterNumber > limits.chapter)
    return `chapter ${chapterNumber} is above the limit of ${limits.chapter}`;
  const isInChapter = rest.length === 2;
  if (isInChapter && isIndex) return { ...place, kind: 'chapter', chapterNumber };
  const lessonNumber = isInChapter ? (stripNumberPrefix(rest[1] ?? '').number ?? 0) : 0;
  if (lessonNumber > limits.lesson) return `lesson ${lessonNumber} is above the limit of ${limits.lesson}`;
  return { ...place, kind: 'lesson', chapterNumber, lessonNumber };
}

/** The number of a `chapter-N-*` directory, which may carry a number for its order before. */
function chapterNumberOf(dir: string): number | undefined {
  const number = CHAPTER.exec(stripNumberPrefix(dir).name)?.[1];
  return number === undefined ? undefined : Number(number);
}
