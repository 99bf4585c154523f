import type { CounterState } from './counters/counters';
import { DAY_MS, type LimitRules, windowsOf } from './limit-rules';

/**
 * `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10): of each limit its quota `q` in a window of `w`
 * seconds, what remains of it, `r`, and in how many seconds it is whole again, `t`.
 */
export function rateLimitHeaders(states: readonly CounterState[], rules: LimitRules): Record<string, string> {
  const known: Partial<Record<CounterState['name'], { limit: number; periodMs: number }>> = {
    ...windowsOf(rules),
    tokens: { limit: rules.tokensPerDay, periodMs: DAY_MS },
  };
  const limits = states.flatMap(({ name, used, resetMs }) => {
    const rule = known[name];
    if (!rule) return [];
    const seconds = Math.ceil((resetMs || rule.periodMs) / 1000);
    return {
      policy: `"${name}";q=${rule.limit};w=${rule.periodMs / 1000}`,
      left: `"${name}";r=${Math.max(0, rule.limit - used)};t=${seconds}`,
    };
  });
  if (limits.length === 0) return {};
  return {
    'RateLimit-Policy': limits.map(({ policy }) => policy).join(', '),
    RateLimit: limits.map(({ left }) => left).join(', '),
  };
}
