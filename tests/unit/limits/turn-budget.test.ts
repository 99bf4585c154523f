import { expect, test } from 'vitest';
import type { CallRequest, CallState, Counters } from '@/lib/limits/counters/counters';
import { TurnBudget } from '@/lib/limits/turn-budget';

/** The tokens of one person, counted as every store counts them (tests/conformance/counters.test.ts). */
class TokenCounters implements Pick<Counters, 'reserve' | 'spend'> {
  used = 0;

  async reserve(_subject: string, { budget }: CallRequest): Promise<CallState> {
    return { outcome: this.used >= budget ? 'spent' : 'reserved', used: this.used, resetMs: 1 };
  }

  async spend(_subject: string, tokens: number): Promise<void> {
    this.used += tokens;
  }
}

test.each([
  [250, 3],
  [300, 3],
  [1, 1],
  [10_000, 8],
])('of eight calls of 100 tokens, a turn with a budget of %i makes %i', async (tokensPerDay, expected) => {
  const counters = new TokenCounters();
  const missing = async () => {
    throw new Error('not asked for');
  };
  const rest = {
    take: missing,
    giveBack: missing,
    renew: missing,
    release: missing,
    sweep: missing,
    close: missing,
  };
  const rules = {
    messagesPerMinute: 1,
    requestsPerMinute: 1,
    uploadsPerMinute: 1,
    concurrentRuns: 1,
    tokensPerDay,
  };
  const turn = new TurnBudget(
    {
      counters: { ...rest, reserve: counters.reserve.bind(counters), spend: counters.spend.bind(counters) },
      rules,
      newLeaseId: () => 'call',
      onError: (error) => {
        throw error;
      },
    },
    'student',
    'turn',
  );
  let made = 0;
  for (; made < 8; made += 1) {
    const answer = await turn.reserve(1_000, 60_000, undefined);
    if ('spent' in answer) break;
    turn.spend(answer.reserved, 100);
  }
  await turn.settled();
  expect(made).toBe(expected);
  expect(counters.used).toBeLessThan(tokensPerDay + 100);
});
