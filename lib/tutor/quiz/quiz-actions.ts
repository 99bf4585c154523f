import type { Action, Card, WidgetItem } from '../../chatkit/protocol';
import type { CourseLessons } from '../course-lessons';
import { loadQuiz, makeQuiz } from './load-quiz';
import { changedCard, endedCard, quizCard } from './quiz-card';
import {
  chosenOption,
  QUIZ_ACTIONS,
  type Quiz,
  type QuizState,
  quizText,
  readQuizState,
  seenState,
  shownQuestion,
} from './quiz-state';

const GONE = 'This lesson is not in the course any more, so its quiz cannot go on.';
const TOO_FEW = 'The lesson has too few questions for a quiz now.';

/** Whether an action is one that a quiz card sends and that a card answers. */
export function isQuizAction({ type }: Action): boolean {
  return type === QUIZ_ACTIONS.check || type === QUIZ_ACTIONS.next || type === QUIZ_ACTIONS.restart;
}

/**
 * What a quiz card looks like after an action. Everything but the chosen option is taken from the stored card; an action
 * that does not fit its state (a second click, another tab) changes nothing.
 */
export async function afterQuizAction(
  lessons: CourseLessons,
  { type, payload }: Action,
  sender: WidgetItem,
  siteUrl: string,
): Promise<WidgetItem> {
  const state = readQuizState(sender.widget);
  const seen = seenState(payload);
  const isStale = seen && (seen.step !== state?.step || seen.answers.length !== state.answers.length);
  if (!state || isStale) return sender;
  const show = (widget: Card): WidgetItem => ({ ...sender, widget });
  const showQuiz = (quiz: Quiz) => ({ ...show(quizCard(quiz, { siteUrl })), copy_text: quizText(quiz) });

  if (type === QUIZ_ACTIONS.restart) {
    const made = await makeQuiz(lessons, state.lesson, new Set());
    return made ? showQuiz(made.quiz) : show(endedCard(TOO_FEW));
  }
  const loaded = await loadQuiz(lessons, state);
  if (loaded.kind === 'gone') return show(endedCard(GONE));
  if (loaded.kind === 'changed') return show(changedCard(loaded.lesson, state));
  const { quiz } = loaded;
  const move = (next: Partial<QuizState>) => showQuiz({ ...quiz, state: { ...state, ...next } });
  if (type === QUIZ_ACTIONS.check && state.step === 'asking') {
    const chosen = chosenOption(payload);
    if (chosen !== undefined && chosen < (shownQuestion(quiz)?.options.length ?? 0))
      return move({ answers: [...state.answers, chosen], step: 'checked' });
    return show(quizCard(quiz, { siteUrl, hint: 'Choose one of the answers first.' }));
  }
  if (type !== QUIZ_ACTIONS.next || state.step !== 'checked') return sender;
  return move({ step: state.answers.length < quiz.questions.length ? 'asking' : 'result' });
}
