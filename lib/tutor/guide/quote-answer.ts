import { courseDocuments } from '../../search/course';
import { closest, decline } from './closest';
import { type FoundPassage, pagePath, search } from './lookups';
import { knownName } from './memory';
import { link } from './parts';
import {
  type Asked,
  bestQuotes,
  compareQuotes,
  isDefined,
  pieces,
  type Quote,
  readAsked,
  respelled,
  sidesOf,
} from './quotes';
import { askedPart } from './request';
import { saidBefore } from './said';
import { searchQueries } from './search-queries';
import type { Answering, Turn } from './turn';

const OPENINGS: Record<Asked['kind'] | 'comparison', string> = {
  definition: 'Here is how the course puts it:',
  steps: 'The course shows it like this:',
  list: 'This is what the course lists:',
  statement: 'This is what the course says:',
  comparison: 'Here is how the course puts them side by side:',
};
const BESIDE = 'Beside what I have quoted already, the course says:';
const CLOSEST = 'I found no passage that answers this by itself. These lessons come closest:';
const ALL_SAID = 'I have quoted what the course says on this. To read it whole:';

/** Searches the course, and answers with what it says. */
export function* answerByQuoting(turn: Turn): Answering {
  for (const query of searchQueries(turn).slice(0, 3)) {
    const found = yield* search(query);
    if (found.length) return yield* quoteAnswer(turn, found, query);
  }
  return decline(turn);
}

/** An answer of nothing but quotations, each with the marker of its passage; the closest lessons where none would answer. */
export function* quoteAnswer(turn: Turn, found: FoundPassage[], query = turn.question): Answering {
  const about = new Map(courseDocuments(turn.course).map(({ path, description }) => [path, description]));
  const passages = found.map((passage) => ({ ...passage, about: about.get(pagePath(passage.path)) }));
  const question = respelled(askedPart(turn.question), passages);
  const wasSaid = saidBefore(turn);
  const sides = sidesOf(question);
  if (sides.length) return yield* compared(turn, passages, sides);
  const asked = readAsked(question, respelled(query, passages));
  const all = pieces(passages, wasSaid);
  const { kind, path } = turn.reading ?? {};
  const open = kind === 'lesson' || kind === 'page' ? path : undefined;
  const quotes = bestQuotes(all, asked, open);
  const [main] = quotes;
  // What it would be if nothing had been quoted before.
  const [whole] = bestQuotes(pieces(passages), asked, open);
  if (!main) {
    return closest(turn, passages, whole ? ALL_SAID : CLOSEST);
  }
  const isRest = whole !== undefined && whole.prose !== '' && wasSaid(whole.prose);
  return [
    `${greeting(turn)}${isRest ? BESIDE : OPENINGS[asked.kind === 'definition' && !main.isDefinition ? 'statement' : asked.kind]}`,
    ...quotes.flatMap((quote) => shownQuote(quote, main)),
    readOn(turn, main.passage),
  ].join('\n\n');
}

function* compared(turn: Turn, passages: FoundPassage[], sides: string[]): Answering {
  const found = [...passages];
  const wasSaid = saidBefore(turn);
  // A side that the first search did not explain is worth one of its own.
  for (const side of sides.slice(0, 3)) {
    if (!isDefined(pieces(found), side)) found.push(...(yield* search(`What is ${side}?`)));
  }
  const { quotes, missing } = compareQuotes(pieces(found, wasSaid), sides);
  const [main] = quotes;
  if (!main) return closest(turn, passages, CLOSEST);
  return [
    `${greeting(turn)}${OPENINGS.comparison}`,
    ...quotes.flatMap((quote) => shownQuote(quote, quote)),
    ...missing.map((side) => `On “${side}” by itself the course has nothing to quote.`),
    readOn(turn, main.passage),
  ].join('\n\n');
}

function greeting(turn: Turn): string {
  const name = knownName({ ...turn, history: [], profile: {} });
  return name ? `Nice to meet you, ${name}! ` : '';
}

/** Markers stand at the end of prose: one behind a fence or a table would be a paragraph of its own, and nothing to read. */
export function shownQuote(
  { passage, prose, attached }: Pick<Quote, 'passage' | 'prose' | 'attached'>,
  main: { passage: FoundPassage },
): string[] {
  const { lesson_title, section_title, marker } = passage;
  const isOther = passage.marker !== main.passage.marker;
  const isSameLesson = isOther && lesson_title === main.passage.lesson_title && section_title;
  const lead = !isOther
    ? ''
    : isSameLesson
      ? `The section “${section_title}” adds: `
      : `The lesson “${lesson_title}” adds: `;
  if (!attached) return [`${lead}${prose} ${marker}`];
  if (prose) return [`${lead}${prose} ${marker}`, attached.text];
  if (attached.kind === 'list') return [...(lead ? [lead.trim()] : []), `${attached.text} ${marker}`];
  return [`${lead || 'In the lesson it stands like this: '}${marker}`, attached.text];
}

/** Where the lesson goes on. */
export function readOn(turn: Turn, { lesson_title, section_title, path }: FoundPassage): string {
  const section = section_title && section_title !== lesson_title ? `, section “${section_title}”` : '';
  return `To read on, open ${path ? link(turn, lesson_title, path) : `“${lesson_title}”`}${section}.`;
}
