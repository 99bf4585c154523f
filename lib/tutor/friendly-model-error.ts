import { MaxTurnsExceededError } from '@openai/agents';
import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
  AuthenticationError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
} from 'openai';
import type { TurnEndReason } from '../chatkit/protocol';
import { CustomStreamError } from '../chatkit/server/errors';
import { isBrokenOff, isContentRefused, isQuotaSpent, isTooLong, retryAfterMs } from './model-failure';
import { ModelWentQuiet } from './model-went-quiet';

/** What a student should read when the model fails; failures that are not the model's come back as they are. */
export function friendlyModelError(error: unknown): unknown {
  if (error instanceof APIUserAbortError) return error;
  const friendly = words(error);
  if (!friendly) return error;
  const { message, allowRetry, end } = friendly;
  return new CustomStreamError(message, allowRetry, {
    cause: error,
    keepsAnswer: true,
    ...(end === undefined ? {} : { end }),
  });
}

interface Friendly {
  message: string;
  allowRetry: boolean;
  /** How the turn ended, where the failure says more than that it did. */
  end?: TurnEndReason;
}

const SETUP = 'The tutor is not set up right. The team has been told; trying again will not help yet.';
const TOO_LONG = 'The tutor took too long to answer. Please try again in a moment.';
const BROKEN_OFF = 'The answer broke off before its end. You can try again.';

function words(error: unknown): Friendly | undefined {
  if (error instanceof MaxTurnsExceededError) {
    return {
      ...again('This question took too many steps. Please ask it in smaller parts.'),
      end: 'gave_up',
    };
  }
  if (error instanceof ModelWentQuiet) {
    return again(error.hasBegun ? BROKEN_OFF : TOO_LONG);
  }
  if (error instanceof APIConnectionTimeoutError) return again(TOO_LONG);
  if (error instanceof APIConnectionError) {
    return again('The tutor cannot be reached right now. Please try again in a moment.');
  }
  if (isBrokenOff(error)) return again(BROKEN_OFF);
  if (!(error instanceof APIError)) return undefined;
  if (isQuotaSpent(error) || isSetup(error)) return final(SETUP);
  if (error instanceof RateLimitError) {
    return again(`The tutor is very busy right now. Please try again in ${pause(error)}.`);
  }
  if (isTooLong(error)) {
    return final('This conversation has become too long for the tutor. Please start a new one.');
  }
  if (isContentRefused(error)) {
    return { ...final('The tutor may not answer this. Please ask in another way.'), end: 'refused' };
  }
  return again('The tutor could not answer this time. Please try again.');
}

const again = (message: string): Friendly => ({ message, allowRetry: true });
const final = (message: string): Friendly => ({ message, allowRetry: false });

/** The key is refused, or there is no such model: nothing that a student can change. */
function isSetup(error: APIError): boolean {
  return (
    error instanceof AuthenticationError ||
    error instanceof PermissionDeniedError ||
    error instanceof NotFoundError
  );
}

/** How long the provider wants to be left alone; a minute if it does not say, and never a second that is over at once. */
function pause(error: APIError): string {
  const asked = retryAfterMs(error);
  const seconds = asked === undefined ? 60 : Math.max(5, Math.ceil(asked / 1000));
  if (seconds <= 50) return `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}
