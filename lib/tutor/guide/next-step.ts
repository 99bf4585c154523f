import { answerDirectly } from './answer-directly';
import { composeAnswer } from './compose-answer';
import { decline } from './decline';
import { fileNotice } from './file-notice';
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
  const passages = last?.results.filter((passage) => passage.score >= FLOOR) ?? [];
  if (passages.length) return say(composeAnswer(turn, passages));
  const attempt = turn.results.length;
  const query = searchQueries(turn)[attempt];
  return query === undefined ? say(decline(turn)) : { kind: 'search', query, attempt };
}
