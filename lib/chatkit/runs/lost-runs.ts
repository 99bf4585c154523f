import type { Runs } from './runs';

/** Together with `SILENT_AFTER_MS` and `SUSPECTED_MS` less than a minute. In milliseconds. */
const CLOSED_EVERY_MS = 20_000;

/** The job of a process that lives on: closes runs whose processes died. */
export class LostRuns {
  private readonly timers: NodeJS.Timeout[];

  /** @param onError must not throw */
  constructor(runs: Pick<Runs, 'closeLostRuns'>, onError: (error: unknown) => void) {
    const close = () => runs.closeLostRuns().catch(onError);
    this.timers = [
      // Those of the process before this one, where there is one at a time.
      setTimeout(close, 0),
      setInterval(close, CLOSED_EVERY_MS),
    ];
    for (const timer of this.timers) timer.unref();
  }

  stop(): void {
    for (const timer of this.timers) clearInterval(timer);
  }
}
