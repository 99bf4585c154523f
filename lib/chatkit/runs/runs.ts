import { randomUUID } from 'node:crypto';
import type { IdGenerator } from '../ids';
import type { Principal } from '../principal';
import { Conflict, isUnavailable, NotFound } from '../server/errors';
import { LocalRuns } from './local-runs';
import { MemoryRunStore } from './memory-run-store';
import type { ReadableRun, Run, StopReason } from './run';
import { RunChanges } from './run-changes';
import { type CloseLost, RunCloser } from './run-closer';
import type { OnRun } from './run-observation';
import type { RepeatedRequest, RequestKey, RunRecord, RunStore } from './run-store';
import { StoredRun } from './stored-run';
import { TimeLimit } from './time-limit';
import type { Prepare, RepeatedTurn, StartedTurn, TurnRequest } from './turn-request';

export interface RunsOptions {
  generateId: IdGenerator;
  /** Where runs are known beyond this process; in its memory if absent. */
  store?: RunStore | undefined;
  closeLost?: CloseLost | undefined;
  /** Must not throw. */
  onError: (error: unknown, run: { threadId?: string; userId: string }) => void;
  /** How long a new turn waits for the one before it to finish stopping, in milliseconds. */
  patienceMs?: number;
  /** How long a turn may take, in milliseconds. */
  maxTurnMs?: number | undefined;
  /** How long work that was stopped may take to end before it is given up, in milliseconds. */
  graceMs?: number | undefined;
  onRun?: OnRun | undefined;
}

const PATIENCE_MS = 2_000;
const MAX_TURN_MS = 10 * 60_000;
const GRACE_MS = 5_000;
/** How long a request waits beyond the grace for a run of another process to end, in milliseconds. */
const REMOTE_MS = 2_000;
/** Lost runs that are closed in one go. */
const MAX_CLOSED_AT_ONCE = 20;

/** The turns of this process, and through the store those of all others: at most one in a thread. */
export class Runs {
  private readonly localRuns: LocalRuns;
  private readonly store: RunStore;
  private readonly changes: RunChanges;
  private readonly closer: RunCloser;
  private readonly graceMs: number;
  private readonly shutdown = new AbortController();

  constructor(private readonly options: RunsOptions) {
    const { closeLost, onError, onRun, maxTurnMs = MAX_TURN_MS, graceMs = GRACE_MS } = options;
    const store = options.store ?? new MemoryRunStore(randomUUID());
    this.store = store;
    this.graceMs = graceMs;
    this.localRuns = new LocalRuns({ store, onError, maxTurnMs, graceMs, onRun });
    this.changes = new RunChanges(store);
    this.closer = new RunCloser({ store, closeLost, onError });
  }

  /**
   * Reserves the thread, prepares the turn and starts it.
   *
   * @throws Conflict if another turn goes on in the thread and does not end within the patience, or the key was used for another
   * request
   */
  async start(principal: Principal, turn: TurnRequest, prepare: Prepare): Promise<StartedTurn> {
    const { userId } = principal;
    const { threadId, operation, messageId, request } = turn;
    const limit = new TimeLimit(this.options.patienceMs ?? PATIENCE_MS);
    const id = this.options.generateId('run');
    for (let waited = false; ; waited = true) {
      const pending = this.localRuns.announce(id, userId);
      let busy: RunRecord;
      try {
        const acquired = await this.store.acquire({ id, userId, threadId, operation, messageId, request });
        if (acquired.kind === 'acquired') return await this.localRuns.start(pending, turn, waited, prepare);
        if (acquired.kind === 'busy') busy = acquired.run;
        else {
          const repeated = await this.repeated(principal, acquired);
          if (repeated) return repeated;
          // The first one was refused.
          continue;
        }
      } finally {
        pending.settle();
      }
      // A client that stops and sends again can overtake the news of its own stop.
      if (!(await this.untilEnded(busy, limit))) {
        throw new Conflict(
          'The tutor is still answering in this conversation. Wait for it, or stop it first.',
        );
      }
    }
  }

  /** The run of a request that was carried out before. @throws Conflict as `start` does */
  async findRepeated(principal: Principal, request: RequestKey): Promise<ReadableRun | undefined> {
    const repeated = await this.store.lookUp(principal.userId, request);
    return repeated && (await this.repeated(principal, repeated))?.run;
  }

  /** A run to read. @throws NotFound, also for somebody else's */
  async find(principal: Principal, runId: string): Promise<ReadableRun> {
    const local = this.local(runId);
    if (local?.userId === principal.userId) return local;
    const record = await this.store.find(principal.userId, runId);
    if (!record) throw new NotFound('run');
    return this.reading(record);
  }

  /** A run that goes on in this process. */
  local(runId: string): Run | undefined {
    return this.localRuns.find(runId);
  }

