import type { QuizNote } from '../quiz/quiz-note';
import { chooseQuotes } from './choose-quotes';
import { paragraphsOf } from './compose-answer';
import type { Step } from './next-step';
import { questionKind } from './question-kind';
import type { Turn } from './turn';

const FLOOR = 0.35;

/** Looks up, one after the other, what was answered wrong in a quiz, then quotes what the course says on each. */
export function explainWrong(turn: Turn, quiz: QuizNote): Step {
  const wrong = quiz.answered.filter(({ right_answer, student_chose }) => right_answer !== student_chose);
  const queries = wrong.map(({ right_answer, section }) =>
    `What is ${bare(right_answer)}? ${section}`.slice(0, 500),
  );
  const query = queries[turn.results.length];
  if (query !== undefined) return { kind: 'search', query, attempt: turn.results.length };
  const paragraphs = wrong.flatMap(({ right_answer }, at) => {
    const asked = `What is ${bare(right_answer)}?`;
    const passages = (turn.results[at]?.results ?? []).filter(({ score }) => score >= FLOOR);
    const own = passages.filter(({ lesson_title }) => lesson_title === quiz.lesson.title);
    const [best] = chooseQuotes(own.length ? own : passages, asked, questionKind(asked));
    if (!best) return [];
    return [
      `**${right_answer}**`,
      ...best.quotes.flatMap((quote) => paragraphsOf(quote, best.passage.marker, '')),
    ];
  });
  const text = paragraphs.length
    ? [
        'Here is more of what the course says on these.',
        ...paragraphs,
        'Say “three more questions” to try again.',
      ]
    : ['The course has nothing more to quote on these. The lesson itself is the place to read them again.'];
  return { kind: 'say', text: text.join('\n\n') };
}

function bare(answer: string): string {
  return answer.replace(/^(?:an?|the)\s/i, '');
}
