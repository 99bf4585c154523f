import { definedTerms } from '../../search/text/definitions';
import { sentences } from '../../search/text/sentences';
import { STOP_WORDS } from '../../search/text/stop-words';
import { terms } from '../../search/text/terms';
import { words } from '../../search/text/words';
import type { QuestionKind } from './question-kind';
import type { Unit } from './unit';

/** What is asked for, as quoting sees it. */
export interface Asked {
  kind: QuestionKind;
  terms: ReadonlySet<string>;
  /** "How many", "how long": a sentence without a number is no answer. */
  wantsNumber: boolean;
}

/** A piece of a passage that will be quoted word for word. */
export interface Quote {
  /** Prose, perhaps ending in a colon that announces the rest. */
  prose: string;
  attached: Unit['attached'];
  worth: number;
  /** Share of what is asked that it speaks of. */
  overlap: number;
  /** It holds the definition that was asked for. */
  isDefinition: boolean;
  words: number;
}

/** Prose is cut, between sentences, to about so many words. */
const PROSE_WORDS = 70;
/** Longer lists and tables are left to the lesson. */
const BLOCK_WORDS = 110;

const NUMBER =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|hundreds?|thousands?|millions?|half)\b/i;

/** The terms of a question that say what it is about. */
export function askedTerms(query: string): ReadonlySet<string> {
  const said = words(query).filter(({ surface }) => !STOP_WORDS.has(surface));
  return new Set(said.flatMap(({ whole, parts, variants }) => [whole, ...parts, ...variants]));
}

/** A list or a table whole, with the words that announce it. */
export function quoteWhole(
  { paragraph }: Unit,
  attached: NonNullable<Unit['attached']>,
  asked: Asked,
): Quote {
  const prose = bestSentences(paragraph ?? '', asked, true);
  const said = new Set(terms(`${prose}\n${attached.text}`));
  const overlap = share(asked.terms, said);
  return {
    prose,
    attached,
    worth: overlap,
    overlap,
    words: count(prose) + count(attached.text),
    isDefinition: false,
  };
}

/** The best of a unit, with what it is worth as an answer. `place` counts units from the start of the passage. */
export function quote(unit: Unit, place: number, asked: Asked): Quote {
  const { attached } = unit;
  const keeps = attached !== undefined && fits(attached, asked.kind);
  const defining = asked.kind.kind === 'definition' ? definition(unit, asked.kind.subjects) : undefined;
  const shown = keeps && defining === undefined ? attached : undefined;
  const prose = defining ?? bestSentences(unit.paragraph ?? '', asked, shown !== undefined);
  const said = new Set(terms(`${prose}\n${shown?.text ?? ''}`));
  const overlap = share(asked.terms, said);
  const worth =
    overlap +
    (defining === undefined ? 0 : 2) +
    (asked.kind.kind === 'steps' && shown ? stepWorth(shown) : 0) +
    (asked.wantsNumber && NUMBER.test(prose) ? 0.3 : 0) +
    // A section says first what it is about.
    (place === 0 ? 0.25 : 0) -
    (prose === '' ? 0.2 : 0);
  const words = count(prose) + (shown && shown.kind !== 'code' ? count(shown.text) : 0);
  return { prose, attached: shown, worth, overlap, words, isDefinition: defining !== undefined };
}

/** The share of the terms asked for that are said. */
export function share(asked: ReadonlySet<string>, said: ReadonlySet<string>): number {
  return [...asked].filter((term) => said.has(term)).length / Math.max(1, asked.size);
}

export function count(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function fits(attached: NonNullable<Unit['attached']>, kind: QuestionKind): boolean {
  if (attached.kind === 'code') return kind.kind !== 'definition';
  return count(attached.text) <= BLOCK_WORDS;
}

function stepWorth(attached: NonNullable<Unit['attached']>): number {
  if (attached.kind === 'code') return 0.4;
  return attached.kind === 'list' && attached.isOrdered ? 0.4 : 0.1;
}

/** The sentence that defines a subject, with what the paragraph goes on to say; or the cell of a table that does. */
function definition({ paragraph, attached }: Unit, subjects: string[]): string | undefined {
  const defines = (sentence: string) => definedTerms(sentence).some((term) => subjects.includes(term));
  const said = sentences(paragraph ?? '');
  const at = said.findIndex(defines);
  if (at >= 0) return upTo(announcingNothing(said.slice(at)), PROSE_WORDS);
  return attached?.kind === 'table'
    ? attached.cells.find((cell) => sentences(cell).some(defines))
    : undefined;
}

/** The stretch of a paragraph that says most of what is asked; to its end, if that announces what follows. */
function bestSentences(paragraph: string, asked: Asked, toEnd: boolean): string {
  if (toEnd && count(paragraph) <= PROSE_WORDS) return paragraph;
  const said = toEnd ? sentences(paragraph) : announcingNothing(sentences(paragraph));
  if (toEnd) {
    let from = said.length - 1;
    while (from > 0 && count(said.slice(from - 1).join(' ')) <= PROSE_WORDS) from -= 1;
    return said.slice(from).join(' ');
  }
  const hits = said.map((sentence) => terms(sentence).filter((term) => asked.terms.has(term)).length);
  // The first of the best: a paragraph leads with its point.
  const best = hits.indexOf(Math.max(...hits));
  const isAtStart = count(said.slice(0, best + 1).join(' ')) <= PROSE_WORDS;
  return upTo(isAtStart ? said : said.slice(best), PROSE_WORDS);
}

/** Without a last sentence that announces something: what is not shown must not be announced. */
function announcingNothing(said: string[]): string[] {
  return said.at(-1)?.endsWith(':') ? said.slice(0, -1) : said;
}

function upTo(said: string[], limit: number): string {
  let end = Math.min(1, said.length);
  while (end < said.length && count(said.slice(0, end + 1).join(' ')) <= limit) end += 1;
  return said.slice(0, end).join(' ');
}
