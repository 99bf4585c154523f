import { randomUUID } from 'node:crypto';
import type { IdGenerator } from '../ids';
import type { Principal } from '../principal';
import type { ThreadStreamEvent } from '../protocol';
import { Conflict, isUnavailable, NotFound } from '../server/errors';
import { retryUnavailable } from '../server/retry-unavailable';
import { MemoryEventLog } from './memory-event-log';
import { MemoryRunStore } from './memory-run-store';
import { type ReadableRun, Run, type StopReason } from './run';
import { RunChanges } from './run-changes';
import { type CloseLost, RunCloser } from './run-closer';
import type { OnRun } from './run-observation';
import type { RepeatedRequest, RequestKey, RunRecord, RunStore } from './run-store';
import { RunWatch } from './run-watch';
import { RunWriter } from './run-writer';
import { StartBarrier } from './start-barrier';
import { StoredRun } from './stored-run';

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

/** What a turn is to do, once it is prepared. */
export type Work = (signal: AbortSignal, hold: RunHold) => AsyncIterable<ThreadStreamEvent>;

/** What a turn needs to know of its run. */
export interface RunHold {
  /** To be awaited before anything of the turn is stored. @throws RunLost if the run is another process's by now; Unavailable */
  confirm(): Promise<void>;
  /** What the turn has said could not be stored: whoever notices the run stores what was logged. */
  leaveOpen(): void;
}

/**
 * Resolves and stores everything that can be refused; what it throws refuses the turn.
 *
 * @param waited another turn has ended in the thread since the request came
 */
export type Prepare = (waited: boolean) => Promise<PreparedTurn>;

export interface PreparedTurn {
  work: Work;
  /** The thread takes no turn, and the run only says so: it may be asked for again under its key. */
  refused: boolean;
}

/** Which turn is asked for. */
export interface TurnRequest {
  threadId: string;
  operation: string;
  /** The message that `prepare` stores; undefined if it stores none. */
  messageId?: string | undefined;
  /** Carried out once, however often it is sent under its key. */
  request?: RequestKey | undefined;
  /** When it was asked for, as `performance.now()` tells it. */
  since?: number | undefined;
}

export type StartedTurn = { kind: 'started'; run: Run; refused: boolean } | RepeatedTurn;

/** The request was carried out before. */
export interface RepeatedTurn {
  kind: 'repeated';
  run: ReadableRun;
}

/** A turn that is being prepared in this process. */
interface Starting {
  userId: string;
  runId: string;
  stopReason: StopReason | undefined;
  settled: Promise<void>;
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
  /** By thread, and by id; until the end of each is stored. */
  private readonly active = new Map<string, Run>();
  private readonly running = new Map<string, Run>();
  private readonly starting = new Map<string, Starting>();
  /** By run: resolves when its end is stored. */
  private readonly stored = new Map<string, Promise<void>>();
  private readonly barrier = new StartBarrier(() => this.starting.size === 0);
  private readonly store: RunStore;
  private readonly writer: RunWriter;
  private readonly changes: RunChanges;
  private readonly closer: RunCloser;
  /** Runs whose turns have said more than could be stored. */
  private readonly leftOpen = new Set<string>();
  private readonly shutdown = new AbortController();

  constructor(private readonly options: RunsOptions) {
    this.store = options.store ?? new MemoryRunStore(randomUUID());
    this.writer = new RunWriter(this.store, (error) => options.onError(error, { userId: 'all' }));
    this.changes = new RunChanges(this.store);
    const { closeLost, onError } = options;
    this.closer = new RunCloser({ store: this.store, closeLost, onError });
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
      const { starting, settle } = this.announce(id, userId);
      let busy: RunRecord;
      try {
        const acquired = await this.store.acquire({ id, userId, threadId, operation, messageId, request });
        if (acquired.kind === 'acquired') return await this.prepare(starting, turn, waited, prepare);
        if (acquired.kind === 'busy') busy = acquired.run;
        else {
          const repeated = await this.repeated(principal, acquired);
          if (repeated) return repeated;
          // Nothing came of the first one.
          continue;
        }
      } finally {
        settle();
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
    return this.running.get(runId);
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
      const local = this.active.get(threadId);
      return local?.userId === userId ? local.id : undefined;
    }
    if (!record?.isSilent) return record?.id;
    return (await this.closer.noticeSilent(record)) ? undefined : record.id;
  }

  /** Resolves when the run has ended and its end is stored; at once if no such run goes on here. */
  async ended(runId: string): Promise<void> {
    await this.stored.get(runId);
  }

  /**
   * Resolves when no turn is being prepared, or after a short while. A turn waits for it between its first events and its
   * answer: when many people send at once, all of them see at once that they were heard.
   */
  waitForPendingStarts(): Promise<void> {
    return this.barrier.wait();
  }

  /** Stops the turn that goes on, or starts, in the principal's thread, if any; resolves when it has ended. */
  async stop(principal: Principal, threadId: string, reason: StopReason): Promise<void> {
    const { userId } = principal;
    const local = this.active.get(threadId);
    if (local?.userId === userId) {
      await local.stop(reason);
      return this.endedSoon(local.id);
    }
    const record = await this.store.requestStop(userId, threadId, reason);
    if (!record) return;
    const starting = this.starting.get(record.id);
    if (starting) {
      starting.stopReason ??= reason;
      await starting.settled;
      await this.local(record.id)?.stop(reason);
      return this.endedSoon(record.id);
    }
    await this.untilEnded(record, new TimeLimit((this.options.graceMs ?? GRACE_MS) + REMOTE_MS));
  }

