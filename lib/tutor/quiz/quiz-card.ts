import type { Card, KnownWidgetComponent } from '../../chatkit/protocol';
import { QUIZ_LENGTH } from './lesson-questions';
import type { QuizQuestion } from './question';
import { answered, QUIZ_ACTIONS, type Quiz, type QuizState, score, shownQuestion } from './quiz-state';

export interface QuizCardOptions {
  /** Origin of the site, for links into the lesson; no slash at the end. */
  siteUrl: string;
  /** Something to say to the student above the button. */
  hint?: string;
}

/** The card of a quiz in its present state. */
export function quizCard(quiz: Quiz, { siteUrl, hint }: QuizCardOptions): Card {
  const { questions, state, lesson } = quiz;
  const question = shownQuestion(quiz);
  if (!question) return resultCard(quiz);
  const number = questions.indexOf(question) + 1;
  const badge = `${number} of ${questions.length}`;
  const children: KnownWidgetComponent[] = [{ type: 'Markdown', value: question.prompt }];
  if (state.step === 'checked') {
    children.push(...checkedAnswer(question, state.answers.at(-1), `${siteUrl}${lesson.path}`));
    const label = number < questions.length ? 'Next question' : 'See the result';
    return card(lesson, badge, children, { label, action: sync(QUIZ_ACTIONS.next, state) });
  }
  children.push({
    type: 'RadioGroup',
    key: question.id,
    name: 'choice',
    ariaLabel: `Question ${number}: what fits the gap?`,
    required: true,
    options: question.options.map((label, value) => ({ label, value: String(value) })),
  });
  if (questions.length < QUIZ_LENGTH && state.answers.length === 0)
    children.push({ type: 'Caption', value: 'The lesson has no more good questions for now.' });
  if (hint) children.push({ type: 'Text', value: hint, size: 'sm', color: 'danger' });
  const check = { label: 'Check', action: sync(QUIZ_ACTIONS.check, state) };
  return { ...card(lesson, badge, children, check), asForm: true };
}

/** The options with the right one marked, and what the lesson says. */
function checkedAnswer(
  { options, right, section, statement }: QuizQuestion,
  chosen: number | undefined,
  lessonUrl: string,
): KnownWidgetComponent[] {
  const isRight = chosen === right;
  const url = section.anchor ? `${lessonUrl}#${section.anchor}` : lessonUrl;
  // Brackets would end the text of a link.
  const title = section.title.replace(/[[\]\\]/g, '\\$&');
  return [
    {
      type: 'Col',
      gap: 2,
      children: options.map((option, at) => optionRow(option, at === right, at === chosen)),
    },
    {
      type: 'Text',
      value: isRight ? 'That is right.' : `Not quite. “${options[right] ?? ''}” fits.`,
      weight: 'semibold',
      color: isRight ? 'success' : 'danger',
    },
    { type: 'Markdown', value: `${quoted(statement)}\n\n[Read “${title}”](${url})` },
  ];
}

function optionRow(option: string, isRight: boolean, isChosen: boolean): KnownWidgetComponent {
  const wrong = isChosen ? (['info', 'danger'] as const) : (['empty-circle', 'secondary'] as const);
  const [name, color] = isRight ? (['check-circle-filled', 'success'] as const) : wrong;
  const children: KnownWidgetComponent[] = [{ type: 'Icon', name, color, size: 'sm' }];
  if (isRight || isChosen) {
    const chosen = isRight ? 'your answer, right' : 'your answer';
    children.push({ type: 'Text', value: option, color: 'prose', weight: 'medium' });
    children.push({ type: 'Badge', label: isChosen ? chosen : 'right answer', color });
  } else {
    children.push({ type: 'Text', value: option, color: 'secondary' });
  }
  return { type: 'Row', gap: 2, align: 'center', children };
}

/** A statement of a lesson as a quotation in Markdown. */
export function quoted(statement: string): string {
  return statement.replace(/^/gm, '> ');
}

/** How each question went, in words and colour; and the turn that can begin from it: going over the answers, then more. */
function resultCard(quiz: Quiz): Card {
  const { questions, state, lesson } = quiz;
  const right = score(quiz);
  const lines = answered(quiz).map(
    ({ question: { options, right }, chosen, isRight }): KnownWidgetComponent => {
      const answer = options[right] ?? '';
      const value = isRight ? answer : `${answer}; you chose “${options[chosen] ?? ''}”`;
      return {
        type: 'Row',
        gap: 2,
        align: 'start',
        wrap: 'nowrap',
        children: [
          { type: 'Badge', label: isRight ? 'right' : 'wrong', color: isRight ? 'success' : 'danger' },
          { type: 'Col', flex: 1, children: [{ type: 'Text', value }] },
        ],
      };
    },
  );
  const value = right === questions.length ? 'All right' : `${right} of ${questions.length} right`;
  const children: KnownWidgetComponent[] = [
    { type: 'Title', value, size: 'md' },
    { type: 'Col', gap: 2, children: lines },
  ];
  const payload = { quiz: state };
  if (state.step === 'reviewed') {
    const action = { type: QUIZ_ACTIONS.more, payload };
    return card(lesson, 'Result', children, { label: 'Three more questions', action });
  }
  const label = right < questions.length ? 'Go over it' : 'What next?';
  return card(lesson, 'Result', children, { label, action: { type: QUIZ_ACTIONS.review, payload } });
}

/** The card of a quiz whose lesson does not have its questions any more. */
export function changedCard(lesson: Quiz['lesson'], state: QuizState): Card {
  const value = 'The lesson has changed since these questions were made.';
  const action = sync(QUIZ_ACTIONS.restart, { ...state, answers: [], step: 'changed' });
  const children = [{ type: 'Text', value, color: 'secondary' } as const];
  return card(lesson, 'changed', children, { label: 'Start again', action });
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
  { title }: Quiz['lesson'],
  badge: string,
  children: KnownWidgetComponent[],
  confirm: NonNullable<Card['confirm']>,
): Card {
  const titles: KnownWidgetComponent[] = [
    { type: 'Title', value: 'Quiz', size: 'sm' },
    { type: 'Caption', value: title, size: 'md' },
  ];
  const head: KnownWidgetComponent = {
    type: 'Row',
    justify: 'between',
    align: 'start',
    gap: 3,
    children: [
      { type: 'Col', gap: 0.5, flex: 1, children: titles },
      { type: 'Badge', label: badge },
    ],
  };
  return { type: 'Card', size: 'full', children: [head, ...children], confirm };
}

function sync(type: string, state: QuizState) {
  return { type, payload: { quiz: state }, streaming: false } as const;
}
