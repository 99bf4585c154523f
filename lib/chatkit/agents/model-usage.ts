/** What one call to a model took, in tokens. */
export interface ModelUsage {
  inputTokens: number;
  outputTokens: number;
  /** Of the input, what the provider had in its cache. */
  cachedTokens: number;
  /** The model did not report it. */
  estimated: boolean;
  /** Of speech; where the provider counts in seconds, there are no tokens. */
  seconds?: number | undefined;
}

/** Told at its end what a call took; undefined if nothing. */
export type EndCall = (usage: ModelUsage | undefined) => void;

/**
 * Asked before each call to a model, with the most that it can take in tokens.
 *
 * @param signal aborted when whoever wanted the call does not any more
 * @returns what has to be called once, when the call has ended
 * @throws when the call may not be made: what the person should read
 */
export type BeginCall = (most: number, signal: AbortSignal | undefined) => Promise<EndCall>;
