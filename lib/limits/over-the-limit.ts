import { RateLimited } from '../chatkit/server/errors';
import type { CounterState } from './counters/counters';
import { type LimitRules, windowsOf } from './limit-rules';
import { rateLimitHeaders } from './rate-limit-headers';
import { timeInWords } from './time-in-words';

/** Nobody knows when a turn ends; after so many seconds it is worth another try. */
const RUN_WAIT_SECONDS = 5;

/**
 * What the person reads: which limit is reached, and when to come back.
 *
 * @returns undefined if none is reached; of several, the one that lasts longest
 */
export function overTheLimit(states: readonly CounterState[], rules: LimitRules): RateLimited | undefined {
  const refused = states
    .filter((state) => state.refused)
    .map((state) => ({ state, wait: waitSeconds(state) }))
    .sort((one, other) => other.wait - one.wait)[0];
  if (!refused) return undefined;
  const error = new RateLimited(message(refused.state.name, refused.wait, rules), refused.wait);
  Object.assign(error.headers, rateLimitHeaders(states, rules));
  return error;
}

/** What the person reads when their turns have spent the budget while this one went on. */
export function budgetSpent(state: Pick<CounterState, 'used' | 'resetMs'>, rules: LimitRules): RateLimited {
  const spent: CounterState = { ...state, name: 'tokens', refused: true };
  const wait = waitSeconds(spent);
  const error = new RateLimited(message('tokens', wait, rules), wait);
  Object.assign(error.headers, rateLimitHeaders([spent], rules));
  return error;
}

function waitSeconds({ name, resetMs }: CounterState): number {
  return name === 'runs' ? RUN_WAIT_SECONDS : Math.max(1, Math.ceil(resetMs / 1000));
}

function message(name: CounterState['name'], wait: number, rules: LimitRules): string {
  const again = `You can go on in ${timeInWords(wait)}.`;
  switch (name) {
    case 'messages':
      return `You have sent ${times(windowsOf(rules).messages.limit, 'message')} in a minute. ${again}`;
    case 'uploads':
      return `You have sent ${times(windowsOf(rules).uploads.limit, 'file')} in a minute. ${again}`;
    case 'requests':
      return `There were too many requests in a minute. ${again}`;
    case 'runs':
      return 'The tutor is still writing another answer for you. You can go on when it is complete.';
    case 'tokens':
      return `You have used up what the tutor can write for you in a day. ${again}`;
    default:
      return name satisfies never;
  }
}

function times(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
