import type { Card, KnownWidgetComponent } from '../../chatkit/protocol';
import { checkedAnswer } from './checked-answer';
import { QUIZ_LENGTH } from './lesson-questions';
import { QUIZ_ACTIONS, type Quiz, type QuizState, score, shownQuestion } from './quiz-state';
import { resultLines } from './result-lines';

export interface QuizCardOptions {
  /** Origin of the site, for links into the lesson; no slash at the end. */
  siteUrl: string;
  /** Something to say to the student above the button. */
  hint?: string;
}

/** The card of a quiz in its present state. */
export function quizCard(quiz: Quiz, { siteUrl, hint }: QuizCardOptions): Card {
  const { questions, state } = quiz;
  const hints: KnownWidgetComponent[] = hint
    ? [{ type: 'Text', value: hint, size: 'sm', color: 'danger' }]
    : [];
  const few = questions.length < QUIZ_LENGTH && state.answers.length === 0;
  if (few) hints.unshift({ type: 'Caption', value: 'The lesson has no more good questions for now.' });
  const question = shownQuestion(quiz);
  if (!question) return resultCard(quiz);
  const number = questions.indexOf(question) + 1;
  const badge = `${number} of ${questions.length}`;
  const prompt: KnownWidgetComponent = { type: 'Markdown', value: question.prompt };
  if (state.step === 'asking') {
    const options: KnownWidgetComponent = {
      type: 'RadioGroup',
      key: question.id,
      name: 'choice',
      ariaLabel: `Question ${number}: what fits the gap?`,
      required: true,
      options: question.options.map((label, value) => ({ label, value: String(value) })),
    };
    const check = { label: 'Check', action: sync(QUIZ_ACTIONS.check, state) };
    return { ...card(quiz, badge, [prompt, options, ...hints], check), asForm: true };
  }
  const label = number < questions.length ? 'Next question' : 'See the result';
  const shown = checkedAnswer(question, state.answers.at(-1), `${siteUrl}${quiz.lesson.path}`);
  return card(quiz, badge, [prompt, ...shown], { label, action: sync(QUIZ_ACTIONS.next, state) });
}

/** The result, and the turn that can begin from it: going over the answers, and then more of them. */
function resultCard(quiz: Quiz): Card {
  const { questions, state } = quiz;
  const payload = { quiz: state };
  const confirm =
    state.step === 'reviewed'
      ? { label: 'Three more questions', action: { type: QUIZ_ACTIONS.more, payload } }
      : {
          label: score(quiz) < questions.length ? 'Go over it' : 'What next?',
          action: { type: QUIZ_ACTIONS.review, payload },
        };
  return card(quiz, 'Result', resultLines(quiz), confirm);
}

/** The card of a quiz whose lesson does not have its questions any more. */
export function changedCard(lesson: Quiz['lesson'], state: QuizState): Card {
  const text = 'The lesson has changed since these questions were made.';
  return card(
    { lesson, questions: [], state },
    'changed',
    [{ type: 'Text', value: text, color: 'secondary' }],
    { label: 'Start again', action: sync(QUIZ_ACTIONS.restart, { ...state, answers: [], step: 'changed' }) },
  );
}

/** The card of a quiz that cannot go on. */
export function endedCard(text: string): Card {
  return {
    type: 'Card',
    size: 'full',
    children: [
      { type: 'Title', value: 'Quiz', size: 'sm' },
      { type: 'Text', value: text, color: 'secondary' },
    ],
  };
}

function card(
  { lesson }: Quiz,
  badge: string,
  children: KnownWidgetComponent[],
  confirm: NonNullable<Card['confirm']>,
): Card {
  const title: KnownWidgetComponent = {
    type: 'Col',
    gap: 0.5,
    flex: 1,
    children: [
      { type: 'Title', value: 'Quiz', size: 'sm' },
      { type: 'Caption', value: lesson.title, size: 'md' },
    ],
  };
  const head: KnownWidgetComponent = {
    type: 'Row',
    justify: 'between',
    align: 'start',
    gap: 3,
    children: [title, { type: 'Badge', label: badge }],
  };
  return { type: 'Card', size: 'full', children: [head, ...children], confirm };
}

function sync(type: string, state: QuizState) {
  return { type, payload: { quiz: state }, streaming: false } as const;
}
