import { MaxTurnsExceededError } from '@openai/agents';
import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import type { TurnEndReason } from '../chatkit/protocol';
import { CustomStreamError } from '../chatkit/server/errors';
import { ModelError } from './model-error';
import { isBrokenOff, retryAfterMs } from './model-failure';
import { modelFailureKind } from './model-failure-kind';
import { ModelIdleTimeout } from './model-idle-timeout';
import { ModelServerFull } from './model-server-full';

/** What a turn was about, as far as it decides what can be done. */
export interface TurnSize {
  /** The message came with files. */
  hasFiles: boolean;
  /** The conversation begins with it. */
  isFirst: boolean;
}

/** What a student should read when the model fails; failures that are not the model's come back as they are. */
export function friendlyModelError(error: unknown, turn?: TurnSize): unknown {
  if (error instanceof APIUserAbortError) return error;
  const friendly = words(error, turn);
  if (!friendly) return error;
  const { message, allowRetry, end } = friendly;
  return new CustomStreamError(message, allowRetry, {
    cause: new ModelError(error instanceof ModelServerFull ? (error.cause ?? error) : error),
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

function words(error: unknown, turn: TurnSize | undefined): Friendly | undefined {
  if (error instanceof MaxTurnsExceededError) {
    return {
      ...again('This question took too many steps. Please ask it in smaller parts.'),
      end: 'gave_up',
    };
  }
  if (error instanceof ModelIdleTimeout) {
    return again(error.hasBegun ? BROKEN_OFF : TOO_LONG);
  }
  if (error instanceof ModelServerFull) return busy(error.retryAfterMs);
  if (error instanceof APIConnectionTimeoutError) return again(TOO_LONG);
  if (error instanceof APIConnectionError) {
    return again('The tutor cannot be reached right now. Please try again in a moment.');
  }
  if (isBrokenOff(error)) return again(BROKEN_OFF);
  if (!(error instanceof APIError)) return undefined;
  return refused(error, turn);
}

function refused(error: APIError, turn: TurnSize | undefined): Friendly {
  switch (modelFailureKind(error)) {
    case 'too long':
      return final(tooLong(turn));
    case 'refused':
      return { ...final('The tutor may not answer this. Please ask in another way.'), end: 'refused' };
    case 'quota':
    case 'setup':
      return final(SETUP);
    case 'busy':
      return busy(retryAfterMs(error));
    default:
      return again('The tutor could not answer this time. Please try again.');
  }
}

function tooLong(turn: TurnSize | undefined): string {
  if (turn?.hasFiles) {
    return 'This is more than the tutor can read at once. Please attach a smaller file, or a part of it.';
  }
  if (turn?.isFirst) return 'This is more than the tutor can read at once. Please ask a shorter question.';
  return 'This conversation has become too long for the tutor. Please start a new one.';
}

const again = (message: string): Friendly => ({ message, allowRetry: true });
const final = (message: string): Friendly => ({ message, allowRetry: false });

const busy = (retryAfterMs: number | undefined): Friendly =>
  again(`The tutor is very busy right now. Please try again in ${pause(retryAfterMs)}.`);

/** How long the provider wants to be left alone; a minute if it does not say, and never a second that is over at once. */
function pause(asked: number | undefined): string {
  const seconds = asked === undefined ? 60 : Math.max(5, Math.ceil(asked / 1000));
  if (seconds <= 50) return `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}
