import { QUIZ_LENGTH } from './lesson-questions';
import type { QuizQuestion } from './question';

export interface PickedQuestions {
  /** As many as a quiz has; fewer if the lesson has no more. */
  questions: QuizQuestion[];
  /** All of the lesson's questions have been asked, so these are not new. */
  isRepeat: boolean;
}

/**
 * The questions of the next quiz: the best of those not asked yet, each with an answer of its own and, while there are
 * enough, from a section of its own.
 *
 * @param all the questions of a lesson, the best first
 * @param asked ids of questions asked before
 */
export function pickQuestions(all: readonly QuizQuestion[], asked: ReadonlySet<string>): PickedQuestions {
  const fresh = pick(all.filter(({ id }) => !asked.has(id)));
  if (fresh.length > 0 || asked.size === 0) return { questions: fresh, isRepeat: false };
  return { questions: pick(all), isRepeat: true };
}

function pick(all: readonly QuizQuestion[]): QuizQuestion[] {
  const chosen: QuizQuestion[] = [];
  const answers = () => new Set(chosen.map(({ options, right }) => options[right]));
  const sections = () => new Set(chosen.map(({ section }) => section.title));
  for (const isStrict of [true, false]) {
    for (const question of all) {
      if (chosen.length === QUIZ_LENGTH) return chosen;
      if (chosen.includes(question) || answers().has(question.options[question.right])) continue;
      if (isStrict && sections().has(question.section.title)) continue;
      chosen.push(question);
    }
  }
  return chosen;
}
