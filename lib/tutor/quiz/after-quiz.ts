import type { StructuredInput } from '../../chatkit/protocol';

/** What a student can choose after a quiz. The texts are the values, and what the tutor reads of the choice. */
export const AFTER_QUIZ = {
  explain: 'Explain what I got wrong',
  more: 'Three more questions',
  next: 'The next lesson',
} as const;

/** The questions after a quiz. */
export function afterQuizQuestions({
  hasWrong,
  hasNext,
}: {
  hasWrong: boolean;
  hasNext: boolean;
}): StructuredInput[] {
  const values = [
    ...(hasWrong ? [AFTER_QUIZ.explain] : []),
    AFTER_QUIZ.more,
    ...(hasNext ? [AFTER_QUIZ.next] : []),
  ];
  return [
    {
      type: 'multiple_choice',
      id: 'next',
      question: 'What next?',
      options: values.map((value) => ({ value })),
      multiple: false,
    },
    {
      type: 'freeform',
      id: 'unclear',
      question: 'Anything unclear?',
    },
  ];
}
