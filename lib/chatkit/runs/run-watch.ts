import type { ThreadStreamEvent } from '../protocol';
import type { StopReason } from './run';
import type { RunObservation, RunReport } from './run-observation';

/** Sees the events of a run go by, and tells how it went. */
export class RunWatch {
  private firstEventMs: number | undefined;
  private firstTextMs: number | undefined;
  private failed = false;
  private refused = false;

  /** @param since when the run was asked for, as `performance.now()` tells it */
  constructor(
    private readonly since: number,
    private readonly observation: RunObservation = {},
  ) {}

  carry<T>(work: () => T): T {
    return this.observation.carry ? this.observation.carry(work) : work();
  }

  saw(event: ThreadStreamEvent): void {
    if (event.type === 'error') {
      this.failed = true;
      // A turn announces itself before anything in it can fail.
      if (this.firstEventMs === undefined) this.refused = true;
    }
    if (endsWithoutWords(event)) this.failed = true;
    if (this.firstEventMs === undefined) {
      this.firstEventMs = this.elapsed();
      this.observation.firstEvent?.(this.firstEventMs);
    }
    if (this.firstTextMs === undefined && hasText(event)) {
      this.firstTextMs = this.elapsed();
      this.observation.firstText?.(this.firstTextMs);
    }
  }

  /** Something went wrong that no event of the work tells. */
  broke(): void {
    this.failed = true;
  }

  ended(stopReason: StopReason | undefined): RunReport {
    const { firstEventMs, firstTextMs } = this;
    const report = { outcome: this.outcome(stopReason), stopReason, ms: this.elapsed() };
    const told = { ...report, firstEventMs, firstTextMs };
    this.observation.ended?.(told);
    return told;
  }

  private outcome(stopReason: StopReason | undefined): RunReport['outcome'] {
    if (this.refused) return 'refused';
    if (this.failed) return 'failed';
    return stopReason === undefined ? 'completed' : 'stopped';
  }

  private elapsed(): number {
    return Math.round(performance.now() - this.since);
  }
}

/** A failure of which no `error` event is logged: clients that know no end of a turn get one made of this. */
function endsWithoutWords(event: ThreadStreamEvent): boolean {
  if (event.type !== 'thread.item.done' || event.item.type !== 'turn_end') return false;
  return event.item.reason === 'without_words';
}

function hasText(event: ThreadStreamEvent): boolean {
  if (event.type === 'thread.item.done') return event.item.type === 'assistant_message';
  return (
    event.type === 'thread.item.updated' && event.update.type === 'assistant_message.content_part.text_delta'
  );
}
