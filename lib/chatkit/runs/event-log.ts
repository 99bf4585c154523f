import type { ThreadStreamEvent } from '../protocol';

/** An event of a run with its number, from 1. */
export interface LoggedEvent {
  seq: number;
  event: ThreadStreamEvent;
}

/** What a run has said so far. Written by the run alone, read by any number of subscribers. */
export interface EventLog {
  append(event: ThreadStreamEvent): void;
  /** No event follows. */
  end(): void;
  /** The events after `after`, then the live ones until the end, or until the signal. */
  read(after: number, signal?: AbortSignal): AsyncGenerator<LoggedEvent>;
}
