import { randomUUID } from 'node:crypto';
import type { ModelUsage } from '../chatkit/agents/model-usage';
import type { Principal } from '../chatkit/principal';
import { ChatKitError } from '../chatkit/server/errors';
import type { CounterState, Counters, Window, WindowName } from './counters/counters';
import { type LimitRules, windowsOf } from './limit-rules';
import { LimitedRequest } from './limited-request';
import { costMicros, type ModelPrices } from './model-prices';
import { overTheLimit } from './over-the-limit';
import { rateLimitHeaders } from './rate-limit-headers';
import { subjectOf } from './subject-of';
import { TurnLeases } from './turn-leases';
import type { UsageLog } from './usage-log';

export interface LimitsOptions {
  counters: Counters;
  usageLog: UsageLog;
  rules: LimitRules;
  prices: ModelPrices;
  /** Keys the digests that counts are kept under. */
  secret: string;
  /** Told when something cannot be counted or written down. Must not throw. */
  onError: (error: unknown) => void;
}

/** What the parts of this folder share. */
export interface LimitParts {
  counters: Counters;
  usageLog: UsageLog;
  rules: LimitRules;
  windows: Record<WindowName, Window>;
  leases: TurnLeases;
  costOf: (model: string, usage: ModelUsage) => number | undefined;
  newLeaseId: () => string;
  /** Awaited when the process ends. */
  background: (work: Promise<void>) => void;
  onError: (error: unknown) => void;
}

const SWEPT_EVERY_MS = 10 * 60_000;

/** How much each person, and before sign-in each address, may have; the same for all processes. */
export class Limits {
  private readonly parts: LimitParts;
  private readonly pending = new Set<Promise<void>>();
  private readonly sweeping: NodeJS.Timeout;
  private readonly secret: string;

  constructor({ counters, usageLog, rules, prices, secret, onError }: LimitsOptions) {
    this.secret = secret;
    this.parts = {
      counters,
      usageLog,
      rules,
      windows: windowsOf(rules),
      leases: new TurnLeases(counters, onError),
      costOf: (model, usage) => costMicros(prices, model, usage),
      newLeaseId: randomUUID,
      background: (work) => {
        this.pending.add(work);
        void work.finally(() => this.pending.delete(work));
      },
      onError,
    };
    this.sweeping = setInterval(() => counters.sweep().catch(onError), SWEPT_EVERY_MS).unref();
  }

  /** For one request to the ChatKit endpoint. */
  request(principal: Principal): LimitedRequest {
    return new LimitedRequest(this.parts, principal, subjectOf(this.secret, 'user', principal.userId));
  }

  /**
   * Counts a request of a person to another route. While nothing can be counted, uploads are refused and the rest passes.
   *
   * @returns headers for the answer
   * @throws RateLimited, ChatKitError `unavailable`
   */
  async admit(
    { userId }: Principal,
    kind: 'requests' | 'uploads' = 'requests',
  ): Promise<Record<string, string>> {
    const { requests, uploads } = this.parts.windows;
    const counted = kind === 'uploads' ? [requests, uploads] : [requests];
    return this.count(subjectOf(this.secret, 'user', userId), counted);
  }

  /**
   * Counts a request of nobody in particular. While nothing can be counted, it passes.
   *
   * @returns headers for the answer
   * @throws RateLimited
   */
  admitAddress(address: string): Promise<Record<string, string>> {
    return this.count(subjectOf(this.secret, 'address', address), [this.parts.windows.requests]);
  }

  /** Resolves when everything of the turns that have ended is counted, and of those that go on, too. */
  async settled(): Promise<void> {
    await Promise.all(this.pending);
  }

  /** Waits for what is still to be counted, then lets go of the counters. */
  async close(): Promise<void> {
    clearInterval(this.sweeping);
    await this.settled();
    await this.parts.counters.close();
  }

  private async count(subject: string, counted: Window[]): Promise<Record<string, string>> {
    const { counters, rules, windows, onError } = this.parts;
    let states: CounterState[];
    try {
      states = await counters.take(subject, counted);
    } catch (error) {
      onError(error);
      if (!counted.includes(windows.uploads)) return {};
      throw new ChatKitError(
        'unavailable',
        'Files cannot be taken at the moment. Please try again in a minute.',
        { cause: error },
      );
    }
    const refusal = overTheLimit(states, rules);
    if (refusal) throw refusal;
    return rateLimitHeaders(states, rules);
  }
}
