import type { StructuredInput } from '../../chatkit/protocol';

/** What a student can choose after a quiz. The texts are the values, and what the tutor reads of the choice. */
export const AFTER_QUIZ = {
  explain: 'Explain what I got wrong',
  more: 'Three more questions',
  next: 'The next lesson',
} as const;

/** How the tutor begins to go over a quiz (`reviewText`). */
export const REVIEW =
  /^(?:\d of \d right\.|None was right this time;|(?:That one is|Both are|All three are|All are) right\.)/;

/** The questions after a quiz. */
export function afterQuizQuestions(has: { hasWrong: boolean; hasNext: boolean }): StructuredInput[] {
  const { explain, more, next } = AFTER_QUIZ;
  const values = [...(has.hasWrong ? [explain] : []), more, ...(has.hasNext ? [next] : [])];
  const options = values.map((value) => ({ value }));
  return [
    { type: 'multiple_choice', id: 'next', question: 'What next?', options, multiple: false },
    { type: 'freeform', id: 'unclear', question: 'Anything unclear?' },
  ];
}
