import { z } from 'zod';
import type { WidgetRoot } from '../../chatkit/protocol';
import { QUIZ_LENGTH } from './lesson-questions';
import { plainText } from './plain-text';
import type { QuizQuestion } from './question';

/** Actions of a quiz card. */
export const QUIZ_ACTIONS = {
  /** With the chosen option: says whether it is right. */
  check: 'quiz.check',
  next: 'quiz.next',
  /** New questions in place of ones that the lesson does not have any more. */
  restart: 'quiz.restart',
  review: 'quiz.review',
  more: 'quiz.more',
} as const;

/**
 * How far a quiz is. It travels in the payload of the card's button and is only ever read from the stored card: what a client
 * sends back of it is not trusted. The right answers are not in it.
 */
const quizState = z.object({
  /** Path of the lesson on the site. */
  lesson: z.string().max(400),
  /** Ids of its questions. */
  questions: z.array(z.string().max(40)).min(1).max(QUIZ_LENGTH),
  /** Places of the options that were chosen so far. */
  answers: z.array(z.int().min(0).max(3)).max(QUIZ_LENGTH),
  step: z.enum(['asking', 'checked', 'result', 'reviewed', 'changed']),
});

export type QuizState = z.infer<typeof quizState>;

/** A quiz with the lesson that it is on. */
export interface Quiz {
  lesson: { path: string; title: string };
  questions: QuizQuestion[];
  state: QuizState;
}

/** The payload of an action of the card; a client adds the `choice`. */
const payload = z.object({ quiz: quizState });
const card = z.object({ confirm: z.object({ action: z.object({ payload }) }) });

/** The state that a card carries; undefined for every other widget, and for a card that has come to its end. */
export function readQuizState(widget: WidgetRoot): QuizState | undefined {
  return card.safeParse(widget).data?.confirm.action.payload.quiz;
}

/** What a client says that the card it acted on looked like; undefined if it says nothing of use. */
export function seenState(sent: unknown): QuizState | undefined {
  return payload.safeParse(sent).data?.quiz;
}

const choice = z.object({ choice: z.enum(['0', '1', '2', '3']).transform(Number) });

/** The option that a client chose; undefined for anything that is none. */
export function chosenOption(sent: unknown): number | undefined {
  return choice.safeParse(sent).data?.choice;
}

/** The question that the card shows; undefined at its end. */
export function shownQuestion({ questions, state }: Quiz): QuizQuestion | undefined {
  if (state.step === 'asking') return questions[state.answers.length];
  return state.step === 'checked' ? questions[state.answers.length - 1] : undefined;
}

/** The answered questions, each with what was chosen. */
export function answered({ questions, state }: Quiz) {
  return questions
    .slice(0, state.answers.length)
    .map((question, at) => ({ question, chosen: state.answers[at] ?? -1 }))
    .map((answer) => ({ ...answer, isRight: answer.chosen === answer.question.right }));
}

/** How many were answered right. */
export function score(quiz: Quiz): number {
  return answered(quiz).filter(({ isRight }) => isRight).length;
}

/** A quiz as text to be copied: the question that the card shows, or its result. */
export function quizText(quiz: Quiz): string {
  const question = shownQuestion(quiz);
  const result = answered(quiz).map(
    ({ question: { options, right }, isRight }) =>
      `- ${options[right] ?? ''}: ${isRight ? 'right' : 'wrong'}`,
  );
  const lines = question
    ? [plainLine(question.prompt.replaceAll('\\_', '_')), ...question.options.map((option) => `- ${option}`)]
    : [`${score(quiz)} of ${quiz.questions.length} right`, ...result];
  return [`Quiz: ${quiz.lesson.title}`, '', ...lines].join('\n');
}

/** A statement as plain text in one line. */
export function plainLine(statement: string): string {
  return plainText(statement.replaceAll('  \n', '; '));
}
