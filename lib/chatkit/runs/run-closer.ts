import type { ThreadStreamEvent } from '../protocol';
import { isUnavailable } from '../server/errors';
import type { LoggedEvent } from './event-log';
import type { RunRecord, RunStore } from './run-store';

/**
 * Stores what a run whose process died had said, as far as it was logged.
 *
 * @param events what was logged, as JSON
 * @returns the events with which the run ends; undefined if nothing of it was stored, so that it may be asked for again
 */
export type CloseLost = (
  run: RunRecord,
  events: readonly string[],
) => Promise<ThreadStreamEvent[] | undefined>;

export interface RunCloserOptions {
  store: RunStore;
  /** Without it, a run ends without a word. */
  closeLost: CloseLost | undefined;
  /** Must not throw. */
  onError: (error: unknown, run: { threadId: string; userId: string }) => void;
}

/** Closes runs whose processes died, whoever notices them. */
export class RunCloser {
  constructor(private readonly options: RunCloserOptions) {}

  /**
   * A run is silent: it is closed, or its process gets a little longer. Never rejects.
   *
   * @returns whether it has been closed
   */
  async noticeSilent(run: RunRecord): Promise<boolean> {
    if (run.isLost) return this.close(run);
    await this.options.store.suspect(run.id).catch(() => undefined);
    return false;
  }

  /** Never rejects: whoever noticed the run goes on, and the next one tries again. */
  private async close(run: RunRecord): Promise<boolean> {
    const { id, userId, threadId } = run;
    try {
      if (!(await this.options.store.takeOver(id))) return false;
      const logged = await this.allEvents(id);
      const events = await this.closingEvents(run, logged);
      if (!events && run.state === 'preparing') {
        await this.options.store.discard(run);
        return true;
      }
      await this.options.store.write([
        {
          runId: id,
          firstSeq: (logged.at(-1)?.seq ?? 0) + 1,
          events: (events ?? []).map((event) => JSON.stringify(event)),
          touch: true,
          end: { forgetKey: events === undefined },
        },
      ]);
      return true;
    } catch (error) {
      this.options.onError(error, { userId, threadId });
      return false;
    }
  }

  private async allEvents(runId: string): Promise<LoggedEvent[]> {
    const all: LoggedEvent[] = [];
    for (;;) {
      const page = await this.options.store.events(runId, all.at(-1)?.seq ?? 0);
      if (page.length === 0) return all;
      all.push(...page);
    }
  }

  private async closingEvents(
    run: RunRecord,
    logged: readonly LoggedEvent[],
  ): Promise<ThreadStreamEvent[] | undefined> {
    const { closeLost, onError } = this.options;
    if (!closeLost) return [];
    try {
      return await closeLost(
        run,
        logged.map(({ json }) => json),
      );
    } catch (error) {
      if (isUnavailable(error)) throw error;
      // A conversation must not stay closed because of one turn that cannot be read.
      onError(error, { userId: run.userId, threadId: run.threadId });
      return [];
    }
  }
}
