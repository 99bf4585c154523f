import type { NewRun, RunUpdate } from '../../chatkit/runs/run-store';

/** Runs of this process are written to every few seconds, also while the server is away. In milliseconds. */
const UNUSED_AFTER_MS = 10 * 60_000;

interface WrittenRun {
  run: NewRun;
  events: string[];
  usedAt: number;
}

/** What this process has begun and logged in runs that have not ended: for a server that forgets some of it, or everything. */
export class WrittenRuns {
  private readonly runs = new Map<string, WrittenRun>();

  add(run: NewRun): void {
    for (const [id, { usedAt }] of this.runs) if (usedAt < Date.now() - UNUSED_AFTER_MS) this.delete(id);
    this.runs.set(run.id, { run, events: [], usedAt: Date.now() });
  }

  append({ runId, firstSeq, events }: RunUpdate): void {
    const written = this.runs.get(runId);
    if (!written) return;
    written.usedAt = Date.now();
    written.events.push(...events.slice(Math.max(0, written.events.length - firstSeq + 1)));
  }

  delete(runId: string): void {
    this.runs.delete(runId);
  }

  run(runId: string): NewRun | undefined {
    return this.runs.get(runId)?.run;
  }

  eventsAfter(runId: string, seq: number): string[] {
    return this.runs.get(runId)?.events.slice(seq) ?? [];
  }
}
