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
  /** Tokens kept free for each turn that goes on, if no turn of the window took more. */
  reserve: number;
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

/**
 * Counts for all processes together, each operation in one step. The clock is that of the store, so that processes need not
 * agree on the time.
 */
export interface Counters {
  /** Counts one in each window and begins the turn, or does nothing if there is no room in one of them. */
  take(subject: string, windows: readonly Window[], lease?: LeaseRequest): Promise<CounterState[]>;
  /** Takes a counted one back, and ends the turn that did not begin. */
  giveBack(subject: string, windows: readonly Window[], leaseId?: string): Promise<void>;
  /** Adds to what the subject has spent in the window of `periodMs`. */
  spend(subject: string, tokens: number, periodMs: number): Promise<void>;
  /** The turns still go on, for another `forMs`. One that has ended already stays so. */
  renew(leases: readonly Lease[], forMs: number): Promise<void>;
  /** The turn has ended; it took `tokens` in all. */
  release(lease: Lease, tokens: number): Promise<void>;
  /** Forgets windows that are over. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}
