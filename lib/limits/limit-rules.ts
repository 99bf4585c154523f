import type { Window } from './counters/counters';

/** How much one person may have. Whole numbers. */
export interface LimitRules {
  messagesPerMinute: number;
  /** Also of each address that has not signed in. */
  requestsPerMinute: number;
  uploadsPerMinute: number;
  concurrentRuns: number;
  tokensPerDay: number;
}

export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** The windows in which requests are counted. */
export function windowsOf(rules: LimitRules): Record<Window['name'], Window> {
  return {
    messages: { name: 'messages', limit: rules.messagesPerMinute, periodMs: MINUTE_MS },
    requests: { name: 'requests', limit: rules.requestsPerMinute, periodMs: MINUTE_MS },
    uploads: { name: 'uploads', limit: rules.uploadsPerMinute, periodMs: MINUTE_MS },
  };
}
