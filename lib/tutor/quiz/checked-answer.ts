import type { KnownWidgetComponent } from '../../chatkit/protocol';
import type { QuizQuestion } from './question';

/** What a card shows once an answer was checked: the options with the right one marked, and what the lesson says. */
export function checkedAnswer(
  question: QuizQuestion,
  chosen: number | undefined,
  lessonUrl: string,
): KnownWidgetComponent[] {
  const isRight = chosen === question.right;
  const answer = question.options[question.right] ?? '';
  const { title, anchor } = question.section;
  const url = anchor ? `${lessonUrl}#${anchor}` : lessonUrl;
  return [
    {
      type: 'Col',
      gap: 2,
      children: question.options.map((option, at) => optionLine(option, at, question, chosen)),
    },
    {
      type: 'Text',
      value: isRight ? 'That is right.' : `Not quite. “${answer}” fits.`,
      weight: 'semibold',
      color: isRight ? 'success' : 'danger',
    },
    { type: 'Markdown', value: `${quoted(question.statement)}\n\n[Read “${linkText(title)}”](${url})` },
  ];
}

function optionLine(
  option: string,
  at: number,
  { right }: QuizQuestion,
  chosen: number | undefined,
): KnownWidgetComponent {
  if (at === right) {
    return line(
      'check-circle-filled',
      'success',
      option,
      at === chosen ? 'your answer, right' : 'right answer',
    );
  }
  return at === chosen
    ? line('info', 'danger', option, 'your answer')
    : line('empty-circle', 'secondary', option);
}

function line(
  icon: 'check-circle-filled' | 'info' | 'empty-circle',
  color: 'success' | 'danger' | 'secondary',
  option: string,
  mark?: string,
): KnownWidgetComponent {
  return {
    type: 'Row',
    gap: 2,
    align: 'center',
    children: [
      { type: 'Icon', name: icon, color, size: 'sm' },
      {
        type: 'Text',
        value: option,
        color: mark ? 'prose' : 'secondary',
        ...(mark ? { weight: 'medium' } : {}),
      },
      ...(mark ? [{ type: 'Badge' as const, label: mark, color }] : []),
    ],
  };
}

/** A statement of a lesson as a quotation in Markdown. */
export function quoted(statement: string): string {
  return statement
    .split('\n')
    .map((row) => `> ${row}`)
    .join('\n');
}

/** Brackets would end the text of a link. */
function linkText(title: string): string {
  return title.replace(/[[\]\\]/g, '\\$&');
}
