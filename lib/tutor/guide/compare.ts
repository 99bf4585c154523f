import { subjectKey } from '../../search/text/definitions';
import { comparedSides } from '../../search/text/question-subjects';
import { terms } from '../../search/text/terms';
import { readAsked } from './asked';
import { count, type Piece, textOf } from './pieces';
import { bestQuote, firstWords, isNamed, type Quote } from './quotes';

/** "When do I use a topic, when a service, and when an action?" */
const WHEN =
  /,?\s*(?:and\s+)?\bwhen\s+(?:(?:do|should|would|to)\s+)?(?:i\s+|we\s+|you\s+)?(?:use\s+)?(?:an?\s+|the\s+)?/i;
/** "Topic, service or action?" */
const EITHER =
  /^\W*(?!(?:is|are|do|does|can|should|did|was)\b)(?<names>[\p{L}\d][\p{L}\d _-]{1,40}?(?:,\s*[\p{L}\d][\p{L}\d _-]{1,40}?)*),?\s+or\s+(?<last>[\p{L}\d][\p{L}\d _-]{1,40})\?*\s*$/iu;
/** "difference urdf sdf" */
const DIFFERENCE = /\bdifferences? (?:of |in )?([\w-]+) (?:and |vs |or )?([\w-]+)\W*$/i;
/** "**Use for**: cameras" */
const LABEL = /^\*\*[^*]+\*\*:/;
const MAX_TABLE_WORDS = 110;
/** "Which is better:", "should I use" */
const LEAD =
  /^\W*(?:(?:what|which)(?: one)? (?:is|are) (?:the )?(?:better|best|easier|faster|right)(?: one)?|(?:(?:what|which)(?: one)? )?(?:should|shall|do|would|can|must) (?:i|we|you) (?:(?:rather|better) )?(?:use|take|choose|pick|learn|prefer|recommend|need|want))\b[\s:,]*(?!when\b)/i;
/** "… which one should I take?", "…, what is the difference" */
const TAIL =
  /[\s,;.?!:–-]+(?:and |so |but )?(?:(?:which|what(?:['’]?s)?|who|where|why|how|when (?:do|should)|(?:should|shall|would|do|does|can) (?:i|you|we|it)|tell me|i (?:need|want|have|am|do))\b.*|and (?:then|so)\b.*)$/is;

/** "… for actions": says where or what for, of both sides. */
const WHERE = /\s+(?:in|for|on|with|at|when|if|inside|during|from)\s.*$/i;

/** What a question wants to be told apart, as it is written; none for other questions. */
export function sidesOf(question: string): string[] {
  return sidesAsWritten(question).flatMap((side) => side.replace(WHERE, '').split(/\s+(?:vs\.?|versus)\s+/i));
}

function sidesAsWritten(question: string): string[] {
  const cases = question
    .trim()
    .split(WHEN)
    .slice(1)
    .map((side) => side.replace(WHERE, '').replace(/[\s?.,!]+$/, ''));
  if (cases.length > 1 && cases.every((side) => side && side.split(' ').length <= 4)) return cases;
  const led = question.trim().replace(LEAD, '');
  const bare = led.replace(TAIL, '');
  const { names, last } = (bare.split(' ').length <= 8 && EITHER.exec(bare)?.groups) || {};
  if (names && last) return [...names.split(/,\s*/), last];
  const sides = comparedSides(bare) ?? DIFFERENCE.exec(bare)?.slice(1);
  // "a and b, what is the difference?"
  const named =
    sides ??
    (/\bdifferences?\b/i.test(led.slice(bare.length)) ? comparedSides(`compare ${bare}`) : undefined);
  return named ?? comparedSides(question) ?? [];
}

/** What is said on each side, in their order, its definition before all else; and a table that has all of them. */
export function compareQuotes(
  all: readonly Piece[],
  sides: readonly string[],
): { quotes: Piece[]; missing: string[] } {
  const found = all.find(({ attached }) => attached?.kind === 'table' && isTableOf(attached.text, sides));
  const table = found && { ...found, prose: found.prose.endsWith(':') ? found.prose : '' };
  const bySide = sides.map((side) => onSide(all, side));
  if (table && sides.length > 2) return { quotes: [table], missing: [] };
  const quotes = bySide.flatMap((quote) => (quote && (quote.isDefinition || !table) ? [quote] : []));
  const once = new Map([...quotes, ...(table ? [table] : [])].map((quote) => [textOf(quote), quote]));
  return { quotes: [...once.values()], missing: table ? [] : sides.filter((_, index) => !bySide[index]) };
}

/** What a side is; if no sentence says it, what is said of it. */
export function onSide(all: readonly Piece[], side: string): Quote | undefined {
  const asked = { ...readAsked(`What is ${side}?`, side), subjects: [subjectKey(side)] };
  const quote = bestQuote(all, asked);
  const speaksOfBoth =
    quote?.isDefinition || (quote && !LABEL.test(quote.prose) && isNamed(firstWords(quote.prose), asked));
  return speaksOfBoth ? quote : undefined;
}

/** Whether each side heads a column or a row; "joint" alone does not tell a revolute from a continuous one. */
function isTableOf(table: string, sides: readonly string[]): boolean {
  const [head = '', , ...rows] = table.split('\n');
  const named = new Set(terms([head, ...rows.map((row) => row.split('|')[1])].join('\n')));
  const isHeading = sides.every((side) => {
    const others = new Set(sides.filter((other) => other !== side).flatMap(terms));
    return terms(side).some((term) => !others.has(term) && named.has(term));
  });
  return isHeading && count(table) <= MAX_TABLE_WORDS;
}
