import type { Run } from './run';

/** Finished runs kept at most, in number and in memory; the oldest goes first. */
const MOST = 200;
const MOST_BYTES = 64 * 1024 * 1024;

/** Runs that ended a short while ago, for clients that come back. */
export class FinishedRuns {
  /** By id, in the order in which they ended. */
  private readonly runs = new Map<string, { run: Run; timer: NodeJS.Timeout }>();
  private bytes = 0;

  constructor(private readonly retentionMs: number) {}

  get(runId: string): Run | undefined {
    return this.runs.get(runId)?.run;
  }

  add(run: Run): void {
    // The timer must not hold the run, only its name.
    const { id } = run;
    const timer = setTimeout(() => this.drop(id), this.retentionMs);
    timer.unref();
    this.runs.set(id, { run, timer });
    this.bytes += run.log.size;
    for (const oldest of this.runs.keys()) {
      if (this.runs.size <= MOST && this.bytes <= MOST_BYTES) return;
      this.drop(oldest);
    }
  }

  forget(userId: string, threadId: string): void {
    for (const [id, { run }] of this.runs) {
      if (run.userId === userId && run.threadId === threadId) this.drop(id);
    }
  }

  forgetAllOf(userId: string): void {
    for (const [id, { run }] of this.runs) if (run.userId === userId) this.drop(id);
  }

  private drop(runId: string): void {
    const kept = this.runs.get(runId);
    if (!kept) return;
    clearTimeout(kept.timer);
    this.runs.delete(runId);
    this.bytes -= kept.run.log.size;
  }
}
