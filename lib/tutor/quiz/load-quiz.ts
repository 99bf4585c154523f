import type { Principal } from '../../chatkit/principal';
import type { Store } from '../../chatkit/store/store';
import type { CourseLessons } from '../course-lessons';
import { pickQuestions } from './pick-questions';
import { newQuiz, type Quiz, type QuizState, readQuizState } from './quiz-state';

/** A quiz as it is to be found now. */
export type LoadedQuiz =
  | { kind: 'found'; quiz: Quiz }
  /** The lesson is there, but some of the questions are not. */
  | { kind: 'changed'; lesson: Quiz['lesson'] }
  | { kind: 'gone' };

/** Finds the questions of a stored state in the course as it is now. */
export async function loadQuiz(lessons: CourseLessons, state: QuizState): Promise<LoadedQuiz> {
  const page = await lessons.page(state.lesson);
  if (page?.kind !== 'lesson') return { kind: 'gone' };
  const lesson = { path: page.path, title: page.title };
  const all = await lessons.questions(page.path);
  const questions = state.questions.flatMap((id) => all.find((question) => question.id === id) ?? []);
  if (questions.length < state.questions.length) return { kind: 'changed', lesson };
  return { kind: 'found', quiz: { lesson, questions, state } };
}

/** A quiz that has just been made; `isRepeat` if all of the lesson's questions had been asked in the thread. */
export type MadeQuiz = { quiz: Quiz; isRepeat: boolean };

/** A new quiz on a lesson, with questions that the thread has not had yet; undefined if the lesson has none. */
export async function makeQuiz(
  lessons: CourseLessons,
  path: string,
  asked: ReadonlySet<string>,
): Promise<MadeQuiz | undefined> {
  const page = await lessons.page(path);
  if (page?.kind !== 'lesson') return undefined;
  const { questions, isRepeat } = pickQuestions(await lessons.questions(page.path), asked);
  if (questions.length === 0) return undefined;
  return { quiz: newQuiz({ path: page.path, title: page.title }, questions), isRepeat };
}

/** How many earlier widgets of a thread are looked at. */
const REACH = 50;

/** Ids of the questions that the thread has asked. */
export async function askedQuestions(
  store: Store,
  principal: Principal,
  threadId: string,
): Promise<ReadonlySet<string>> {
  const { data } = await store.listItems(principal, threadId, {
    limit: REACH,
    order: 'desc',
    types: ['widget'],
  });
  return new Set(
    data.flatMap((item) => (item.type === 'widget' ? (readQuizState(item.widget)?.questions ?? []) : [])),
  );
}
