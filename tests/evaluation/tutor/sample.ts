import { type EvaluationQuestion, QUESTIONS } from '../questions';

/** The questions of the tutor's evaluation: the covered ones of the half that nothing was tuned on, and all uncovered ones. */
export const TUTOR_QUESTIONS: EvaluationQuestion[] = QUESTIONS.filter(
  ({ split, needs }) => needs.length === 0 || split === 'test',
);

/** So many of them, evenly spread. */
export function sampleOf<Question>(questions: Question[], count: number): Question[] {
  const step = Math.max(1, questions.length / count);
  return Array.from(
    { length: Math.min(count, questions.length) },
    (_, at) => questions[Math.floor(at * step)],
  ).filter((question) => question !== undefined);
}
