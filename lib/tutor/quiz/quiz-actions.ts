import type { Action, Card, WidgetItem } from '../../chatkit/protocol';
import type { CourseLessons } from '../course-lessons';
import { loadQuiz, makeQuiz } from './load-quiz';
import { changedCard, endedCard, quizCard } from './quiz-card';
import {
  chosenOption,
  QUIZ_ACTIONS,
  type Quiz,
  type QuizState,
  readQuizState,
  seenState,
  shownQuestion,
} from './quiz-state';
import { quizText } from './quiz-text';

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
  action: Action,
  sender: WidgetItem,
  siteUrl: string,
): Promise<WidgetItem> {
  const state = readQuizState(sender.widget);
  if (!state || isStale(state, action.payload)) return sender;
  const show = (widget: Card, copyText?: string): WidgetItem => ({
    ...sender,
    widget,
    ...(copyText === undefined ? {} : { copy_text: copyText }),
  });

  if (action.type === QUIZ_ACTIONS.restart) {
    const made = await makeQuiz(lessons, state.lesson, new Set());
    return made ? show(quizCard(made.quiz, { siteUrl }), quizText(made.quiz)) : show(endedCard(TOO_FEW));
  }
  const loaded = await loadQuiz(lessons, state);
  if (loaded.kind === 'gone') return show(endedCard(GONE));
  if (loaded.kind === 'changed') return show(changedCard(loaded.lesson, state));
  const { quiz } = loaded;
  const options = shownQuestion(quiz)?.options ?? [];
  const chosen = [chosenOption(action.payload)].find((at) => at !== undefined && at < options.length);
  if (action.type === QUIZ_ACTIONS.check && state.step === 'asking' && chosen === undefined) {
    return show(quizCard(quiz, { siteUrl, hint: 'Choose one of the answers first.' }));
  }
  const next = nextState(action.type, quiz, chosen);
  if (!next) return sender;
  const moved = { ...quiz, state: next };
  return show(quizCard(moved, { siteUrl }), quizText(moved));
}

function nextState(
  type: string,
  { state, questions }: Quiz,
  chosen: number | undefined,
): QuizState | undefined {
  if (type === QUIZ_ACTIONS.check && state.step === 'asking' && chosen !== undefined) {
    return { ...state, answers: [...state.answers, chosen], step: 'checked' };
  }
  if (type === QUIZ_ACTIONS.next && state.step === 'checked') {
    return { ...state, step: state.answers.length < questions.length ? 'asking' : 'result' };
  }
  return undefined;
}

/** Whether the card that the client acted on is not the one that is stored. */
function isStale(stored: QuizState, payload: unknown): boolean {
  const seen = seenState(payload);
  return seen !== undefined && (seen.step !== stored.step || seen.answers.length !== stored.answers.length);
}
