import type { Citations } from '../../chatkit/agents/citations';
import { quoted } from './checked-answer';
import { plainText } from './plain-text';
import { answered, type Quiz } from './quiz-state';

/** By how many there were. */
const ALL = ['', 'That one is', 'Both are', 'All three are'];

/** What is said of a finished quiz, as Markdown with the markers of the sections that it rests on. */
export function reviewText(quiz: Quiz, citations: Citations, siteUrl: string): string {
  const all = answered(quiz);
  const wrong = all.filter(({ isRight }) => !isRight);
  const { title, path } = quiz.lesson;
  if (wrong.length === 0) {
    return `${ALL[all.length] ?? 'All are'} right. You know “${title}” well enough to go on.`;
  }
  const right = all.length - wrong.length;
  const opening =
    right === 0
      ? 'None was right this time; that is what a quiz is for. Here is what the lesson says.'
      : `${right} of ${all.length} right. Here is what the lesson says on the ${wrong.length === 1 ? 'other one' : 'others'}.`;
  const paragraphs = wrong.map(({ question, chosen }) => {
    const { section, statement, options } = question;
    const number = citations.number(question.id, {
      type: 'url',
      title,
      url: `${siteUrl}${path}${section.anchor ? `#${section.anchor}` : ''}`,
      attribution: section.title,
      description: plainText(statement.replaceAll('  \n', '; ')),
    });
    const said = `You chose “${options[chosen] ?? ''}”; “${options[question.right] ?? ''}” fits. [${number}]`;
    return `${said}\n\n${quoted(statement)}`;
  });
  return [opening, ...paragraphs].join('\n\n');
}
