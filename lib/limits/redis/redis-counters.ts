import type { Redis } from 'ioredis';
import { connectRedis, type RedisConnection } from '../../redis/connect-redis';
import type {
  Call,
  CallRequest,
  CallState,
  CounterState,
  Counters,
  Lease,
  LeaseRequest,
  Window,
} from '../counters/counters';
import { GIVE_BACK_SCRIPT } from './give-back-script';
import { RENEW_SCRIPT } from './renew-script';
import { RESERVE_SCRIPT } from './reserve-script';
import { SPEND_SCRIPT } from './spend-script';
import { TAKE_SCRIPT } from './take-script';

export interface RedisCountersOptions extends RedisConnection {
  /** The time in milliseconds, for tests; the server's own if absent. */
  now?: () => number;
}

/** Counters in Redis. Keys of a subject share a hash tag, so that they are together in a cluster. */
export class RedisCounters implements Counters {
  private readonly redis: Redis;
  private readonly now: (() => number) | undefined;

  constructor({ now, ...connection }: RedisCountersOptions) {
    this.now = now;
    this.redis = connectRedis(connection);
  }

  async take(subject: string, windows: readonly Window[], lease?: LeaseRequest): Promise<CounterState[]> {
    const turn = lease ? [lease.id, lease.forMs, lease.atOnce, lease.budget] : ['', '0', '0', '0'];
    const counted = windows.flatMap(({ name, limit, periodMs }) => [name, limit, periodMs]);
    const answer = await this.run(TAKE_SCRIPT, this.keys(subject).slice(0, 2), [
      this.time(),
      ...turn,
      ...counted,
    ]);
    return statesOf(answer);
  }

  async giveBack(subject: string, windows: readonly Window[], leaseId?: string): Promise<void> {
    const names = windows.map(({ name }) => name);
    await this.run(GIVE_BACK_SCRIPT, this.keys(subject).slice(0, 2), [leaseId ?? '', ...names]);
  }

  async reserve(subject: string, call: CallRequest): Promise<CallState> {
    const { turn, budget, forMs } = call;
    const [counters, , calls] = this.keys(subject);
    const values = [this.time(), memberOf(call), turn, budget, forMs];
    return callStateOf(await this.run(RESERVE_SCRIPT, [counters, calls], values));
  }

  async spend(subject: string, tokens: number, periodMs: number, call?: Call): Promise<void> {
    const [counters, , calls] = this.keys(subject);
    const values = [this.time(), tokens, periodMs, call ? memberOf(call) : ''];
    await this.run(SPEND_SCRIPT, [counters, calls], values);
  }

  async renew(leases: readonly Lease[], forMs: number): Promise<void> {
    const time = this.time();
    // Sent at once, over one connection.
    await Promise.all(
      leases.map(({ subject, id }) => this.run(RENEW_SCRIPT, this.keys(subject).slice(1), [time, id, forMs])),
    );
  }

  async release({ subject, id }: Lease): Promise<void> {
    await this.redis.zrem(this.keys(subject)[1], id);
  }

  /** Redis forgets by itself. */
  async sweep(): Promise<void> {}

  async close(): Promise<void> {
    this.redis.disconnect();
  }

  private keys(subject: string): [counters: string, runs: string, calls: string] {
    const of = (kind: string) => `robolearn:{${subject}}:${kind}`;
    return [of('counters'), of('runs'), of('calls')];
  }

  private time(): string | number {
    return this.now?.() ?? '';
  }

  private run(script: string, keys: string[], values: (string | number)[]): Promise<unknown> {
    return this.redis.eval(script, keys.length, ...keys, ...values);
  }
}

const NAMES = ['messages', 'requests', 'uploads', 'runs', 'tokens'] as const;

function statesOf(answer: unknown): CounterState[] {
  if (!Array.isArray(answer)) throw new Error('the counters gave no list');
  const states: CounterState[] = [];
  for (let at = 0; at < answer.length; at += 4) {
    const name = NAMES.find((known) => known === answer[at]);
    if (!name) throw new Error('the counters gave an unknown name');
    states.push({
      name,
      used: Number(answer[at + 1]),
      resetMs: Number(answer[at + 2]),
      refused: Number(answer[at + 3]) === 1,
    });
  }
  return states;
}

function memberOf({ turn, id, most }: Call): string {
  return `${turn}|${id}|${most}`;
}

const OUTCOMES = ['reserved', 'wait', 'spent'] as const;

function callStateOf(answer: unknown): CallState {
  const [given, used, resetMs] = Array.isArray(answer) ? answer : [];
  const outcome = OUTCOMES.find((known) => known === given);
  if (!outcome) throw new Error('the counters gave an unknown outcome');
  return { outcome, used: Number(used), resetMs: Number(resetMs) };
}
