import { setTimeout } from 'node:timers/promises';
import { Conflict, Unavailable } from '../server/errors';
import type { RequestKey, RunStore } from './run-store';

/** How often a request looks whether the first one under its key is done, and how long, in milliseconds. */
const POLL_MS = 50;
const MAX_WAIT_MS = 20_000;

/** Carries out requests with an idempotency key that start no run: each once, whichever processes it is sent to (trap T6). */
export class IdempotentAnswers {
  constructor(private readonly store: RunStore) {}

  /**
   * Carries a request out, or gives what came of it before. What was refused may be sent again.
   *
   * @param work its answer as JSON
   * @throws Conflict if the key was used for another request; Unavailable if the first one takes too long
   */
  async once(
    userId: string,
    request: RequestKey,
    work: () => Promise<string>,
  ): Promise<{ answer: string; repeated: boolean }> {
    for (let waitedMs = 0; waitedMs < MAX_WAIT_MS; waitedMs += POLL_MS) {
      const claim = await this.store.claimAnswer(userId, request);
      if (claim.kind === 'mismatch') throw new Conflict('This idempotency key was used for another request.');
      if (claim.kind === 'answered') return { answer: claim.answer, repeated: true };
      if (claim.kind === 'claimed')
        return { answer: await this.carryOut(userId, request, work), repeated: false };
      await setTimeout(POLL_MS);
    }
    throw new Unavailable();
  }

  private async carryOut(userId: string, { key }: RequestKey, work: () => Promise<string>): Promise<string> {
    let answer: string;
    try {
      answer = await work();
    } catch (error) {
      // A claim that cannot be given up is free after a minute.
      await this.store.discardAnswer(userId, key).catch(() => undefined);
      throw error;
    }
    // It was carried out, whether or not that can be stored.
    await this.store.saveAnswer(userId, key, answer).catch(() => undefined);
    return answer;
  }
}
