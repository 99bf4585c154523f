import type { ThreadStreamEvent } from '../protocol';
import type { ReadableRun, Run } from './run';
import type { RequestKey } from './run-store';

/** What a turn is to do, once it is prepared. */
export type Work = (signal: AbortSignal, hold: RunHold) => AsyncIterable<ThreadStreamEvent>;

/** What a turn needs to know of its run. */
export interface RunHold {
  /** To be awaited before anything of the turn is stored. @throws RunLost if the run is another process's by now; Unavailable */
  confirm(): Promise<void>;
  /** What the turn has said could not be stored: whoever notices the run stores what was logged. */
  leaveOpen(): void;
}

/**
 * Resolves and stores everything that can be refused; what it throws refuses the turn.
 *
 * @param waited another turn has ended in the thread since the request came
 */
export type Prepare = (waited: boolean) => Promise<PreparedTurn>;

export interface PreparedTurn {
  work: Work;
  /** The thread takes no turn, and the run only says so: it may be asked for again under its key. */
  refused: boolean;
}

/** Which turn is asked for. */
export interface TurnRequest {
  threadId: string;
  operation: string;
  /** The message that `prepare` stores; undefined if it stores none. */
  messageId?: string | undefined;
  /** Carried out once, however often it is sent under its key. */
  request?: RequestKey | undefined;
  /** When it was asked for, as `performance.now()` tells it. */
  since?: number | undefined;
}

export type StartedTurn = { kind: 'started'; run: Run; refused: boolean } | RepeatedTurn;

/** The request was carried out before. */
export interface RepeatedTurn {
  kind: 'repeated';
  run: ReadableRun;
}
