import { type CourseDocument, courseDocuments } from '../../search/course';
import type { CourseSearch } from '../../search/course-search';
import { type CourseLessons, isLesson } from '../course-lessons';
import type { TutorTurn } from '../tutor-context';

/** A lesson to make a quiz on. */
export type ChosenLesson = Pick<CourseDocument, 'path' | 'title'>;

/** How many passages a topic is looked for in. */
const PASSAGES = 10;
/** How many lessons are tried for an example. */
const TRIED = 6;
/** A passage this much worse than the best is about something else. */
const NEARLY_AS_GOOD = 0.6;

/** The lesson that a quiz was asked for: by its path, by a topic, else the one being read. The error is for the student. */
export async function lessonToAskAbout(
  { lesson, topic }: { lesson: string | null; topic: string | null },
  { page, profile }: Pick<TutorTurn, 'page' | 'profile'>,
  { lessons, search }: { lessons: CourseLessons; search: CourseSearch },
): Promise<ChosenLesson | { error: string }> {
  const named = lesson ? await lessons.page(lesson) : undefined;
  if (named && isLesson(named)) return named;
  const refuse = (error: string) => refusal(error, lessons, page?.path);
  if (lesson && !named && !topic) return refuse('The course has no such lesson.');
  if (topic) {
    const found = await byTopic(topic, profile.hardwareTier, lessons, search);
    return found ?? refuse(`The course has no lesson on “${topic}” that a quiz can be made from.`);
  }
  const read = named ?? (page?.path ? await lessons.page(page.path) : undefined);
  if (!read) return refuse('Open a lesson first, or name a topic for the quiz.');
  if (isLesson(read)) return read;
  const below = await withQuestions(await lessons.lessonsBelow(read), lessons);
  const names = below.map(({ title }) => `“${title}”`).join(', ');
  const isOverview = `“${read.title}” is an overview.`;
  return names
    ? { error: `${isOverview} Name one of its lessons for a quiz: ${names}.` }
    : refuse(`${isOverview} Open a lesson, or name a topic for the quiz.`);
}

/**
 * Why there is no quiz, for the student, with a lesson of this course that there is one on; no lesson where the next few have
 * none either.
 *
 * @param path of the page being read
 */
export async function refusal(
  error: string,
  lessons: CourseLessons,
  path: string | undefined,
): Promise<{ error: string }> {
  const all = courseDocuments(await lessons.course()).filter(isLesson);
  const at = all.findIndex((page) => page.path === path);
  const [other] = await withQuestions([...all.slice(at + 1), ...all.slice(0, at + 1)], lessons, 1);
  return { error: other ? `${error} You can say, for example, “Quiz me on ${other.title}”.` : error };
}

/** Of the first of some pages those that a quiz can be made from. */
async function withQuestions(
  pages: readonly CourseDocument[],
  lessons: CourseLessons,
  max = TRIED,
): Promise<CourseDocument[]> {
  const found: CourseDocument[] = [];
  for (const page of pages.slice(0, TRIED))
    if (found.length < max && (await lessons.questions(page.path)).length > 0) found.push(page);
  return found;
}

/** The lesson that speaks most of a topic, of those that a quiz can be made from. */
async function byTopic(
  topic: string,
  hardwareTier: TutorTurn['profile']['hardwareTier'],
  lessons: CourseLessons,
  search: CourseSearch,
): Promise<ChosenLesson | undefined> {
  const pages = courseDocuments(await lessons.course()).filter(isLesson);
  const titled = pages.find(({ title }) => title.toLowerCase() === topic.trim().toLowerCase());
  if (titled) return titled;
  const passages = await search.search({ query: topic, hardwareTier, limit: PASSAGES });
  const floor = NEARLY_AS_GOOD * (passages[0]?.score ?? 0);
  for (const { path, score } of passages) {
    if (score < floor) continue;
    const page = await lessons.page(path);
    if (page && (await lessons.questions(page.path)).length > 0) return page;
  }
  return undefined;
}
