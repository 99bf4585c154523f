import type { LoggedEvent } from './event-log';
import type { StopReason } from './turn-stopped';

/** `preparing`: it has no events yet, and can still be refused. */
export type RunState = 'preparing' | 'running' | 'ended';

/** What is stored of a run beside its events. */
export interface RunRecord {
  id: string;
  userId: string;
  threadId: string;
  /** The operation that started it, as on the wire. */
  operation: string;
  /** The message that it stores before it begins; undefined if it stores none. */
  messageId: string | undefined;
  state: RunState;
  /** Number of the last stored event; 0 if there is none. */
  lastSeq: number;
  /** It has not ended, and its process has not been heard of for `SILENT_AFTER_MS`. */
  isSilent: boolean;
  /** It is silent, and has given no sign of life in the `SUSPECTED_MS` since somebody noticed. */
  isLost: boolean;
  /** Of a run whose process died: the last event that this process stored. What follows was written by whoever closed the run. */
  closedAfter: number | undefined;
}

/** An idempotency key and what tells the request under it from others. */
export interface RequestKey {
  key: string;
  digest: string;
}

export interface NewRun {
  id: string;
  userId: string;
  threadId: string;
  operation: string;
  /** The message that it stores before it begins; undefined if it stores none. */
  messageId?: string | undefined;
  request?: RequestKey | undefined;
}

export type Acquired =
  | { kind: 'acquired' }
  /** Another run goes on in the thread. */
  | { kind: 'busy'; run: RunRecord }
  | RepeatedRequest;

export type RepeatedRequest =
  /** The request was carried out before, under the same key. `run` is undefined if it is not stored any more. */
  | { kind: 'repeated'; run: RunRecord | undefined }
  /** The key was used for another request. */
  | { kind: 'mismatch' };

/** What the process of a run has to store of it. */
export interface RunUpdate {
  runId: string;
  /** Number of the first of `events`. */
  firstSeq: number;
  /** As JSON, in order; none to renew the sign of life, or only to ask for news. */
  events: readonly string[];
  /** Renews the sign of life, also without events. */
  touch: boolean;
  /** It has ended with these events. `forgetKey`: the request may be sent again under its key. */
  end?: { forgetKey: boolean } | undefined;
}

/** What a process learns of a run of its own. */
export interface RunNews {
  stopReason: StopReason | undefined;
  /** A reader in another process may come back: nobody's leaving stops the run. */
  isDetached: boolean;
}

export type ClaimedAnswer =
  | { kind: 'claimed' }
  /** Somebody else is carrying the request out now. */
  | { kind: 'pending' }
  | { kind: 'answered'; answer: string }
  | { kind: 'mismatch' };

/** Without a sign of life for so long, the process of a run may be dead, in milliseconds. */
export const SILENT_AFTER_MS = 10_000;

/**
 * How long it then has to say that it is not, in milliseconds. After an outage of the store everybody has been silent for as long, and
 * whoever is alive gives a sign of life at once.
 */
export const SUSPECTED_MS = 3_000;

/** How long a run and its events, and the answer under an idempotency key, can be read again, in milliseconds. */
export const RETENTION_MS = 24 * 60 * 60_000;

/**
 * Where the runs of all processes are known: which goes on in which thread, whose it is, and what it has logged. An object of this
 * kind stands for one process. At most one run of a thread has not ended, whoever asks. Every method may fail with `Unavailable`, and has done nothing or all of its work
 * then; doing it again does no harm.
 *
 * What a store must do beyond its types is the conformance suite in `runs/conformance.ts`.
 */
export interface RunStore {
  /** Reserves the thread and the key for a run of this process, all or nothing. */
  acquire(run: NewRun): Promise<Acquired>;
  /** A run that was refused while it was being prepared: nothing is left of it, nor of its key. */
  discard(run: Pick<NewRun, 'id' | 'userId'>): Promise<void>;
  /**
   * Stores what runs of this process have logged, each of them whole or not at all. Events that are stored already are left out by
   * their numbers.
   *
   * @returns news by the id of the run; none of a run that is not this process's any more, or is gone
   */
  write(updates: readonly RunUpdate[]): Promise<Map<string, RunNews>>;

  /** What `acquire` would say of a request, if it was sent before. */
  lookUp(userId: string, request: RequestKey): Promise<RepeatedRequest | undefined>;
  find(userId: string, runId: string): Promise<RunRecord | undefined>;
  /** The run of the thread that has not ended. */
  active(userId: string, threadId: string): Promise<RunRecord | undefined>;
  /** All runs of a user that have not ended. */
  activeOf(userId: string): Promise<RunRecord[]>;
  /** Events after a number, in order; all that are there, or the first many of them. */
  events(runId: string, after: number): Promise<LoggedEvent[]>;

  /** Asks the process of the thread's run to stop it; the first reason counts. @returns the run, if one goes on */
  requestStop(userId: string, threadId: string, reason: StopReason): Promise<RunRecord | undefined>;
  /** From now on nobody's leaving stops the run. */
  detach(userId: string, runId: string): Promise<void>;
  /** Somebody noticed that a run is silent: its process has `SUSPECTED_MS` from the first time on. */
  suspect(runId: string): Promise<void>;
  /** Takes a lost run over, so that this process alone can write to it; false if it is not lost, or somebody was faster. */
  takeOver(runId: string): Promise<boolean>;
  /** Some of the runs that are silent, those for longest first. */
  silent(limit: number): Promise<RunRecord[]>;
  /** Forgets the runs of a thread, or of everything that is a user's, with their events and keys. */
  forget(userId: string, threadId?: string): Promise<void>;

  /** Reserves a key for a request that starts no run. What a process that died has left is free after a minute. */
  claimAnswer(userId: string, request: RequestKey): Promise<ClaimedAnswer>;
  saveAnswer(userId: string, key: string, answer: string): Promise<void>;
  /** The request was refused: it may be sent again under its key. */
  discardAnswer(userId: string, key: string): Promise<void>;

  /** Deletes what is older than `RETENTION_MS`. */
  sweep(): Promise<void>;
  /**
   * Calls `onNews` when something happened to a run, here or elsewhere: events, a stop that was requested, its end. Absent, or
   * not `isLive` for the moment: whoever waits has to ask again and again.
   */
  watch?(onNews: OnRunNews): RunStoreWatch;
}

/** `stop`: somebody asked for it; `change`: there are events, or it has ended, or is gone. */
export type OnRunNews = (runIds: readonly string[], kind: 'stop' | 'change') => void;

export interface RunStoreWatch {
  readonly isLive: boolean;
  close(): void;
}
