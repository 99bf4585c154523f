import { MaxTurnsExceededError } from '@openai/agents';
import { APIConnectionError, APIError, APIUserAbortError } from 'openai';
import { CustomStreamError } from '../chatkit/server/errors';

/** What a student should read when the model fails; failures that are not the model's come back as they are. */
export function friendlyModelError(error: unknown): unknown {
  if (error instanceof APIUserAbortError) return error;
  if (error instanceof APIConnectionError) {
    return new CustomStreamError(
      'The tutor cannot be reached right now. Please try again in a moment.',
      true,
      {
        cause: error,
      },
    );
  }
  if (error instanceof APIError) {
    const busy = error.status === 429;
    const text = busy
      ? 'The tutor is very busy right now. Please try again in a minute.'
      : 'The tutor could not answer this time. Please try again.';
    return new CustomStreamError(text, true, { cause: error });
  }
  if (error instanceof MaxTurnsExceededError) {
    return new CustomStreamError('This question took too many steps. Please ask it in smaller parts.', true, {
      cause: error,
    });
  }
  return error;
}
