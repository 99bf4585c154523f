import { AFTER_QUIZ } from '../quiz/after-quiz';
import type { FoundPassage, SearchToolResult } from '../search-tool';
import { answerDirectly } from './answer-directly';
import { askedPart } from './asked-part';
import { isDefined } from './compare-quotes';
import { composeAnswer } from './compose-answer';
import { decline } from './decline';
import { explainWrong } from './explain-wrong';
import { fileNotice } from './file-notice';
import { fulfilWish } from './fulfil-wish';
import { questionKind } from './question-kind';
import { searchQueries } from './search-queries';
import { tellOutcome } from './tool-outcome';
import type { Turn } from './turn';
import { readWish } from './wish';

/** What the guide does next. */
export type Step =
  | { kind: 'say'; text: string }
  | { kind: 'search'; query: string; attempt: number }
  | { kind: 'quiz'; lesson: string | null; topic: string | null }
  | { kind: 'open'; path: string };

/** Least score of a passage worth quoting. */
const FLOOR = 0.35;

const NOTHING_CHOSEN = 'Good. Ask me about anything in the course, or say “quiz me” with another topic.';
const LAST_LESSON = 'That was the last lesson of the course. Ask me about any of them again.';

const UNAVAILABLE =
  'The course search is unavailable right now, so I cannot look that up. Please try again in a moment.';

/** Answers from the conversation itself, else searches, else answers from what the search returned. */
export function nextStep(turn: Turn): Step {
  const say = (text: string): Step => ({
    kind: 'say',
    text: [fileNotice(turn), text].filter(Boolean).join('\n\n'),
  });
  const outcome = turn.outcomes.at(-1);
  const told = outcome && tellOutcome(outcome);
  if (told !== undefined) return say(told);
  const wish = readWish(turn);
  if (wish) return fulfilWish(wish, turn);
  if (turn.choice) {
    const { next } = turn.choice;
    if (next === undefined) return say(NOTHING_CHOSEN);
    if (next === AFTER_QUIZ.next) return say(LAST_LESSON);
    if (next === AFTER_QUIZ.explain && turn.quiz) return explainWrong(turn, turn.quiz);
  }
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
