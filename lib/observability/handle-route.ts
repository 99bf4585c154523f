import { randomUUID } from 'node:crypto';
import { ChatKitError } from '../chatkit/server/errors';
import { errorResponse } from '../chatkit/server/handle-request';
import type { Logger } from './logger';

/** What a route learns while it answers, for the one log line that it gets. */
export interface RouteLog {
  requestId: string;
  /** Adds fields to the line. Never message text. */
  note(fields: { operation?: string; userId?: string; threadId?: string; runId?: string }): void;
}

const REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/;

/**
 * Answers a request: gives it an id, turns refusals into friendly errors, lets nothing of an unexpected failure out, and logs
 * one line with outcome and milliseconds.
 */
export async function handleRoute(
  request: Request,
  log: Logger,
  answer: (route: RouteLog) => Promise<Response>,
): Promise<Response> {
  const started = performance.now();
  const given = request.headers.get('x-request-id') ?? '';
  const requestId = REQUEST_ID.test(given) ? given : randomUUID();
  const fields: Record<string, string> = {};
  let failure: unknown;

  const response = await answer({ requestId, note: (more) => Object.assign(fields, more) }).catch(
    (error: unknown) => {
      failure = error;
      const refusal = ChatKitError.is(error)
        ? error
        : new ChatKitError('internal', 'Something went wrong on our side. Please try again.');
      return errorResponse(refusal);
    },
  );
  response.headers.set('X-Request-ID', requestId);

  const line = {
    requestId,
    method: request.method,
    path: new URL(request.url).pathname,
    ...fields,
    status: response.status,
    ms: Math.round(performance.now() - started),
  };
  if (response.status >= 500) log.error({ ...line, error: failure }, 'request failed');
  else log.info(ChatKitError.is(failure) ? { ...line, refused: failure.code } : line, 'request');
  return response;
}
