import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import {
  isBrokenOff,
  isContentRefused,
  isQuotaSpent,
  isTooLong,
  isUnknownModel,
  refusalOf,
} from './model-failure';
import { ModelIdleTimeout } from './model-idle-timeout';
import { ModelServerFull } from './model-server-full';

/** What went wrong with a call to the model, for who counts. */
export type ModelFailureKind =
  | 'busy'
  | 'broken off'
  | 'connection'
  | 'other'
  | 'quota'
  | 'refused'
  | 'server'
  | 'setup'
  | 'timeout'
  | 'too long';

const SETUP: ReadonlySet<unknown> = new Set([401, 403, 404]);

/** Undefined for a call that was stopped: nothing went wrong. */
export function modelFailureKind(error: unknown): ModelFailureKind | undefined {
  if (error instanceof APIUserAbortError || (error instanceof Error && error.name === 'AbortError')) {
    return undefined;
  }
  if (error instanceof APIConnectionTimeoutError) return 'timeout';
  if (error instanceof ModelServerFull) return 'busy';
  if (error instanceof ModelIdleTimeout) return error.hasBegun ? 'broken off' : 'timeout';
  if (error instanceof APIConnectionError) return 'connection';
  if (isBrokenOff(error)) return 'broken off';
  if (!(error instanceof APIError)) return 'other';
  if (isQuotaSpent(error)) return 'quota';
  if (isTooLong(error)) return 'too long';
  if (isContentRefused(error)) return 'refused';
  if (isUnknownModel(error)) return 'setup';
  return failureOfStatus(refusalOf(error).status ?? undefined);
}

/** @param status of the answer, if there was one */
export function failureOfStatus(status: number | undefined): ModelFailureKind {
  if (status === undefined) return 'connection';
  if (SETUP.has(status)) return 'setup';
  if (status === 429) return 'busy';
  return status >= 500 ? 'server' : 'other';
}