  /** What goes on in this process: turns, and connections that read one. */
  get counts(): { running: number; streams: number } {
    // Of those that have ended, the end is being stored.
    const runs = [...this.active.values()].filter(({ report }) => report === undefined);
    return { running: runs.length, streams: runs.reduce((sum, run) => sum + run.readerCount, 0) };
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
    for (const starting of this.starting.values()) starting.stopReason ??= 'shutdown';
    await Promise.all([...this.starting.values()].map(({ settled }) => settled));
    await Promise.all([...this.active.values()].map((run) => run.stop('shutdown')));
    await Promise.all([...this.stored.keys()].map((id) => this.endedSoon(id)));
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

  /** As `ended`, but a store that is away keeps nobody waiting for longer than work that does not end. */
  private async endedSoon(runId: string): Promise<void> {
    await Promise.race([this.ended(runId), delay(this.options.graceMs ?? GRACE_MS)]);
  }

  /** A turn that is on its way: the first words of others wait for it. */
  private announce(runId: string, userId: string): { starting: Starting; settle: () => void } {
    let resolve: () => void = () => undefined;
    const settled = new Promise<void>((given) => {
      resolve = given;
    });
    const starting: Starting = { userId, runId, stopReason: undefined, settled };
    this.starting.set(runId, starting);
    const settle = () => {
      this.starting.delete(runId);
      resolve();
      this.barrier.changed();
    };
    return { starting, settle };
  }

  /** Undefined if the first request came to nothing meanwhile. @throws Conflict */
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
      await this.starting.get(id)?.settled;
      const local = this.local(id);
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

  private async prepare(
    starting: Starting,
    { threadId, since = performance.now() }: TurnRequest,
    waited: boolean,
    prepare: Prepare,
  ): Promise<StartedTurn> {
    const { userId, runId: id } = starting;
    let run: Run | undefined;
    const stop = (reason: StopReason) => {
      starting.stopReason ??= reason;
      void run?.stop(reason);
    };
    this.writer.add(id, {
      onNews: ({ stopReason, isDetached }) => {
        if (isDetached) run?.detach();
        if (stopReason !== undefined) stop(stopReason);
      },
      onLost: () => stop('lost'),
    });
    try {
      const { work, refused } = await prepare(waited);
      run = this.run({ id, userId, threadId, since, work, stopped: starting.stopReason });
      this.follow(run, refused);
      // Whoever reads the refusal may ask again under the same key.
      if (refused) await this.endedSoon(id);
      return { kind: 'started', run, refused };
    } catch (error) {
      this.writer.drop(id);
      await this.discard({ id, userId, threadId });
      throw error;
    }
  }

  private async discard({ id, userId, threadId }: Pick<Run, 'id' | 'userId' | 'threadId'>): Promise<void> {
    await this.store
      .discard({ id, userId })
      .catch((error: unknown) => this.options.onError(error, { userId, threadId }));
  }

  private run(turn: {
    id: string;
    userId: string;
    threadId: string;
    since: number;
    work: Work;
    stopped: StopReason | undefined;
  }): Run {
    const { graceMs = GRACE_MS, maxTurnMs = MAX_TURN_MS, onError, onRun } = this.options;
    const { id, userId, threadId, since, work, stopped } = turn;
    const log = new MemoryEventLog();
    const { writer } = this;
    const run = new Run({
      id,
      userId,
      threadId,
      watch: new RunWatch(since, onRun?.({ id, userId, threadId })),
      log: {
        get lastSeq() {
          return log.lastSeq;
        },
        append: (json) => {
          log.append(json);
          writer.append(id, json);
        },
        end: () => log.end(),
        read: (after, signal) => log.read(after, signal),
      },
      work: (signal) =>
        work(signal, {
          confirm: () => writer.confirm(id),
          leaveOpen: () => void this.leftOpen.add(id),
        }),
      // A reader of another process may have come a moment ago.
      isWatchedElsewhere: async () => (await writer.ask(id))?.isDetached ?? true,
      stopped,
      graceMs,
      onError: (error) => onError(error, { threadId, userId }),
    });
    const deadline = setTimeout(() => void run.stop('timeout'), maxTurnMs);
    deadline.unref();
    void run.finished.then(() => clearTimeout(deadline));
    return run;
  }

  private follow(run: Run, refused: boolean): void {
    const { id, userId, threadId } = run;
    this.active.set(threadId, run);
    this.running.set(id, run);
    const stored = run.finished.then(async () => {
      // Of what a turn still has to store nothing may be lost because the store is away.
      if (this.leftOpen.delete(id) || (run.wasGivenUp && this.writer.isFailing)) {
        await retryUnavailable(() => this.writer.abandon(id)).catch(() => this.writer.drop(id));
        return;
      }
      if (!refused && run.stopReason !== 'lost') return this.writer.end(id, { forgetKey: false });
      this.writer.drop(id);
      // Nothing came of it, and nobody will ask for it.
      if (refused) await this.discard({ id, userId, threadId });
    });
    this.stored.set(id, stored);
    void stored.then(() => {
      this.stored.delete(id);
      this.running.delete(id);
      if (this.active.get(threadId) === run) this.active.delete(threadId);
    });
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
      const local = this.stored.get(record.id);
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

/** Counts by one timer, from now on. */
class TimeLimit {
  isOver = false;
  readonly over: Promise<void>;

  constructor(milliseconds: number) {
    this.over = delay(milliseconds).then(() => {
      this.isOver = true;
    });
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
