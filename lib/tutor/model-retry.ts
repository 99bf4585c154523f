import type { ModelRetrySettings, RetryPolicyContext } from '@openai/agents';
import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { isQuotaSpent, isServerFull, isTooLong, retryAfterMs } from './model-failure';
import { ModelIdleTimeout } from './model-idle-timeout';
import { ModelServerFull } from './model-server-full';

/** A call to the model that failed and is made again. */
export interface ModelFailure {
  /** Status of the answer, if there was one. */
  status: number | undefined;
  /** 1 for the first. */
  attempt: number;
  delayMs: number;
}

const MAX_RETRIES = 2;
const FIRST_PAUSE_MS = 500;

/** Longer than this nobody waits for the model without a word, in milliseconds: the student is told when to come back. */
export const LONGEST_WAIT_MS = 20_000;

const PASSING: ReadonlySet<number> = new Set([408, 409]);

/**
 * Which calls to the model are made again: those that failed for a reason that passes, before the model said anything. A server that is
 * full is waited for elsewhere: see queued-model.ts. The runner never repeats a call that has begun to answer. The client itself repeats nothing.
 *
 * @param random from 0 up to 1, spreads the retries of many students
 */
export function modelRetry(
  onRetry: (failure: ModelFailure) => void = () => undefined,
  random: () => number = Math.random,
): ModelRetrySettings {
  return {
    maxRetries: MAX_RETRIES,
    policy: ({ error, attempt, normalized, providerAdvice }) => {
      const { statusCode: status } = normalized;
      if (!passes(error, status, normalized.isNetworkError) || providerAdvice?.suggested === false)
        return false;
      const asked = retryAfterMs(error);
      if (asked !== undefined && asked > LONGEST_WAIT_MS) return false;
      const pause = FIRST_PAUSE_MS * 2 ** (attempt - 1);
      // Not before the server asked for, and not all at the same moment.
      const delayMs = Math.round(
        (asked ?? pause / 2) + (random() * (asked === undefined ? pause : asked)) / 2,
      );
      onRetry({ status, attempt, delayMs });
      return { retry: true, delayMs };
    },
  };
}

function passes(
  error: RetryPolicyContext['error'],
  status: number | undefined,
  isNetworkError: boolean,
): boolean {
  // A minute has gone by already: the student should hear of it.
  if (error instanceof APIConnectionTimeoutError || error instanceof ModelIdleTimeout) return false;
  if (error instanceof ModelServerFull || isServerFull(error) || isQuotaSpent(error)) return false;
  if (error instanceof APIError && isTooLong(error)) return false;
  if (status !== undefined) return PASSING.has(status) || status >= 500;
  return isNetworkError || error instanceof APIConnectionError;
}
