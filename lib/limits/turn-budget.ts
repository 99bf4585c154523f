import { setTimeout as pause } from 'node:timers/promises';
import type { Call, CallState } from './counters/counters';
import { DAY_MS } from './limit-rules';
import type { LimitParts } from './limits';

/** How long a call that cannot be made yet waits before it asks again, in milliseconds: a little at first. */
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 1_000;

/** A call that may be made; undefined where nobody could be asked. */
export type Reserved = Call | undefined;

/** The budget of a person, as one turn of theirs spends it. */
export class TurnBudget {
  private readonly counting = new Set<Promise<void>>();

  constructor(
    private readonly parts: Pick<LimitParts, 'counters' | 'rules' | 'newLeaseId' | 'onError'>,
    private readonly subject: string,
    private readonly turn: string,
  ) {}

  /**
   * Keeps tokens free for a call, after a wait while calls of the person's other turns could use up what is left. What this turn has
   * taken counts, too: a turn of many calls ends at the budget, not after it. While nothing can be counted, the calls of a turn that has begun are made all the same.
   *
   * @param most the most that the call can take, in tokens
   * @param forMs how long it is kept free, unless the turn is renewed
   * @returns the state of the budget where it is spent
   * @throws the reason of `signal` when it is aborted meanwhile
   */
  async reserve(
    most: number,
    forMs: number,
    signal: AbortSignal | undefined,
  ): Promise<{ reserved: Reserved } | { spent: CallState }> {
    const { counters, rules, newLeaseId, onError } = this.parts;
    const call = { id: newLeaseId(), turn: this.turn, most };
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      signal?.throwIfAborted();
      // What this turn has taken is to be counted before.
      await Promise.all(this.counting);
      const request = { ...call, budget: rules.tokensPerDay, forMs };
      const state = await counters.reserve(this.subject, request).catch(onError);
      if (!state) return { reserved: undefined };
      if (state.outcome === 'reserved') return { reserved: call };
      if (state.outcome === 'spent') return { spent: state };
      // Not all at the same moment.
      await pause(wait * (0.5 + Math.random() / 2), undefined, signal ? { signal } : {});
    }
  }

  /** The call has ended, and took so many tokens. */
  spend(call: Reserved, tokens: number): void {
    const counted = this.parts.counters
      .spend(this.subject, tokens, DAY_MS, call)
      .catch(this.parts.onError)
      .finally(() => this.counting.delete(counted));
    this.counting.add(counted);
  }

  /** Resolves when everything that was spent is counted. */
  async settled(): Promise<void> {
    await Promise.all(this.counting);
  }
}
