import { courseDocuments } from '../../search/course';
import { searchQueries } from '../retrieval/search-queries';
import { closest, decline, link, paragraphs } from './answer-text';
import { type Asked, readAsked, respelled, TELLS_FAULT } from './asked';
import { compareQuotes, onSide, sidesOf } from './compare';
import { type FoundPassage, pagePath, search } from './lookups';
import { statedFacts } from './memory';
import { lastNamed } from './parts';
import { type Piece, pieces, quotedBefore } from './pieces';
import { bestQuote } from './quotes';
import { askedPart, mainClause } from './request';
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
  const main = askedAlone(turn.question);
  const question = respelled(main ?? askedPart(turn.question), passages);
  const sides = sidesOf(question);
  if (sides.length) return yield* compared(turn, passages, sides);
  const asked = readAsked(question, main ? question : respelled(query, passages));
  const wasQuoted = quotedBefore(turn);
  const inHand = pointsBack(question) ? lastNamed(turn) : undefined;
  const page = inHand ?? turn.reading;
  const open =
    page?.kind === 'lesson' || page?.kind === 'page' ? { path: page.path, isPointedAt: page === inHand } : {};
  const quote = bestQuote(pieces(passages, wasQuoted), asked, open);
  // What it would be if nothing had been quoted before.
  const whole = bestQuote(pieces(passages), asked, open);
  if (!quote) return closest(turn, passages, whole ? ALL_SAID : CLOSEST);
  const isOther = asked.kind === 'definition' ? !quote.isDefinition : !quote.attached;
  const kind = isOther ? 'statement' : asked.kind;
  return paragraphs(
    greeting(turn) + (whole?.prose && wasQuoted(whole.prose) ? BESIDE : OPENINGS[kind]),
    shownQuote(quote),
    readOn(turn, quote),
  );
}

/** The clause that asks, where what is asked does not stand in the others: it is a definition, or how to do something that does not fail. */
function askedAlone(message: string): string | undefined {
  const clause = mainClause(message);
  if (clause === undefined || TELLS_FAULT.test(clause)) return undefined;
  const { kind } = readAsked(clause);
  return kind === 'definition' || (kind !== 'statement' && !TELLS_FAULT.test(message)) ? clause : undefined;
}

/** Whether a question names little, and means the lesson in hand: "so how do I fix it?" */
function pointsBack(question: string): boolean {
  return /\b(?:it|this|that|them|these|those)\b/i.test(question) && readAsked(question).concepts.length <= 1;
}

function* compared(turn: Turn, found: FoundPassage[], sides: string[]): Answering {
  const all = [...found];
  // A side that the first search did not explain is worth one of its own.
  for (const side of sides.slice(0, 3)) {
    if (!onSide(pieces(all), side)?.isDefinition) all.push(...(yield* search(`What is ${side}?`)));
  }
  const { quotes, missing } = compareQuotes(pieces(all, quotedBefore(turn)), sides);
  const [main] = quotes;
  if (!main) return closest(turn, found, CLOSEST);
  return paragraphs(
    greeting(turn) + OPENINGS.comparison,
    ...quotes.map(shownQuote),
    ...missing.map((side) => `I found no passage that says by itself what “${side}” is.`),
    readOn(turn, main),
  );
}

function greeting({ question }: Turn): string {
  const name = statedFacts(question).find(({ thing }) => thing === 'name')?.value;
  return name ? `Nice to meet you, ${name}! ` : '';
}

/** Markers stand at the end of prose: one behind a fence or a table would be a paragraph of its own, and nothing to read. */
export function shownQuote({ passage: { marker }, prose, attached }: Piece): string {
  if (prose || !attached) return paragraphs(`${prose} ${marker}`, attached?.text);
  if (attached.kind === 'list') return `${attached.text} ${marker}`;
  return paragraphs(`In the lesson it stands like this: ${marker}`, attached.text);
}

/** Where the lesson goes on. */
export function readOn(turn: Turn, { passage, heading }: Piece): string {
  const { lesson_title, section_title = heading } = passage;
  const path = heading === section_title ? passage.path : pagePath(passage.path);
  const section = heading === lesson_title ? '' : `, section “${heading}”`;
  return `To read on, open ${path ? link(turn, lesson_title, path) : `“${lesson_title}”`}${section}.`;
}
