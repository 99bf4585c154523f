import { terms } from '../../search/text/terms';
import type { FoundPassage } from '../search-tool';
import type { Block } from './block';
import { passageBlocks } from './passage-blocks';
import type { PassageQuotes } from './passage-quotes';
import { type Asked, count, quoteWhole, share } from './quote';
import { type Unit, units } from './unit';

const ASKS_LIST =
  /^\W*(?:what|which)\s+(?:[\p{L}\d]+\s+){0,3}(?:are|exist|were)\b|^\W*(?:please\s+)?(?:list|name|enumerate)\s|\b(?:types|kinds|sorts|list)\s+of\b/iu;

/** A list this long is quoted whole, longer ones are left to the lesson. */
const MOST_WORDS = 160;
/** Fewer is no list. */
const FEWEST = 3;
/** A passage this much worse than the best does not hold the list that is meant. */
const NEARLY_AS_GOOD = 0.6;
/** Share of what is asked that stands over the list, or in it. */
const ANNOUNCED = 0.99;

/**
 * The list or table that a question for several things wants, whole: "What are the QoS policies?".
 * @returns nothing for other questions, and where no list is headed by what is asked
 */
export function listQuote(passages: FoundPassage[], query: string, asked: Asked): PassageQuotes | undefined {
  if (!ASKS_LIST.test(query)) return undefined;
  const best = passages[0]?.score ?? 0;
  return passages
    .filter(({ score }) => score >= NEARLY_AS_GOOD * best)
    .flatMap((passage) =>
      units(passageBlocks(passage.text)).flatMap((unit) => {
        const list = wholeList(unit);
        if (!list || headed(passage, unit, list, asked) < ANNOUNCED) return [];
        return [{ passage, quotes: [quoteWhole(unit, list, asked)] }];
      }),
    )
    .at(0);
}

/** How much of what is asked the section and the words before a list name, with the first line of it. */
function headed({ section_title }: FoundPassage, { paragraph }: Unit, list: Block, asked: Asked): number {
  const [head = ''] = list.text.split('\n');
  return share(asked.terms, new Set(terms([section_title, paragraph, head].join('\n'))));
}

function wholeList({ attached }: Unit) {
  if (!attached || attached.kind === 'code' || count(attached.text) > MOST_WORDS) return undefined;
  const lines = attached.text.split('\n').filter((line) => /^\s*(?:[-*|]|\d+\.)/.test(line));
  // A table has a head and a rule besides its rows.
  return lines.length >= FEWEST + (attached.kind === 'table' ? 2 : 0) ? attached : undefined;
}
