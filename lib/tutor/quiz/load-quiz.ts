import type { Principal } from '../../chatkit/principal';
import type { Store } from '../../chatkit/store/store';
import { type CourseLessons, isLesson } from '../course-lessons';
import { QUIZ_LENGTH } from './lesson-questions';
import type { QuizQuestion } from './question';
import { type Quiz, type QuizState, readQuizState } from './quiz-state';

/** A quiz as it is to be found now: the lesson may be gone, or be there without some of the questions. */
export type LoadedQuiz =
  | { kind: 'found'; quiz: Quiz }
  | { kind: 'changed'; lesson: Quiz['lesson'] }
  | { kind: 'gone' };

/** Finds the questions of a stored state in the course as it is now. */
export async function loadQuiz(lessons: CourseLessons, state: QuizState): Promise<LoadedQuiz> {
  const page = await lessons.page(state.lesson);
  if (!page || !isLesson(page)) return { kind: 'gone' };
  const lesson = { path: page.path, title: page.title };
  const all = await lessons.questions(page.path);
  const questions = state.questions.flatMap((id) => all.find((question) => question.id === id) ?? []);
  if (questions.length < state.questions.length) return { kind: 'changed', lesson };
  return { kind: 'found', quiz: { lesson, questions, state } };
}

/** A new quiz on a lesson, with questions that the thread has not had yet; undefined if the lesson has none. */
export async function makeQuiz(
  lessons: CourseLessons,
  path: string,
  asked: ReadonlySet<string>,
): Promise<{ quiz: Quiz; isRepeat: boolean } | undefined> {
  const page = await lessons.page(path);
  if (!page || !isLesson(page)) return undefined;
  const { questions, isRepeat } = pickQuestions(await lessons.questions(page.path), asked);
  if (questions.length === 0) return undefined;
  const state: QuizState = {
    lesson: page.path,
    questions: questions.map(({ id }) => id),
    answers: [],
    step: 'asking',
  };
  return { quiz: { lesson: { path: page.path, title: page.title }, questions, state }, isRepeat };
}

/**
 * The questions of the next quiz: the best of those not asked yet, each with an answer of its own and, while there are
 * enough, from a section of its own. `isRepeat` if all had been asked, so that these are the ones that were asked longest ago.
 *
 * @param all the questions of a lesson, the best first
 * @param asked ids of questions asked before, the last first
 */
export function pickQuestions(
  all: readonly QuizQuestion[],
  asked: ReadonlySet<string>,
): { questions: QuizQuestion[]; isRepeat: boolean } {
  const fresh = pick(all.filter(({ id }) => !asked.has(id)));
  const isRepeat = fresh.length === 0 && asked.size > 0;
  if (!isRepeat) return { questions: fresh, isRepeat };
  const order = [...asked];
  const oldest = all.toSorted((a, b) => order.indexOf(b.id) - order.indexOf(a.id));
  return { questions: pick(oldest), isRepeat };
}

function pick(all: readonly QuizQuestion[]): QuizQuestion[] {
  const chosen: QuizQuestion[] = [];
  const answerOf = ({ options, right }: QuizQuestion) => options[right];
  for (const isStrict of [true, false]) {
    for (const question of all) {
      const isSimilar = (other: QuizQuestion) =>
        answerOf(other) === answerOf(question) ||
        (isStrict && other.section.title === question.section.title);
      if (chosen.length < QUIZ_LENGTH && !chosen.some(isSimilar)) chosen.push(question);
    }
  }
  return chosen;
}

/** How many earlier widgets of a thread are looked at. */
const REACH = 50;

/** Ids of the questions that the thread has asked, the last first. */
export async function askedQuestions(
  store: Store,
  principal: Principal,
  threadId: string,
): Promise<ReadonlySet<string>> {
  const options = { limit: REACH, order: 'desc' as const, types: ['widget' as const] };
  const { data } = await store.listItems(principal, threadId, options);
  return new Set(
    data.flatMap((item) => (item.type === 'widget' ? (readQuizState(item.widget)?.questions ?? []) : [])),
  );
}
