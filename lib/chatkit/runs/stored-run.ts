import type { LoggedEvent } from './event-log';
import type { Connection, ReadableRun } from './run';
import type { RunChanges } from './run-changes';
import type { RunRecord, RunStore } from './run-store';

export interface StoredRunParts {
  store: RunStore;
  changes: RunChanges;
  /** The process that reads ends: whoever reads here has to go on elsewhere. */
  shutdown: AbortSignal;
  /** Closes a run whose process died. */
  noticeSilent: (run: RunRecord) => Promise<unknown>;
}

/** A run of another process, or one that has ended, read from the store. */
export class StoredRun implements ReadableRun {
  readonly id: string;
  readonly lastSeq: number;
  private hasReadAll = false;

  constructor(
    private readonly record: RunRecord,
    private readonly parts: StoredRunParts,
  ) {
    this.id = record.id;
    this.lastSeq = record.lastSeq;
  }

  get isComplete(): boolean {
    return this.hasReadAll;
  }

  connect({ after }: { after: number }): Connection {
    const leaving = new AbortController();
    const signal = AbortSignal.any([leaving.signal, this.parts.shutdown]);
    return { events: this.read(after, signal), leave: () => leaving.abort() };
  }

  private async *read(after: number, signal: AbortSignal): AsyncGenerator<LoggedEvent> {
    const { store, changes, noticeSilent } = this.parts;
    let run: RunRecord | undefined = this.record;
    // Nobody at its own process knows of this reader: whoever leaves there does not stop it.
    if (run.state !== 'ended') await store.detach(run.userId, run.id);
    let next = startOf(run, after);
    while (run && !signal.aborted) {
      // Asked for before the events, so that those of a run that has ended are all.
      const hasEnded: boolean = run.state === 'ended';
      const change = changes.next(this.id, run, signal);
      const events = await store.events(this.id, next);
      for (const event of events) {
        if (signal.aborted) break;
        next = event.seq;
        yield event;
      }
      // Of a run that has ended no event follows, also where the store has lost some.
      if (hasEnded && (next >= run.lastSeq || events.length === 0)) {
        this.hasReadAll = !signal.aborted && next >= run.lastSeq;
        change.cancel();
        return;
      }
      if (run.isSilent) await noticeSilent(run);
      if (events.length === 0 && !run.isLost) await change.happened;
      change.cancel();
      run = await store.find(this.record.userId, this.id);
      // Its process may have died while it was read.
      if (run) next = startOf(run, next);
    }
  }
}

/** What somebody has read of a run beyond what its dead process had stored is not what counts. */
function startOf({ closedAfter = Number.POSITIVE_INFINITY }: RunRecord, after: number): number {
  return Math.min(after, closedAfter);
}
