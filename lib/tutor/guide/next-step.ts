import type { FoundPassage, SearchToolResult } from '../search-tool';
import { answerDirectly } from './answer-directly';
import { askedPart } from './asked-part';
import { isDefined } from './compare-quotes';
import { composeAnswer } from './compose-answer';
import { decline } from './decline';
import { fileNotice } from './file-notice';
import { questionKind } from './question-kind';
import { searchQueries } from './search-queries';
import type { Turn } from './turn';

/** What the guide does next. */
export type Step = { kind: 'say'; text: string } | { kind: 'search'; query: string; attempt: number };

/** Least score of a passage worth quoting. */
const FLOOR = 0.35;

const UNAVAILABLE =
  'The course search is unavailable right now, so I cannot look that up. Please try again in a moment.';

/** Answers from the conversation itself, else searches, else answers from what the search returned. */
export function nextStep(turn: Turn): Step {
  const say = (text: string): Step => ({
    kind: 'say',
    text: [fileNotice(turn), text].filter(Boolean).join('\n\n'),
  });
  if (turn.results.length === 0) {
    const direct = answerDirectly(turn);
    if (direct !== undefined) return say(direct);
  }
  const last = turn.results.at(-1);
  if (last?.error !== undefined) return say(UNAVAILABLE);
  const kind = questionKind(askedPart(turn.question));
  const isCompared = kind.kind === 'comparison';
  const results = isCompared ? turn.results : turn.results.slice(-1);
  const passages = found(results);
  const attempt = turn.results.length;
  // A side that the first search did not explain is worth one of its own.
  const side = isCompared && passages.length ? nextSide(turn, kind.sides, passages) : undefined;
  if (side) return { kind: 'search', query: side, attempt };
  if (passages.length) return say(composeAnswer(turn, passages));
  const query = searchQueries(turn)[attempt];
  return query === undefined ? say(decline(turn)) : { kind: 'search', query, attempt };
}

/** Passages worth quoting, each once. */
function found(results: SearchToolResult[]): FoundPassage[] {
  const all = results.flatMap((result) => result.results).filter(({ score }) => score >= FLOOR);
  return [...new Map(all.map((passage) => [passage.marker, passage])).values()];
}

function nextSide(turn: Turn, sides: string[], passages: FoundPassage[]): string | undefined {
  const queries = sides.filter((side) => !isDefined(passages, side)).map((side) => `What is ${side}?`);
  return queries.find((query) => !turn.results.some((result) => result.query === query));
}
