import { Citations } from '../../chatkit/agents/citations';
import type { ThreadMetadata, ThreadStreamEvent, WidgetItem } from '../../chatkit/protocol';
import type { ChatKitServer } from '../../chatkit/server/chatkit-server';
import { streamWidget } from '../../chatkit/widgets/stream-widget';
import type { CourseLessons } from '../course-lessons';
import { say } from '../say';
import type { TutorContext } from '../tutor-context';
import { afterQuizQuestions } from './after-quiz';
import { askedQuestions, loadQuiz, makeQuiz } from './load-quiz';
import { changedCard, endedCard, quizCard, quoted } from './quiz-card';
import { answered, plainLine, QUIZ_ACTIONS, type Quiz, quizText, readQuizState } from './quiz-state';

export interface QuizTurn {
  server: Pick<ChatKitServer<TutorContext>, 'store' | 'generateId' | 'now'>;
  lessons: CourseLessons;
  thread: ThreadMetadata;
  sender: WidgetItem;
  context: TutorContext;
  signal: AbortSignal;
}

const NOTHING_LEFT = 'This lesson is not in the course any more, so there is nothing to go over.';

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
    return yield* moreQuestions(turn, state.lesson);
  }
  if (state.step === 'reviewed') return yield notice('You have gone over this quiz already.');
  if (state.step !== 'result') return yield notice('Answer all questions first.');
  const loaded = await loadQuiz(lessons, state);
  if (loaded.kind === 'found') return yield* review(turn, loaded.quiz);
  const widget = loaded.kind === 'gone' ? endedCard(NOTHING_LEFT) : changedCard(loaded.lesson, state);
  yield { type: 'thread.item.replaced', item: { ...sender, widget } };
}

async function* review(turn: QuizTurn, quiz: Quiz): AsyncGenerator<ThreadStreamEvent> {
  const { lessons, thread, sender, context, signal } = turn;
  const { generateId, now } = turn.server;
  const reviewed: Quiz = { ...quiz, state: { ...quiz.state, step: 'reviewed' } };
  yield { type: 'thread.item.replaced', item: { ...sender, widget: quizCard(reviewed, context) } };
  const citations = new Citations();
  const text = reviewText(quiz, citations, context.siteUrl);
  yield* say(text, { threadId: thread.id, generateId, now, signal, citations });
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

/** What is said of a finished quiz, as Markdown with the markers of the sections that it rests on. */
function reviewText(quiz: Quiz, citations: Citations, siteUrl: string): string {
  const all = answered(quiz);
  const wrong = all.filter(({ isRight }) => !isRight);
  const { title, path } = quiz.lesson;
  if (wrong.length === 0) {
    const those = ['', 'That one is', 'Both are', 'All three are'][all.length] ?? 'All are';
    return `${those} right. You know “${title}” well enough to go on.`;
  }
  const right = all.length - wrong.length;
  const score =
    right === 0
      ? 'None was right this time; that is what a quiz is for.'
      : `${right} of ${all.length} right.`;
  const rest = right === 0 ? '' : ` on the ${wrong.length === 1 ? 'other one' : 'others'}`;
  const paragraphs = wrong.map(({ question: { id, section, statement, options, right }, chosen }) => {
    const number = citations.number(id, {
      type: 'url',
      title,
      url: `${siteUrl}${path}${section.anchor ? `#${section.anchor}` : ''}`,
      attribution: section.title,
      description: plainLine(statement),
    });
    return `You chose “${options[chosen] ?? ''}”; “${options[right] ?? ''}” fits. [${number}]\n\n${quoted(statement)}`;
  });
  return [`${score} Here is what the lesson says${rest}.`, ...paragraphs].join('\n\n');
}

async function* moreQuestions(turn: QuizTurn, lesson: string): AsyncGenerator<ThreadStreamEvent> {
  const { server, lessons, thread, context } = turn;
  const { store, generateId, now } = server;
  const made = await makeQuiz(lessons, lesson, await askedQuestions(store, context.principal, thread.id));
  if (!made) return yield notice('This lesson has no more questions.');
  if (made.isRepeat) yield notice('You have had all questions of this lesson; these come again.');
  const options = { threadId: thread.id, generateId, now, copyText: quizText(made.quiz) };
  yield* streamWidget(quizCard(made.quiz, context), options);
}

function notice(message: string): ThreadStreamEvent {
  return { type: 'notice', level: 'info', message };
}
