import type { IdGenerator } from '../ids';
import type { Principal } from '../principal';
import type { ThreadStreamEvent } from '../protocol';
import { Conflict, NotFound } from '../server/errors';
import { Calm } from './calm';
import type { EventLog } from './event-log';
import { FinishedRuns } from './finished-runs';
import { MemoryEventLog } from './memory-event-log';
import { Run, type StopReason } from './run';
import type { OnRun } from './run-observation';
import { RunWatch } from './run-watch';

export interface RunsOptions {
  generateId: IdGenerator;
  /** Must not throw. */
  onError: (error: unknown, run: { threadId: string; userId: string }) => void;
  createLog?: () => EventLog;
  /** How long a finished run can still be read, in milliseconds. */
  retentionMs?: number;
  /** How long a new turn waits for the one before it to finish stopping, in milliseconds. */
  patienceMs?: number;
  /** How long a turn may take, in milliseconds. */
  maxTurnMs?: number | undefined;
  /** How long work that was stopped may take to end before it is given up, in milliseconds. */
  graceMs?: number | undefined;
  onRun?: OnRun | undefined;
}

/** What a turn is to do, once it is prepared. */
export type Work = (signal: AbortSignal) => AsyncIterable<ThreadStreamEvent>;

/**
 * Resolves and stores everything that can be refused; what it throws refuses the turn.
 *
 * @param waited another turn has ended in the thread since the request came
 */
export type Prepare = (waited: boolean) => Promise<Work>;

/** A turn that is being prepared. */
interface Starting {
  userId: string;
  stopped: StopReason | undefined;
  settled: Promise<void>;
}

/** A turn that can begin. */
interface Prepared {
  userId: string;
  threadId: string;
  /** When it was asked for, as `performance.now()` tells it. */
  since: number;
  work: Work;
  stopped: StopReason | undefined;
}

const RETENTION_MS = 5 * 60_000;
const PATIENCE_MS = 2_000;
const MAX_TURN_MS = 10 * 60_000;
const GRACE_MS = 5_000;

/** The turns that go on in this process: at most one in a thread; and those that ended a short while ago. */
export class Runs {
  private readonly active = new Map<string, Run>();
  private readonly starting = new Map<string, Starting>();
  private readonly finished: FinishedRuns;
  private readonly calm = new Calm(() => this.starting.size === 0);

  constructor(private readonly options: RunsOptions) {
    this.finished = new FinishedRuns(options.retentionMs ?? RETENTION_MS);
  }

  /**
   * Reserves the thread, prepares the turn and starts it.
   *
   * @param since when the request for it came, as `performance.now()` tells it
   * @throws Conflict if another turn goes on in the thread and does not end within the patience
   */
  async start(
    principal: Principal,
    threadId: string,
    prepare: Prepare,
    since: number = performance.now(),
  ): Promise<Run> {
    const { userId } = principal;
    const running = this.active.get(threadId);
    // A client that stops and sends again can overtake the news of its own stop.
    if (running) await Promise.race([running.finished, delay(this.options.patienceMs ?? PATIENCE_MS)]);
    // From here to the entry in `starting` nothing may be awaited: it is what keeps a second turn out.
    if (this.active.has(threadId) || this.starting.has(threadId)) {
      throw new Conflict('The tutor is still answering in this conversation. Wait for it, or stop it first.');
    }
    let settle: () => void = () => undefined;
    const settled = new Promise<void>((resolve) => {
      settle = resolve;
    });
    const starting: Starting = { userId, stopped: undefined, settled };
    this.starting.set(threadId, starting);
    try {
      const work = await prepare(running !== undefined);
      return this.run({ userId, threadId, since, work, stopped: starting.stopped });
    } finally {
      this.starting.delete(threadId);
      settle();
      this.calm.changed();
    }
  }

  /** A run that goes on, or ended a short while ago. @throws NotFound, also for somebody else's */
  find(principal: Principal, runId: string): Run {
    const run = [...this.active.values()].find(({ id }) => id === runId) ?? this.finished.get(runId);
    if (run?.userId !== principal.userId) throw new NotFound('run');
    return run;
  }

  /** Resolves when the run has ended; at once if no such run goes on here. */
  async ended(runId: string): Promise<void> {
    await [...this.active.values()].find(({ id }) => id === runId)?.finished;
  }

  /**
   * Resolves when no turn is being prepared, or after a short while. A turn waits for it between its first events and its
   * answer: when many people send at once, all of them see at once that they were heard.
   */
  othersAnnounced(): Promise<void> {
    return this.calm.wait();
  }

  /** Stops the turn that goes on, or begins, in the principal's thread, if any; resolves when it has ended. */
  async stop(principal: Principal, threadId: string, reason: StopReason): Promise<void> {
    const starting = this.starting.get(threadId);
    if (starting?.userId === principal.userId) {
      starting.stopped ??= reason;
      await starting.settled;
    }
    const run = this.active.get(threadId);
    if (run?.userId === principal.userId) await run.stop(reason);
  }

  /** What goes on now: turns, and connections that read one. */
  get counts(): { running: number; streams: number } {
    const runs = [...this.active.values()];
    return { running: runs.length, streams: runs.reduce((sum, run) => sum + run.readerCount, 0) };
  }

  /** Forgets what was said in a thread that is gone. */
  forget(principal: Principal, threadId: string): void {
    this.finished.forget(principal.userId, threadId);
  }

  /** Stops every turn of the principal, and forgets what was said in those that ended. */
  async stopAllOf(principal: Principal, reason: StopReason): Promise<void> {
    const { userId } = principal;
    const begins = [...this.starting].filter(([, starting]) => starting.userId === userId);
    const goOn = [...this.active].filter(([, run]) => run.userId === userId);
    const threads = new Set([...begins, ...goOn].map(([threadId]) => threadId));
    await Promise.all([...threads].map((threadId) => this.stop(principal, threadId, reason)));
    this.finished.forgetAllOf(userId);
  }

  /** Stops every turn, as before the process ends. */
  async stopAll(): Promise<void> {
    for (const starting of this.starting.values()) starting.stopped ??= 'shutdown';
    await Promise.all([...this.starting.values()].map(({ settled }) => settled));
    await Promise.all([...this.active.values()].map((run) => run.stop('shutdown')));
  }

  private run({ userId, threadId, since, work, stopped }: Prepared): Run {
    const { createLog, generateId, graceMs = GRACE_MS, maxTurnMs = MAX_TURN_MS, onError } = this.options;
    const id = generateId('run');
    const run = new Run({
      id,
      userId,
      threadId,
      watch: new RunWatch(since, this.options.onRun?.({ id, userId, threadId })),
      log: createLog?.() ?? new MemoryEventLog(),
      work,
      stopped,
      graceMs,
      onError: (error) => onError(error, { threadId, userId }),
    });
    this.active.set(threadId, run);
    const deadline = setTimeout(() => void run.stop('timeout'), maxTurnMs);
    deadline.unref();
    void run.finished.then(() => {
      clearTimeout(deadline);
      this.active.delete(threadId);
      this.finished.add(run);
    });
    return run;
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