  /** The run that goes on in the thread, wherever; one whose process died is closed first. */
  async activeIn(principal: Principal, threadId: string): Promise<string | undefined> {
    const { userId } = principal;
    let record: RunRecord | undefined;
    try {
      record = await this.store.active(userId, threadId);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      // The conversation can be read all the same, and what goes on here is known here.
      const local = this.localRuns.inThread(threadId);
      return local?.userId === userId ? local.id : undefined;
    }
    if (!record?.isSilent) return record?.id;
    return (await this.closer.noticeSilent(record)) ? undefined : record.id;
  }

  /** Resolves when the run has ended and its end is stored; at once if no such run goes on here. */
  async ended(runId: string): Promise<void> {
    await this.localRuns.ended(runId);
  }

  /**
   * Resolves when no turn is being prepared, or after a short while. A turn waits for it between its first events and its
   * answer: when many people send at once, all of them see at once that they were heard.
   */
  waitForPendingStarts(): Promise<void> {
    return this.localRuns.waitForPendingStarts();
  }

  /** Stops the turn that goes on, or starts, in the principal's thread, if any; resolves when it has ended. */
  async stop(principal: Principal, threadId: string, reason: StopReason): Promise<void> {
    const { userId } = principal;
    const local = this.localRuns.inThread(threadId);
    if (local?.userId === userId) return this.localRuns.stop(local.id, reason);
    const record = await this.store.requestStop(userId, threadId, reason);
    if (!record) return;
    if (this.localRuns.isStarting(record.id)) return this.localRuns.stop(record.id, reason);
    await this.untilEnded(record, new TimeLimit(this.graceMs + REMOTE_MS));
  }

  /** What goes on in this process: turns, and connections that read one. */
  get counts(): { running: number; streams: number } {
    return this.localRuns.counts;
  }

  /** Forgets what was said in a thread that is gone. */
  async forget(principal: Principal, threadId: string): Promise<void> {
    await this.store.forget(principal.userId, threadId);
  }

  /** Stops every turn of the principal, in all processes, and forgets what was said in those that ended. */
  async stopAllOf(principal: Principal, reason: StopReason): Promise<void> {
    const { userId } = principal;
    const records = await this.store.activeOf(userId);
    await Promise.all(records.map(({ threadId }) => this.stop(principal, threadId, reason)));
    await this.store.forget(userId);
  }

  /** Stops every turn of this process, as before it ends. Who reads a turn of another is sent away. */
  async stopAll(): Promise<void> {
    this.shutdown.abort();
    await this.localRuns.stopAll('shutdown');
  }

  /**
   * Closes runs whose processes died: for a job that does so now and then, where nobody reads their conversations.
   *
   * @returns how many were looked at: those that have just been noticed are closed the next time
   */
  async closeLostRuns(): Promise<number> {
    const silent = await this.store.silent(MAX_CLOSED_AT_ONCE);
    for (const record of silent) await this.closer.noticeSilent(record);
    return silent.length;
  }

  /** Deletes what is stored of runs and is too old to be asked for. */
  sweep(): Promise<void> {
    return this.store.sweep();
  }

  /** Undefined if the first request was refused meanwhile. @throws Conflict */
  private async repeated(
    { userId }: Principal,
    repeated: RepeatedRequest,
  ): Promise<RepeatedTurn | undefined> {
    if (repeated.kind === 'mismatch')
      throw new Conflict('This idempotency key was used for another request.');
    let record = repeated.run;
    if (!record) {
      throw new Conflict(
        'This request was carried out a while ago. Read the conversation for what came of it.',
      );
    }
    // What comes of the first request is not known before it is prepared.
    while (record.state === 'preparing') {
      const { id }: RunRecord = record;
      const local = await this.localRuns.started(id);
      if (local) return { kind: 'repeated', run: local };
      if (record.isSilent) await this.closer.noticeSilent(record);
      const change = this.changes.next(id, record);
      record = await this.store.find(userId, id);
      if (record?.state === 'preparing') await change.happened;
      change.cancel();
      if (!record) return undefined;
    }
    return { kind: 'repeated', run: this.local(record.id) ?? this.reading(record) };
  }

  private reading(record: RunRecord): StoredRun {
    const { store, changes } = this;
    const noticeSilent = (run: RunRecord) => this.closer.noticeSilent(run);
    return new StoredRun(record, { store, changes, shutdown: this.shutdown.signal, noticeSilent });
  }

  /** @returns whether it has ended within the limit */
  private async untilEnded(run: RunRecord, limit: TimeLimit): Promise<boolean> {
    let record: RunRecord | undefined = run;
    while (record && record.state !== 'ended') {
      if (record.isSilent && (await this.closer.noticeSilent(record))) return true;
      const change = this.changes.next(record.id, record);
      const local = this.localRuns.ended(record.id);
      record = await this.store.find(run.userId, run.id);
      if (record && record.state !== 'ended') {
        // Whoever is suspected is waited for a little longer.
        if (limit.isOver && !record.isSilent) return false;
        await Promise.race([local ?? change.happened, ...(limit.isOver ? [] : [limit.over])]);
      }
      change.cancel();
    }
    return true;
  }
}
