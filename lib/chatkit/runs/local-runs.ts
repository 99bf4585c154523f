import { retryUnavailable } from '../server/retry-unavailable';
import { MemoryEventLog } from './memory-event-log';
import { Run, type StopReason } from './run';
import type { OnRun } from './run-observation';
import type { RunStore } from './run-store';
import { RunWatch } from './run-watch';
import { RunWriter } from './run-writer';
import { StartBarrier } from './start-barrier';
import { delay } from './time-limit';
import type { Prepare, PreparedTurn, RunHold, StartedTurn, TurnRequest } from './turn-request';

export interface LocalRunsOptions {
  store: RunStore;
  /** Must not throw. */
  onError: (error: unknown, run: { threadId?: string; userId: string }) => void;
  /** How long a turn may take, in milliseconds. */
  maxTurnMs: number;
  /** How long work that was stopped may take to end before it is given up, in milliseconds. */
  graceMs: number;
  onRun: OnRun | undefined;
}

/** A turn whose thread is being reserved, or that is being prepared. */
export interface PendingStart {
  userId: string;
  runId: string;
  stopReason: StopReason | undefined;
  /** Resolves when it has started or was refused. Never rejects. */
  settled: Promise<void>;
  settle(): void;
}

/** The turns that this process carries out, from their preparation until their end is stored. */
export class LocalRuns {
  /** By thread, and by id; until the end of each is stored. */
  private readonly byThread = new Map<string, Run>();
  private readonly byId = new Map<string, Run>();
  /** By run. */
  private readonly starting = new Map<string, PendingStart>();
  /** By run: resolves when its end is stored. */
  private readonly stored = new Map<string, Promise<void>>();
  private readonly barrier = new StartBarrier(() => this.starting.size === 0);
  private readonly writer: RunWriter;

  constructor(private readonly options: LocalRunsOptions) {
    const { store, onError } = options;
    this.writer = new RunWriter(store, (error) => onError(error, { userId: 'all' }));
  }

  find(runId: string): Run | undefined {
    return this.byId.get(runId);
  }

  inThread(threadId: string): Run | undefined {
    return this.byThread.get(threadId);
  }

  isStarting(runId: string): boolean {
    return this.starting.has(runId);
  }

  /** The run, also if it is only being prepared now: it is waited for then. */
  async started(runId: string): Promise<Run | undefined> {
    await this.starting.get(runId)?.settled;
    return this.find(runId);
  }

  /** Resolves when the end of the run is stored. Undefined if no such run goes on here. */
  ended(runId: string): Promise<void> | undefined {
    return this.stored.get(runId);
  }

  /** Resolves when no turn is being prepared, or after a short while. */
  waitForPendingStarts(): Promise<void> {
    return this.barrier.wait();
  }

  /** What goes on: turns, and connections that read one. */
  get counts(): { running: number; streams: number } {
    // Of those that have ended, the end is being stored.
    const runs = [...this.byThread.values()].filter(({ report }) => report === undefined);
    return { running: runs.length, streams: runs.reduce((sum, run) => sum + run.readerCount, 0) };
  }

  /** A turn is about to start: the answers of others wait for it until `settle` is called. */
  announce(runId: string, userId: string): PendingStart {
    let resolve: () => void = () => undefined;
    const settled = new Promise<void>((given) => {
      resolve = given;
    });
    const settle = () => {
      this.starting.delete(runId);
      resolve();
      this.barrier.changed();
    };
    const start = { userId, runId, stopReason: undefined, settled, settle };
    this.starting.set(runId, start);
    return start;
  }

