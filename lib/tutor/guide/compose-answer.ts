import type { FoundPassage } from '../search-tool';
import { askedPart } from './asked-part';
import { chooseQuotes } from './choose-quotes';
import { compareQuotes } from './compare-quotes';
import type { PassageQuotes } from './passage-quotes';
import { type QuestionKind, questionKind } from './question-kind';
import type { Quote } from './quote';
import { statedFacts } from './stated-facts';
import type { Turn } from './turn';

const OPENINGS: Record<QuestionKind['kind'], string> = {
  definition: 'Here is how the course puts it:',
  steps: 'The course shows it like this:',
  comparison: 'Here is how the course puts them side by side:',
  statement: 'This is what the course says:',
};

const NOTHING = 'The course has nothing to quote on that.';

/**
 * An answer made of nothing but quotations from the passages, in an order that fits the question, each with the marker of its
 * passage.
 * @param passages what the search returned, the best first; at least one
 */
export function composeAnswer(turn: Turn, passages: FoundPassage[]): string {
  const query = turn.results.at(-1)?.query ?? turn.question;
  const kind = questionKind(askedPart(turn.question));
  const { quoted, missing } =
    kind.kind === 'comparison'
      ? compareQuotes(passages, kind.sides)
      : { quoted: chooseQuotes(passages, query, kind), missing: [] };
  const [main] = quoted;
  const [best] = passages;
  // A passage of exercises has nothing to quote, and is still the place to read.
  if (!main) return best ? `The course comes closest here. ${readOn(best)}` : NOTHING;
  const { name } = statedFacts(turn.question);
  return [
    `${name ? `Nice to meet you, ${name}! ` : ''}${OPENINGS[kind.kind]}`,
    ...quoted.flatMap((passage) =>
      paragraphs(passage, kind.kind === 'comparison' ? passage.passage : main.passage),
    ),
    ...missing.map((side) => `On “${side}” by itself the course has nothing to quote.`),
    readOn(main.passage),
  ].join('\n\n');
}

function paragraphs({ passage, quotes }: PassageQuotes, main: FoundPassage): string[] {
  return quotes.flatMap((quote, index) =>
    paragraphsOf(quote, passage.marker, index === 0 ? leadTo(passage, main) : ''),
  );
}

function leadTo(passage: FoundPassage, main: FoundPassage): string {
  if (passage === main) return '';
  const isSameLesson = passage.lesson_title === main.lesson_title;
  return isSameLesson && passage.section_title
    ? `The section “${passage.section_title}” adds: `
    : `The lesson “${passage.lesson_title}” adds: `;
}

/** Markers stand at the end of prose: one behind a fence or a table would be a paragraph of its own, and nothing to read. */
export function paragraphsOf({ prose, attached }: Quote, marker: string, lead: string): string[] {
  if (!attached) return [`${lead}${prose} ${marker}`];
  if (prose) return [`${lead}${prose} ${marker}`, attached.text];
  if (attached.kind === 'list') return [...(lead ? [lead.trim()] : []), `${attached.text} ${marker}`];
  return [`${lead || 'In the lesson it stands like this:'} ${marker}`.replace(/\s+/g, ' '), attached.text];
}

function readOn({ lesson_title, section_title, marker }: FoundPassage): string {
  const section = section_title ? `, section “${section_title}”` : '';
  return `To read on, open “${lesson_title}”${section}. ${marker}`;
}
