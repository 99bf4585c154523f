/** An event of a run as it goes out, with its number, from 1. */
export interface LoggedEvent {
  seq: number;
  /** The event as JSON, serialised when it happened: what its maker does to it later changes nothing. */
  json: string;
}

/** What a run has said so far. Written by the run alone, read by any number of subscribers. */
export interface EventLog {
  append(json: string): void;
  /** No event follows. */
  end(): void;
  /** The events after `after`, then the live ones until the end, or until the signal. */
  read(after: number, signal?: AbortSignal): AsyncGenerator<LoggedEvent>;
  /** Number of the last event; 0 if there is none. */
  readonly lastSeq: number;
}
