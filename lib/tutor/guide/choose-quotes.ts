import type { FoundPassage } from '../search-tool';
import { listQuote } from './list-quote';
import { passageBlocks } from './passage-blocks';
import type { PassageQuotes } from './passage-quotes';
import type { QuestionKind } from './question-kind';
import { type Asked, askedTerms, type Quote, quote } from './quote';
import { units } from './unit';

/** Words that an answer quotes, code not counted. */
const MOST_WORDS = 150;
/** Of these, the best passage may take so many. */
const MAIN_WORDS = 110;
const MOST_PASSAGES = 3;
/** A further passage has to be about as good as the best, and its quotation worth reading. */
const NEARLY_AS_GOOD = 0.72;
const WORTH_ADDING = 0.6;
/** A passage with the definition goes before a better one without. */
const GOOD_ENOUGH_TO_DEFINE = 0.6;
const HOW_MUCH = /\bhow\s+(?:many|much|long|often|far|fast|big|large)\b/i;

/** The quotations of an answer, best passage first, at most one of them with code. */
export function chooseQuotes(passages: FoundPassage[], query: string, kind: QuestionKind): PassageQuotes[] {
  const asked: Asked = { kind, terms: askedTerms(query), wantsNumber: HOW_MUCH.test(query) };
  const best = passages[0]?.score ?? 0;
  const isDefined = passages.some((passage) => definesIn(passage, asked));
  const list = isDefined ? undefined : listQuote(passages, query, asked);
  if (list) return [list];
  const chosen: PassageQuotes[] = [];
  let left = MOST_WORDS;
  for (const passage of definingFirst(passages, asked, best)) {
    if (chosen.length >= MOST_PASSAGES) break;
    const isMain = chosen.length === 0;
    if (!isMain && passage.score < NEARLY_AS_GOOD * best) continue;
    const hasCode = chosen.some(({ quotes }) => quotes.some(({ attached }) => attached?.kind === 'code'));
    const all = quotable(passage, asked, hasCode);
    const quotes = isMain
      ? fill(all, Math.min(left, MAIN_WORDS), 2)
      : fill(
          all.filter((quote) => quote.words <= left && adds(quote, passage, chosen)),
          left,
          1,
        );
    if (!quotes.length) continue;
    left -= quotes.reduce((sum, { words }) => sum + words, 0);
    chosen.push({ passage, quotes });
  }
  return chosen;
}

function definingFirst(passages: FoundPassage[], asked: Asked, best: number): FoundPassage[] {
  const defining = passages.find(
    (passage) => passage.score >= GOOD_ENOUGH_TO_DEFINE * best && definesIn(passage, asked),
  );
  return defining ? [defining, ...passages.filter((passage) => passage !== defining)] : passages;
}

function definesIn(passage: FoundPassage, asked: Asked): boolean {
  return quotable(passage, asked, false).some(({ isDefinition }) => isDefinition);
}

/** Beside a definition only another one is worth reading, and beside a lesson no overview. */
function adds({ overlap, isDefinition }: Quote, { lesson }: FoundPassage, chosen: PassageQuotes[]): boolean {
  if (lesson === 0 && chosen.some(({ passage }) => passage.lesson > 0)) return false;
  const isDefined = chosen.some(({ quotes }) => quotes.some((quote) => quote.isDefinition));
  return isDefined ? isDefinition : overlap >= WORTH_ADDING;
}

function quotable({ text }: FoundPassage, asked: Asked, hasCode: boolean): Quote[] {
  return units(passageBlocks(text))
    .map((unit, place) => quote(unit, place, asked))
    .filter(({ prose, attached }) => (prose || attached) && !(hasCode && attached?.kind === 'code'));
}

/** The best quotations that fit, in the order of the passage; the very best even if it is long. */
function fill(all: Quote[], limit: number, most: number): Quote[] {
  const chosen: Quote[] = [];
  let words = 0;
  for (const quote of [...all].sort((one, other) => other.worth - one.worth)) {
    if (chosen.length >= most) break;
    const hasCode = chosen.some(({ attached }) => attached?.kind === 'code');
    if (hasCode && quote.attached?.kind === 'code') continue;
    if (chosen.length && words + quote.words > limit) continue;
    words += quote.words;
    chosen.push(quote);
  }
  return all.filter((quote) => chosen.includes(quote));
}
