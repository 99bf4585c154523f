import { Citations } from '../../chatkit/agents/citations';
import type { ThreadMetadata, ThreadStreamEvent, WidgetItem } from '../../chatkit/protocol';
import type { ChatKitServer } from '../../chatkit/server/chatkit-server';
import { streamWidget } from '../../chatkit/widgets/stream-widget';
import type { CourseLessons } from '../course-lessons';
import { say } from '../say';
import type { TutorContext } from '../tutor-context';
import { afterQuizQuestions } from './after-quiz';
import { askedQuestions, loadQuiz, makeQuiz } from './load-quiz';
import { changedCard, endedCard, quizCard } from './quiz-card';
import { answered, QUIZ_ACTIONS, type Quiz, type QuizState, readQuizState } from './quiz-state';
import { quizText } from './quiz-text';
import { reviewText } from './review-text';

export interface QuizTurn {
  server: Pick<ChatKitServer<TutorContext>, 'store' | 'generateId' | 'now'>;
  lessons: CourseLessons;
  thread: ThreadMetadata;
  sender: WidgetItem;
  context: TutorContext;
  signal: AbortSignal;
}

/** Whether an action of a quiz card begins a turn. */
export function isQuizTurn(type: string): boolean {
  return type === QUIZ_ACTIONS.review || type === QUIZ_ACTIONS.more;
}

/**
 * The turn that a quiz card begins: going over the answers, or three more questions. What to do is read from the stored
 * card, so that a second click finds a card that has moved on.
 */
export async function* quizTurn(type: string, turn: QuizTurn): AsyncGenerator<ThreadStreamEvent> {
  const { lessons, sender } = turn;
  const state = readQuizState(sender.widget);
  if (!state) return yield notice('This quiz has come to its end.');
  if (type === QUIZ_ACTIONS.more) {
    if (state.step !== 'reviewed') return yield notice('Finish this quiz first.');
    return yield* moreQuestions(turn, state);
  }
  if (state.step === 'reviewed') return yield notice('You have gone over this quiz already.');
  if (state.step !== 'result') return yield notice('Answer all questions first.');
  const loaded = await loadQuiz(lessons, state);
  if (loaded.kind !== 'found') {
    const gone = endedCard('This lesson is not in the course any more, so there is nothing to go over.');
    const widget = loaded.kind === 'gone' ? gone : changedCard(loaded.lesson, state);
    return yield { type: 'thread.item.replaced', item: { ...sender, widget } };
  }
  yield* review(turn, loaded.quiz);
}

async function* review(turn: QuizTurn, quiz: Quiz): AsyncGenerator<ThreadStreamEvent> {
  const { server, lessons, thread, sender, context, signal } = turn;
  const { siteUrl } = context;
  const reviewed: Quiz = { ...quiz, state: { ...quiz.state, step: 'reviewed' } };
  yield { type: 'thread.item.replaced', item: { ...sender, widget: quizCard(reviewed, { siteUrl }) } };
  const { generateId, now } = server;
  const citations = new Citations();
  yield* say(reviewText(quiz, citations, siteUrl), {
    threadId: thread.id,
    generateId,
    now,
    signal,
    citations,
  });
  const hasWrong = answered(quiz).some(({ isRight }) => !isRight);
  const hasNext = (await lessons.beside(quiz.lesson.path, 'next')) !== undefined;
  yield {
    type: 'thread.item.done',
    item: {
      type: 'structured_input',
      id: generateId('message', thread.id),
      thread_id: thread.id,
      created_at: now().toISOString(),
      status: 'pending',
      inputs: afterQuizQuestions({ hasWrong, hasNext }),
    },
  };
}

async function* moreQuestions(turn: QuizTurn, { lesson }: QuizState): AsyncGenerator<ThreadStreamEvent> {
  const { server, lessons, thread, context } = turn;
  const { store, generateId, now } = server;
  const made = await makeQuiz(lessons, lesson, await askedQuestions(store, context.principal, thread.id));
  if (!made) return yield notice('This lesson has no more questions.');
  if (made.isRepeat) yield notice('You have had all questions of this lesson; these come again.');
  const options = { threadId: thread.id, generateId, now, copyText: quizText(made.quiz) };
  yield* streamWidget(quizCard(made.quiz, { siteUrl: context.siteUrl }), options);
}

function notice(message: string): ThreadStreamEvent {
  return { type: 'notice', level: 'info', message };
}
