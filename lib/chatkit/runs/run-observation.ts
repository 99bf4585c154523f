import type { StopReason } from './run';

/** Which run. */
export interface RunIds {
  id: string;
  userId: string;
  threadId: string;
}

/** `refused`: the thread takes no turn, and the run only says so. */
export type RunOutcome = 'completed' | 'stopped' | 'failed' | 'refused';

/** How a run went, without a word of what was said. Times in milliseconds from the request for it. */
export interface RunReport {
  outcome: RunOutcome;
  stopReason: StopReason | undefined;
  ms: number;
  firstEventMs: number | undefined;
  /** Until the answer's first words. */
  firstTextMs: number | undefined;
}

/** Watches one run. Nothing of it may throw. */
export interface RunObservation {
  /** Carries the run's work out, for what goes with the flow of control, as a trace does. Calls `work` once. */
  carry?<T>(work: () => T): T;
  firstEvent?(ms: number): void;
  firstText?(ms: number): void;
  ended?(report: RunReport): void;
}

/** Called when a run begins. */
export type OnRun = (run: RunIds) => RunObservation;
