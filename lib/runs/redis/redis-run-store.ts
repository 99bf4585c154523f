import { createHash, randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { LoggedEvent } from '../../chatkit/runs/event-log';
import {
  type Acquired,
  type ClaimedAnswer,
  type NewRun,
  type OnRunNews,
  type RepeatedRequest,
  type RequestKey,
  type RunNews,
  type RunRecord,
  type RunStore,
  type RunStoreWatch,
  type RunUpdate,
  SILENT_AFTER_MS,
  SUSPECTED_MS,
} from '../../chatkit/runs/run-store';
import type { StopReason } from '../../chatkit/runs/turn-stopped';
import { Unavailable } from '../../chatkit/server/errors';
import { connectRedis, type RedisConnection } from '../../redis/connect-redis';
import { RedisRefusal } from '../../redis/redis-refusal';
import { ACQUIRE_SCRIPT, LOOK_UP_SCRIPT } from './acquire-script';
import { CLAIM_ANSWER_SCRIPT, DISCARD_ANSWER_SCRIPT, SAVE_ANSWER_SCRIPT } from './answer-scripts';
import { DETACH_SCRIPT, REQUEST_STOP_SCRIPT, SUSPECT_SCRIPT, TAKE_OVER_SCRIPT } from './control-scripts';
import { DISCARD_SCRIPT, FORGET_SCRIPT } from './forget-scripts';
import { ACTIVE_OF_SCRIPT, ACTIVE_SCRIPT, FIND_SCRIPT, SILENT_SCRIPT } from './read-scripts';
import {
  acquireReply,
  claimReply,
  eventsReply,
  lookUpReply,
  runReply,
  runsReply,
  type WriteReply,
  writeReply,
} from './replies';
import { RunsSubscriber } from './runs-subscriber';
import { NEWS_CHANNEL, ROOT, type Script } from './script';
import { WRITE_SCRIPT } from './write-script';
import { WrittenRuns } from './written-runs';

export interface RedisRunStoreOptions extends RedisConnection {
  /** Names this process. */
  owner: string;
  /** `SILENT_AFTER_MS` and `SUSPECTED_MS` if absent, in milliseconds. */
  silentAfterMs?: number;
  suspectedMs?: number;
}

type Values = (string | number)[];

interface Call {
  script: Script;
  values: Values;
}

/** Events that are read at once. */
const MAX_EVENTS = 200;

/**
 * Runs in Redis; `script.ts` says under which keys. What Redis forgets of a run while its process lives is written again: the run
 * goes on, and only what nobody retains is lost.
 */
export class RedisRunStore implements RunStore {
  private readonly redis: Redis;
  private readonly subscriber: RunsSubscriber;
  private readonly written = new WrittenRuns();
  private readonly owner: string;
  private readonly times: string;

  constructor(options: RedisRunStoreOptions) {
    const { owner, silentAfterMs = SILENT_AFTER_MS, suspectedMs = SUSPECTED_MS, ...connection } = options;
    this.owner = owner;
    this.times = `${silentAfterMs} ${suspectedMs}`;
    this.redis = connectRedis(connection);
    this.subscriber = new RunsSubscriber(connection);
  }

  async acquire(run: NewRun): Promise<Acquired> {
    const acquired = acquireReply.parse(await this.run(ACQUIRE_SCRIPT, ...this.acquisition(run)));
    if (acquired.kind === 'acquired') this.written.add(run);
    return acquired;
  }

  async discard({ id, userId }: Pick<NewRun, 'id' | 'userId'>): Promise<void> {
    this.written.delete(id);
    await this.run(DISCARD_SCRIPT, userId, id);
  }

  async write(updates: readonly RunUpdate[]): Promise<Map<string, RunNews>> {
    for (const update of updates) this.written.append(update);
    const replies = await this.writeAll(updates);
    for (const [runId, reply] of await this.repair(updates, replies)) replies.set(runId, reply);
    const news = new Map<string, RunNews>();
    for (const { runId, end } of updates) {
      const reply = replies.get(runId);
      if (reply?.kind === 'news') news.set(runId, reply.news);
      if (reply?.kind !== 'news' || end) this.written.delete(runId);
    }
    return news;
  }

  async lookUp(userId: string, { key, digest }: RequestKey): Promise<RepeatedRequest | undefined> {
    return lookUpReply.parse(await this.run(LOOK_UP_SCRIPT, keyDigest(userId, key), digest));
  }

  async find(userId: string, runId: string): Promise<RunRecord | undefined> {
    return runReply.parse(await this.run(FIND_SCRIPT, userId, runId));
  }

  async active(userId: string, threadId: string): Promise<RunRecord | undefined> {
    return runReply.parse(await this.run(ACTIVE_SCRIPT, userId, threadId));
  }

  async activeOf(userId: string): Promise<RunRecord[]> {
    return runsReply.parse(await this.run(ACTIVE_OF_SCRIPT, userId));
  }

  async events(runId: string, after: number): Promise<LoggedEvent[]> {
    const from = `${after + 1}-0`;
    return eventsReply.parse(
      await this.call(() => this.redis.xrange(`${ROOT}events:${runId}`, from, '+', 'COUNT', MAX_EVENTS)),
    );
  }

  async requestStop(userId: string, threadId: string, reason: StopReason): Promise<RunRecord | undefined> {
    return runReply.parse(await this.run(REQUEST_STOP_SCRIPT, userId, threadId, reason));
  }

  async detach(userId: string, runId: string): Promise<void> {
    await this.run(DETACH_SCRIPT, userId, runId);
  }

  async takeOver(runId: string): Promise<boolean> {
    return (await this.run(TAKE_OVER_SCRIPT, runId, this.owner, randomUUID())) === 1;
  }

  async suspect(runId: string): Promise<void> {
    await this.run(SUSPECT_SCRIPT, runId);
  }

  async silent(limit: number): Promise<RunRecord[]> {
    return runsReply.parse(await this.run(SILENT_SCRIPT, limit));
  }

  async forget(userId: string, threadId?: string): Promise<void> {
    await this.run(FORGET_SCRIPT, userId, threadId ?? '');
  }

  async claimAnswer(userId: string, { key, digest }: RequestKey): Promise<ClaimedAnswer> {
    const values = [userId, keyDigest(userId, key), digest, randomUUID()];
    return claimReply.parse(await this.run(CLAIM_ANSWER_SCRIPT, ...values));
  }

  async saveAnswer(userId: string, key: string, answer: string): Promise<void> {
    await this.run(SAVE_ANSWER_SCRIPT, keyDigest(userId, key), answer);
  }

  async discardAnswer(userId: string, key: string): Promise<void> {
    await this.run(DISCARD_ANSWER_SCRIPT, userId, keyDigest(userId, key));
  }

  /** Redis forgets by itself. */
  async sweep(): Promise<void> {}

  watch(onNews: OnRunNews): RunStoreWatch {
    return this.subscriber.watchers.watch(onNews);
  }

  async close(): Promise<void> {
    this.subscriber.close();
    this.redis.disconnect();
  }

  private acquisition({ id, userId, threadId, operation, messageId = '', request }: NewRun): Values {
    const key = request ? [keyDigest(userId, request.key), request.digest] : ['', ''];
    return [id, userId, threadId, operation, messageId, this.owner, ...key];
  }

  /** Writes again what the server has lost of runs of this process, unless their threads have others by now. */
  private async repair(
    updates: readonly RunUpdate[],
    replies: ReadonlyMap<string, WriteReply>,
  ): Promise<Map<string, WriteReply>> {
    const acquisitions: Call[] = [];
    const repairs: RunUpdate[] = [];
    for (const update of updates) {
      const reply = replies.get(update.runId);
      const run = this.written.run(update.runId);
      if (!run || (reply?.kind !== 'missing' && reply?.kind !== 'behind')) continue;
      if (reply.kind === 'missing')
        acquisitions.push({ script: ACQUIRE_SCRIPT, values: this.acquisition(run) });
      const stored = reply.kind === 'behind' ? reply.lastSeq : 0;
      repairs.push({
        ...update,
        firstSeq: stored + 1,
        events: this.written.eventsAfter(run.id, stored),
      });
    }
    await this.pipelined(acquisitions, []);
    return this.writeAll(repairs);
  }

  /** In one round trip; each run by itself, so that none keeps the others waiting. */
  private async writeAll(updates: readonly RunUpdate[]): Promise<Map<string, WriteReply>> {
    if (updates.length === 0) return new Map();
    const calls = updates.map(({ runId, firstSeq, touch, events, end }) => ({
      script: WRITE_SCRIPT,
      values: [runId, this.owner, firstSeq, touch ? 1 : 0, endOf(end), ...events],
    }));
    const changed = updates.filter(({ events, end }) => events.length > 0 || end).map(({ runId }) => runId);
    const replies = await this.pipelined(calls, changed);
    return new Map(updates.map(({ runId }, index) => [runId, writeReply.parse(replies[index])]));
  }

  private async pipelined(calls: readonly Call[], changed: readonly string[]): Promise<unknown[]> {
    if (calls.length === 0) return [];
    const pipeline = this.redis.pipeline();
    // The first call brings the script along, so that the others find it whatever has become of the server.
    const sent = new Set<Script>();
    for (const { script, values } of calls) {
      const given = [1, ROOT, this.times, ...values] as const;
      if (sent.has(script)) pipeline.evalsha(script.sha, ...given);
      else pipeline.eval(script.source, ...given);
      sent.add(script);
    }
    if (changed.length > 0) pipeline.publish(NEWS_CHANNEL, ['change', ...changed].join(' '));
    return this.call(async () => {
      const replies = (await pipeline.exec()) ?? [];
      return replies.map(([error, reply]) => {
        if (error) throw error;
        return reply;
      });
    });
  }

  private run({ source }: Script, ...values: Values): Promise<unknown> {
    return this.call(() => this.redis.eval(source, 1, ROOT, this.times, ...values));
  }

  private async call<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      // Away, full, loading, a replica: whatever keeps it from working now.
      throw new Unavailable({ cause: RedisRefusal.from(error) });
    }
  }
}

function endOf(end: RunUpdate['end']): string {
  if (!end) return '';
  return end.forgetKey ? 'forget_key' : 'end';
}

/** Of no more than its length tells, and never that of another user. */
function keyDigest(userId: string, key: string): string {
  return createHash('sha256')
    .update(JSON.stringify([userId, key]))
    .digest('base64url');
}
