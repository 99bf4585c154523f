import type { KnownWidgetComponent } from '../../chatkit/protocol';
import { answered, type Quiz, score } from './quiz-state';

/** The result of a quiz: how many were right, and how each question went, in words and colour. */
export function resultLines(quiz: Quiz): KnownWidgetComponent[] {
  const right = score(quiz);
  const all = quiz.questions.length;
  const lines = answered(quiz).map(({ question, chosen, isRight }): KnownWidgetComponent => {
    const answer = question.options[question.right] ?? '';
    const corrected = `${answer}; you chose “${question.options[chosen] ?? ''}”`;
    return {
      type: 'Row',
      gap: 2,
      align: 'start',
      wrap: 'nowrap',
      children: [
        { type: 'Badge', label: isRight ? 'right' : 'wrong', color: isRight ? 'success' : 'danger' },
        { type: 'Col', flex: 1, children: [{ type: 'Text', value: isRight ? answer : corrected }] },
      ],
    };
  });
  return [
    {
      type: 'Title',
      value: right === all ? 'All right' : `${right} of ${all} right`,
      size: 'md',
    },
    { type: 'Col', gap: 2, children: lines },
  ];
}
