/** What may be counted of one subject, which is a person or an address in a form that does not say who. */
export type WindowName = 'messages' | 'requests' | 'uploads';

/** At most `limit` in a window of `periodMs`, which begins with the first that is counted. */
export interface Window {
  name: WindowName;
  limit: number;
  periodMs: number;
}

/** A turn that wants to begin. */
export interface LeaseRequest {
  id: string;
  /** After so long the turn counts as ended, unless it was renewed; in milliseconds. */
  forMs: number;
  /** Turns of the subject that may go on at once. */
  atOnce: number;
  /** Tokens in a window. */
  budget: number;
}

export interface CounterState {
  /** `runs` are the turns that went on before; `tokens` what was spent. */
  name: WindowName | 'runs' | 'tokens';
  used: number;
  /** Until the window ends, in milliseconds; 0 where none is open. */
  resetMs: number;
  /** There was no room: nothing at all was counted. */
  refused: boolean;
}

export interface Lease {
  subject: string;
  id: string;
}

/** A call to a model that spends of a subject's budget. */
export interface Call {
  id: string;
  /** The turn that makes it, or the request where there is no turn. */
  turn: string;
  /** The most that it can take, in tokens: kept free for it while it goes on. */
  most: number;
}

/** A call that is to be made. */
export interface CallRequest extends Call {
  budget: number;
  /** After so long the call counts as ended, unless its turn was renewed; in milliseconds. */
  forMs: number;
}

/**
 * `reserved`: the call may be made. `wait`: not before others of the subject have ended. `spent`: not in this window.
 */
export interface CallState {
  outcome: 'reserved' | 'wait' | 'spent';
  /** Tokens that are spent. */
  used: number;
  /** Until the window ends, in milliseconds; 0 where none is open. */
  resetMs: number;
}

/**
 * Counts for all processes together, each operation in one step. The clock is that of the store, so that processes need not
 * agree on the time.
 */
export interface Counters {
  /** Counts one in each window and begins the turn, or does nothing if there is no room in one of them. */
  take(subject: string, windows: readonly Window[], lease?: LeaseRequest): Promise<CounterState[]>;
  /** Takes a counted one back, and ends the turn that did not begin. */
  giveBack(subject: string, windows: readonly Window[], leaseId?: string): Promise<void>;
  /**
   * Keeps tokens free for a call, if what is spent, and what is kept free for calls of other turns, is less than the budget. So in
   * the end the budget is exceeded by less than the size of the calls that one turn makes at once.
   */
  reserve(subject: string, call: CallRequest): Promise<CallState>;
  /** Adds to what the subject has spent in the window of `periodMs`, and ends the call. */
  spend(subject: string, tokens: number, periodMs: number, call?: Call): Promise<void>;
  /** The turns still go on with their calls, for another `forMs`. One that has ended already stays so. */
  renew(leases: readonly Lease[], forMs: number): Promise<void>;
  /** The turn has ended. */
  release(lease: Lease): Promise<void>;
  /** Forgets windows that are over. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}
