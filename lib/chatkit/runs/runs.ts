import type { IdGenerator } from '../ids';
import type { Principal } from '../principal';
import type { ThreadStreamEvent } from '../protocol';
import { Conflict, NotFound } from '../server/errors';
import type { EventLog } from './event-log';
import { MemoryEventLog } from './memory-event-log';
import { Run, type StopReason } from './run';

export interface RunsOptions {
  generateId: IdGenerator;
  onError: (error: unknown, run: { threadId: string; userId: string }) => void;
  createLog?: () => EventLog;
  /** How long a finished run can still be read, in milliseconds. */
  retentionMs?: number;
  /** How long a new turn waits for the one before it to finish stopping, in milliseconds. */
  patienceMs?: number;
}

/** Longest time that a turn which has been announced lets others be announced first, in milliseconds. */
const COURTESY_MS = 250;

const RETENTION_MS = 5 * 60_000;

/** Finished runs kept at most; the oldest goes first. */
const FINISHED_KEPT = 200;

/** The turns that go on in this process: at most one in a thread; and those that ended a short while ago. */
export class Runs {
  private readonly active = new Map<string, Run>();
  /** By id, in the order in which they ended. */
  private readonly finished = new Map<string, Run>();
  private readonly starting = new Set<string>();
  private calm: (() => void)[] = [];

  constructor(private readonly options: RunsOptions) {}

  /**
   * Reserves the thread, prepares the turn and starts it.
   *
   * @param prepare resolves and stores everything that can be refused; what it throws refuses the turn
   * @throws Conflict if another turn goes on in the thread and does not end within the patience
   */
  async start(
    principal: Principal,
    threadId: string,
    prepare: () => Promise<(signal: AbortSignal) => AsyncIterable<ThreadStreamEvent>>,
  ): Promise<Run> {
    await this.reserve(threadId);
    try {
      const work = await prepare();
      const run = new Run({
        id: this.options.generateId('run'),
        userId: principal.userId,
        threadId,
        log: this.options.createLog?.() ?? new MemoryEventLog(),
        work,
        onError: (error) => this.options.onError(error, { threadId, userId: principal.userId }),
      });
      this.active.set(threadId, run);
      void run.finished.then(() => this.retire(run));
      return run;
    } finally {
      this.starting.delete(threadId);
      if (this.starting.size === 0) for (const wake of this.calm.splice(0)) wake();
    }
  }

  /** A run that goes on, or ended a short while ago. @throws NotFound, also for somebody else's */
  find(principal: Principal, runId: string): Run {
    const run = [...this.active.values()].find(({ id }) => id === runId) ?? this.finished.get(runId);
    if (run?.userId !== principal.userId) throw new NotFound('run');
    return run;
  }

  /**
   * Resolves when no turn is being prepared, or after a short while. A turn waits for it between its first events and its
   * answer: when many people send at once, all of them see at once that they were heard.
   */
  async othersAnnounced(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.starting.size === 0) return;
    await Promise.race([new Promise<void>((resolve) => this.calm.push(resolve)), delay(COURTESY_MS)]);
  }

  /** Stops the turn that goes on in the principal's thread, if any; resolves when it has ended. */
  async stop(principal: Principal, threadId: string, reason: StopReason): Promise<void> {
    const run = this.active.get(threadId);
    if (run?.userId === principal.userId) await run.stop(reason);
  }

  /** Stops every turn, as before the process ends. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.active.values()].map((run) => run.stop('shutdown')));
  }

  private retire(run: Run): void {
    this.active.delete(run.threadId);
    this.finished.set(run.id, run);
    const [oldest] = this.finished.keys();
    if (oldest !== undefined && this.finished.size > FINISHED_KEPT) this.finished.delete(oldest);
    setTimeout(() => this.finished.delete(run.id), this.options.retentionMs ?? RETENTION_MS).unref();
  }

  private async reserve(threadId: string): Promise<void> {
    const running = this.active.get(threadId);
    // A client that stops and sends again can overtake the news of its own stop.
    if (running) await Promise.race([running.finished, delay(this.options.patienceMs ?? 2_000)]);
    if (this.active.has(threadId) || this.starting.has(threadId)) {
      throw new Conflict('The tutor is still answering in this conversation. Wait for it, or stop it first.');
    }
    this.starting.add(threadId);
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
