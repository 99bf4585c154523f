import { plainText } from './plain-text';
import { answered, type Quiz, score, shownQuestion } from './quiz-state';

/** A quiz as text to be copied: the question that the card shows, or its result. */
export function quizText(quiz: Quiz): string {
  const question = shownQuestion(quiz);
  const lines = question
    ? [
        plainText(question.prompt.replaceAll('\\_', '_').replaceAll('  \n', '; ')),
        ...question.options.map((option) => `- ${option}`),
      ]
    : [
        `${score(quiz)} of ${quiz.questions.length} right`,
        ...answered(quiz).map(
          ({ question: { options, right }, isRight }) =>
            `- ${options[right] ?? ''}: ${isRight ? 'right' : 'wrong'}`,
        ),
      ];
  return [`Quiz: ${quiz.lesson.title}`, '', ...lines].join('\n');
}