  /**
   * Prepares and starts a turn that has its thread.
   *
   * @param waited another turn has ended in the thread since the request came
   * @throws what `prepare` throws; nothing is left of the run then
   */
  async start(
    start: PendingStart,
    turn: TurnRequest,
    waited: boolean,
    prepare: Prepare,
  ): Promise<StartedTurn> {
    const { userId, runId: id } = start;
    const { threadId } = turn;
    let run: Run | undefined;
    const stop = (reason: StopReason) => {
      start.stopReason ??= reason;
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
      const prepared = await prepare(waited);
      run = this.carryOut(start, turn, prepared);
      // Whoever reads the refusal may ask again under the same key.
      if (prepared.refused) await this.endedSoon(id);
      return { kind: 'started', run, refused: prepared.refused };
    } catch (error) {
      this.writer.drop(id);
      await this.discard({ id, userId, threadId });
      throw error;
    }
  }

  /** Stops a run that goes on here, or that is being prepared; resolves when it has ended. */
  async stop(runId: string, reason: StopReason): Promise<void> {
    const start = this.starting.get(runId);
    if (start && !this.byId.has(runId)) {
      start.stopReason ??= reason;
      await start.settled;
    }
    await this.find(runId)?.stop(reason);
    await this.endedSoon(runId);
  }

  async stopAll(reason: StopReason): Promise<void> {
    for (const start of this.starting.values()) start.stopReason ??= reason;
    await Promise.all([...this.starting.values()].map(({ settled }) => settled));
    await Promise.all([...this.byThread.values()].map((run) => run.stop(reason)));
    await Promise.all([...this.stored.keys()].map((id) => this.endedSoon(id)));
  }

  /** As `ended`, but a store that is away makes nobody wait for longer than work that does not end. */
  private async endedSoon(runId: string): Promise<void> {
    await Promise.race([this.ended(runId), delay(this.options.graceMs)]);
  }

  private carryOut(
    { userId, runId: id, stopReason }: PendingStart,
    { threadId, since = performance.now() }: TurnRequest,
    { work, refused }: PreparedTurn,
  ): Run {
    const { graceMs, maxTurnMs, onError, onRun } = this.options;
    const { writer } = this;
    let isLeftOpen = false;
    const hold: RunHold = {
      confirm: () => writer.confirm(id),
      leaveOpen: () => {
        isLeftOpen = true;
      },
    };
    const run = new Run({
      id,
      userId,
      threadId,
      watch: new RunWatch(since, onRun?.({ id, userId, threadId })),
      log: new MemoryEventLog((json) => writer.append(id, json)),
      work: (signal) => work(signal, hold),
      // A reader of another process may have come a moment ago.
      isWatchedElsewhere: async () => (await writer.ask(id))?.isDetached ?? true,
      stopped: stopReason,
      graceMs,
      onError: (error) => onError(error, { threadId, userId }),
    });
    const deadline = setTimeout(() => void run.stop('timeout'), maxTurnMs);
    deadline.unref();
    this.byThread.set(threadId, run);
    this.byId.set(id, run);
    const stored = run.finished.then(() => {
      clearTimeout(deadline);
      return this.storeEnd(run, { refused, isLeftOpen });
    });
    this.stored.set(id, stored);
    void stored.then(() => {
      this.stored.delete(id);
      this.byId.delete(id);
      if (this.byThread.get(threadId) === run) this.byThread.delete(threadId);
    });
    return run;
  }

  /** Never rejects. */
  private async storeEnd(run: Run, turn: { refused: boolean; isLeftOpen: boolean }): Promise<void> {
    const { id } = run;
    // Of what a turn still has to store nothing may be lost because the store is away.
    if (turn.isLeftOpen || (run.wasGivenUp && this.writer.isFailing)) {
      await retryUnavailable(() => this.writer.abandon(id)).catch(() => this.writer.drop(id));
    } else if (turn.refused) {
      this.writer.drop(id);
      // Nothing came of it, and nobody will ask for it.
      await this.discard(run);
    } else if (run.stopReason === 'lost') {
      this.writer.drop(id);
    } else {
      await this.writer.end(id, { forgetKey: false });
    }
  }

  private async discard({ id, userId, threadId }: Pick<Run, 'id' | 'userId' | 'threadId'>): Promise<void> {
    await this.options.store
      .discard({ id, userId })
      .catch((error: unknown) => this.options.onError(error, { userId, threadId }));
  }
}
