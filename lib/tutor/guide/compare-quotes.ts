import { subjectKey } from '../../search/text/definitions';
import { terms } from '../../search/text/terms';
import type { FoundPassage } from '../search-tool';
import { passageBlocks } from './passage-blocks';
import type { PassageQuotes } from './passage-quotes';
import { type Asked, askedTerms, type Quote, quote, quoteWhole, share } from './quote';
import { type Unit, units } from './unit';

/** Longer tables are left to the lesson. */
const MOST_WORDS = 110;

/** What an answer to "X or Y?" quotes. */
export interface Comparison {
  /** What is said on each side, in their order, and a table that has both. */
  quoted: PassageQuotes[];
  /** Sides that no passage speaks of. */
  missing: string[];
}

/** A quotation on each side of a comparison: its definition, else the best that is said on it. */
export function compareQuotes(passages: FoundPassage[], sides: [string, string]): Comparison {
  const found = sides.map((side) => ({ side, best: onSide(passages, side) }));
  const table = tableOf(passages, sides);
  const defined = found.flatMap(({ best }) => (best && (best.isDefinition || !table) ? [best] : []));
  // One paragraph may be the best on both.
  const sayings = [...new Map(defined.map((found) => [found.quote.prose, found])).values()];
  const all = [...sayings, ...(table ? [table] : [])];
  return {
    quoted: all.map(({ passage, quote }) => ({ passage, quotes: [quote] })),
    missing: table ? [] : found.filter(({ best }) => !best).map(({ side }) => side),
  };
}

/** Whether a passage holds the definition of a side. */
export function isDefined(passages: FoundPassage[], side: string): boolean {
  return onSide(passages, side)?.isDefinition ?? false;
}

interface Found {
  passage: FoundPassage;
  quote: Quote;
  isDefinition: boolean;
}

function onSide(passages: FoundPassage[], side: string): Found | undefined {
  const asked: Asked = {
    kind: { kind: 'definition', subjects: [subjectKey(side)] },
    terms: askedTerms(side),
    wantsNumber: false,
  };
  const found = each(passages).flatMap(({ passage, unit, place }): Found[] => {
    const whole = quote({ ...unit, attached: tableOnly(unit) }, place, asked);
    // Without a definition only prose is quoted here, so only prose may count.
    const said = whole.isDefinition ? whole : quote({ ...unit, attached: undefined }, place, asked);
    if (!said.prose || (!said.isDefinition && said.overlap < 1)) return [];
    return [{ passage, quote: said, isDefinition: said.isDefinition }];
  });
  const isAboutIt = ({ quote: { prose } }: Found) => subjectKey(prose).startsWith(`${subjectKey(side)} `);
  return found.find(({ isDefinition }) => isDefinition) ?? found.find(isAboutIt) ?? found[0];
}

/** The first table that speaks of both. */
function tableOf(passages: FoundPassage[], sides: [string, string]): Found | undefined {
  const asked: Asked = {
    kind: { kind: 'statement' },
    terms: askedTerms(sides.join(' ')),
    wantsNumber: false,
  };
  return each(passages)
    .flatMap(({ passage, unit }): Found[] => {
      const table = tableOnly(unit);
      if (!table || !hasBoth(table.text, sides)) return [];
      const said = new Set(terms([passage.section_title, unit.paragraph, table.text].join('\n')));
      if (share(asked.terms, said) < 1) return [];
      // What stands before it may be about anything, unless it announces it.
      const paragraph = unit.paragraph?.endsWith(':') ? unit.paragraph : undefined;
      return [{ passage, quote: quoteWhole({ ...unit, paragraph }, table, asked), isDefinition: false }];
    })
    .find(({ quote: { words } }) => words <= MOST_WORDS);
}

/** Each side has a word of its own in the table; "joint" alone does not tell a revolute from a continuous one. */
function hasBoth(table: string, sides: [string, string]): boolean {
  const said = new Set(terms(table));
  const [one, other] = sides.map(askedTerms);
  const own = (side: ReadonlySet<string> = new Set(), apart: ReadonlySet<string> = new Set()) =>
    [...side].some((term) => !apart.has(term) && said.has(term));
  return own(one, other) && own(other, one);
}

function tableOnly({ attached }: Unit) {
  return attached?.kind === 'table' ? attached : undefined;
}

function each(passages: FoundPassage[]) {
  return passages.flatMap((passage) =>
    units(passageBlocks(passage.text)).map((unit, place) => ({ passage, unit, place })),
  );
}
