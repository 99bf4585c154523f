import type { CourseDocument } from '../../search/course';
import type { CourseSearch } from '../../search/course-search';
import type { CourseLessons } from '../course-lessons';
import type { TutorTurn } from '../tutor-context';

/** A lesson to make a quiz on. */
export type ChosenLesson = Pick<CourseDocument, 'path' | 'title'>;

/** How many passages a topic is looked for in. */
const PASSAGES = 10;
/** A passage this much worse than the best is about something else. */
const NEARLY_AS_GOOD = 0.6;

/** The lesson that a quiz was asked for: by its path, by a topic, else the one being read. The error is for the student. */
export async function lessonToAskAbout(
  { lesson, topic }: { lesson: string | null; topic: string | null },
  { page, profile }: Pick<TutorTurn, 'page' | 'profile'>,
  { lessons, search }: { lessons: CourseLessons; search: CourseSearch },
): Promise<ChosenLesson | { error: string }> {
  const named = lesson ? await lessons.page(lesson) : undefined;
  if (named?.kind === 'lesson') return named;
  if (lesson && !named && !topic) return { error: 'The course has no such lesson.' };
  if (topic) return byTopic(topic, profile.hardwareTier, lessons, search);
  const read = named ?? (page?.path ? await lessons.page(page.path) : undefined);
  if (!read) return { error: 'Open a lesson first, or name a topic for the quiz.' };
  if (read.kind === 'lesson') return read;
  const below = (await lessons.lessonsBelow(read)).slice(0, 6).map(({ title }) => `“${title}”`);
  return {
    error: `“${read.title}” is an overview. Name one of its lessons for a quiz: ${below.join(', ')}.`,
  };
}

/** The lesson that speaks most of a topic, of those that a quiz can be made from. */
async function byTopic(
  topic: string,
  hardwareTier: TutorTurn['profile']['hardwareTier'],
  lessons: CourseLessons,
  search: CourseSearch,
): Promise<ChosenLesson | { error: string }> {
  const passages = await search.search({ query: topic, hardwareTier, limit: PASSAGES });
  const floor = NEARLY_AS_GOOD * (passages[0]?.score ?? 0);
  for (const { path, lesson, score } of passages) {
    if (lesson === 0 || score < floor) continue;
    const page = await lessons.page(path);
    if (page && (await lessons.questions(page.path)).length > 0) return page;
  }
  return { error: `The course has no lesson on “${topic}” that a quiz can be made from.` };
}
