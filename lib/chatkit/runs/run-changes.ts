import type { RunRecord, RunStore, RunStoreWatch } from './run-store';

/** How often a reader asks for more where nothing tells it, in milliseconds; the second figure is where something does. */
const POLL_MS = 250;
const POLL_WATCHED_MS = 5_000;

export interface Change {
  /** Resolves when something happened to the run, after a while, or at the signal. Never rejects. */
  happened: Promise<void>;
  cancel(): void;
}

/** Wakes those who wait for runs of other processes. While nobody waits, nothing is watched or asked for. */
export class RunChanges {
  private readonly waiting = new Map<string, Set<() => void>>();
  private watch: RunStoreWatch | undefined;

  constructor(private readonly store: RunStore) {}

  /** The next change of a run, from now on, or a while if nobody is there to tell of one: what happens between this call and the waiting is not missed. */
  next(runId: string, { isSilent }: Pick<RunRecord, 'isSilent'>, signal?: AbortSignal): Change {
    this.watch ??= this.store.watch?.((runIds) => {
      for (const id of runIds) for (const wake of [...(this.waiting.get(id) ?? [])]) wake();
    });
    let cancel: () => void = () => undefined;
    const happened = new Promise<void>((resolve) => {
      const timer = setTimeout(() => cancel(), this.watch?.isLive && !isSilent ? POLL_WATCHED_MS : POLL_MS);
      cancel = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
        this.remove(runId, cancel);
        resolve();
      };
      signal?.addEventListener('abort', cancel, { once: true });
      const waiting = this.waiting.get(runId) ?? new Set();
      this.waiting.set(runId, waiting.add(cancel));
    });
    if (signal?.aborted) cancel();
    return { happened, cancel };
  }

  private remove(runId: string, wake: () => void): void {
    const waiting = this.waiting.get(runId);
    waiting?.delete(wake);
    if (waiting?.size === 0) this.waiting.delete(runId);
    if (this.waiting.size > 0) return;
    this.watch?.close();
    this.watch = undefined;
  }
}
