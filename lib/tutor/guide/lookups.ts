import { z } from 'zod';
import type { CourseDocument } from '../../search/course';
import { SEARCH_TOOL } from '../search-tool-name';
import { READ_TOOL } from '../tool-names';
import type { Answering } from './turn';

/** A passage as the tools give it to the guide. */
const passage = z.object({
  /** Cites it. */
  marker: z.string(),
  path: z.string().default(''),
  lesson_title: z.string(),
  section_title: z.string().optional(),
  lesson: z.number(),
  text: z.string(),
  /** What its page is about. */
  about: z.string().optional(),
});
const found = z.object({ results: z.array(passage), error: z.string().optional() });

export type FoundPassage = z.infer<typeof passage>;

/** A tool could not look something up. What cannot be read counts as that: it must not be answered from. */
export class LookupFailed extends Error {}

/** More than a model gets: what is quoted of them is little. */
const PASSAGES = 10;

/** Passages that fit, the best first. @throws LookupFailed */
export function* search(query: string, where: object = {}): Answering<FoundPassage[]> {
  return passagesOf(yield { kind: 'call', tool: SEARCH_TOOL, input: { query, limit: PASSAGES, ...where } });
}

/** The passages of a page in their order; none where the search does not know it, or the student's tier forbids it. @throws LookupFailed */
export function* readPage(page: CourseDocument): Answering<FoundPassage[]> {
  const { title, moduleId, chapterNumber, lessonNumber } = page;
  const where = {
    ...(moduleId ? { module: moduleId, chapter_min: chapterNumber, chapter_max: chapterNumber } : {}),
    ...(lessonNumber ? { lesson: lessonNumber } : {}),
  };
  const own = (yield* search(title, where)).find(({ path }) => pagePath(path) === page.path);
  if (!own) return [];
  const input = { passage: Number(/\d+/.exec(own.marker)?.[0]), extent: 'lesson' };
  return passagesOf(yield { kind: 'call', tool: READ_TOOL, input });
}

/** Without an anchor. */
export function pagePath(path: string): string {
  return path.replace(/#.*$/s, '');
}

function passagesOf(output: unknown): FoundPassage[] {
  const read = found.safeParse(output);
  if (!read.success || read.data.error !== undefined) throw new LookupFailed();
  return read.data.results;
}
