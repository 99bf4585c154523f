import type { ThreadStreamEvent } from '../protocol';
import type { EventLog, LoggedEvent } from './event-log';
import type { RunReport } from './run-observation';
import { RunWatch } from './run-watch';
import { type StopReason, TurnStopped } from './turn-stopped';

export type { StopReason } from './turn-stopped';

export interface RunOptions {
  id: string;
  userId: string;
  threadId: string;
  log: EventLog;
  work: (signal: AbortSignal) => AsyncIterable<ThreadStreamEvent>;
  /** Told of a failure that the work did not turn into an event itself. Must not throw. */
  onError: (error: unknown) => void;
  /** Stopped while it was still being prepared. */
  stopped?: StopReason | undefined;
  /** How long work that was stopped may take to end before it is given up, in milliseconds. */
  graceMs: number;
  watch?: RunWatch | undefined;
  /** Whether a reader of another process keeps it from being stopped. */
  isWatchedElsewhere?: () => Promise<boolean>;
}

export interface Connection {
  events: AsyncGenerator<LoggedEvent>;
  leave: () => void;
}

/** A run as its readers see it, whichever process is at work on it. */
export interface ReadableRun {
  readonly id: string;
  /** Number of the last event that is there now; 0 if there is none. */
  readonly lastSeq: number;
  /** Whether the events that could be read were all of the run: it has ended, and was not cut off from its store. */
  readonly isComplete: boolean;
  /**
   * Reads the run as a connection does.
   *
   * @param resumable the reader may come back, so its leaving does not stop the run
   * @returns the events, and what to call when the connection closes: the last one to close stops the run
   */
  connect(options: { after: number; resumable: boolean }): Connection;
}

/**
 * One turn of a conversation: a task of its own that writes to an event log. Who reads the log, and whether anybody
 * still does, is not its business; it ends when its work ends or when it is stopped.
 */
export class Run implements ReadableRun {
  readonly id: string;
  readonly userId: string;
  readonly threadId: string;
  /** Resolves when the last event is in the log. Never rejects. */
  readonly finished: Promise<void>;
  /** How it went, once it has finished. */
  report: RunReport | undefined;
  stopReason: StopReason | undefined;
  /** It was stopped, and its work did not end within the grace. */
  wasGivenUp = false;
  readonly log: EventLog;
  private readonly abort = new AbortController();
  private readonly graceMs: number;
  private readonly watch: RunWatch;
  private readonly isWatchedElsewhere: () => Promise<boolean>;
  private hasEnded = false;
  private giveUp: () => void = () => undefined;
  private readers = 0;
  /** A reader said that it may come back: nobody's leaving stops the run. */
  private detached = false;

  constructor(options: RunOptions) {
    this.id = options.id;
    this.userId = options.userId;
    this.threadId = options.threadId;
    this.log = options.log;
    this.graceMs = options.graceMs;
    this.watch = options.watch ?? new RunWatch(performance.now());
    this.isWatchedElsewhere = options.isWatchedElsewhere ?? (async () => false);
    this.stopReason = options.stopped;
    if (options.stopped) this.abort.abort(new TurnStopped(options.stopped));
    const givenUp = new Promise<void>((resolve) => {
      this.giveUp = () => {
        this.wasGivenUp = true;
        resolve();
      };
    });
    this.finished = Promise.race([this.watch.carry(() => this.drive(options)), givenUp]).then(() =>
      this.end(),
    );
  }

  /** Asks the work to end; resolves when it has, or was given up. Nothing happens if it has ended already. */
  stop(reason: StopReason): Promise<void> {
    if (this.hasEnded) return this.finished;
    this.stopReason ??= reason;
    this.abort.abort(new TurnStopped(this.stopReason));
    const timer = setTimeout(this.giveUp, this.graceMs);
    timer.unref();
    void this.finished.then(() => clearTimeout(timer));
    return this.finished;
  }

  connect({ after, resumable }: { after: number; resumable: boolean }): Connection {
    const leaving = new AbortController();
    this.readers += 1;
    this.detached ||= resumable;
    return {
      events: this.events(after, leaving.signal),
      leave: () => {
        if (leaving.signal.aborted) return;
        leaving.abort();
        this.readers -= 1;
        if (this.readers === 0 && !this.detached && !this.hasEnded) void this.stopUnlessWatched();
      },
    };
  }

  private async stopUnlessWatched(): Promise<void> {
    const isWatched = await this.isWatchedElsewhere().catch(() => false);
    if (!isWatched && this.readers === 0 && !this.detached) await this.stop('disconnected');
  }

  get lastSeq(): number {
    return this.log.lastSeq;
  }

  get isComplete(): boolean {
    return this.hasEnded && this.stopReason !== 'lost';
  }

  /** Somebody reads it who may come back: nobody's leaving stops it. */
  detach(): void {
    this.detached = true;
  }

  /** Connections that read it now. */
  get readerCount(): number {
    return this.readers;
  }

  /** The events after `after`, then the live ones until the end of the run. */
  events(after = 0, signal?: AbortSignal): AsyncGenerator<LoggedEvent> {
    return this.log.read(after, signal);
  }

  private async drive({ work, onError }: RunOptions): Promise<void> {
    try {
      for await (const event of work(this.abort.signal)) {
        this.log.append(JSON.stringify(event));
        // One that was given up still stores what it has.
        if (!this.hasEnded) this.watch.saw(event);
      }
    } catch (error) {
      // The pipeline turns failures of its hooks into events; one that still arrives here must not break the stream off.
      onError(error);
      this.watch.broke();
      const event: ThreadStreamEvent = { type: 'error', code: 'stream.error', allow_retry: true };
      this.log.append(JSON.stringify(event));
    }
  }

  private end(): void {
    this.hasEnded = true;
    this.report = this.watch.ended(this.stopReason);
    this.log.end();
  }
}
