import { type Course, readCourse, searchedDocuments } from '../../course';
import { coursePages } from '../course-pages';
import { EmptyCourse } from '../errors';
import type { IngestionPage } from '../ingest';
import type { CommandOutput, IngestSetup } from './ingest-setup';

/** Most warnings that are printed; a course full of them is not read better with all. */
const MOST_WARNINGS = 20;

export interface Source {
  course: Course;
  /** As Qdrant keeps them, with the model that embeds them. */
  pages: IngestionPage[];
  /** As the local index keeps them. */
  localPages: Pick<IngestionPage, 'sourceFile' | 'locale' | 'fingerprint'>[];
}

/**
 * The course of a setup, with its warnings printed.
 *
 * @throws CourseDirectoryMissing, CourseConfigInvalid, EmptyCourse
 */
export async function readSource(
  { courseDir, bookId, embedder }: Pick<IngestSetup, 'courseDir' | 'bookId' | 'embedder'>,
  output: CommandOutput,
): Promise<Source> {
  const course = await readCourse(courseDir, { bookId });
  const pages = coursePages(course, bookId, embedder?.model);
  output.line(`Course     ${courseDir}: ${count(pages.length, 'page')}`);
  printWarnings(course.warnings, output);
  if (pages.length === 0) throw new EmptyCourse(courseDir);
  return { course, pages, localPages: searchedDocuments(course).filter(({ body }) => body.trim() !== '') };
}

/** The first of them, a line each. */
export function printWarnings(warnings: readonly string[], output: Pick<CommandOutput, 'line'>): void {
  for (const warning of warnings.slice(0, MOST_WARNINGS)) output.line(`           warning: ${warning}`);
  const more = warnings.length - MOST_WARNINGS;
  if (more > 0) output.line(`           and ${count(more, 'more warning')}`);
}

/** `1 page`, `2 pages`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
