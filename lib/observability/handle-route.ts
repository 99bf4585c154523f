import { randomUUID } from 'node:crypto';
import type { Run } from '../chatkit/runs/run';
import { ChatKitError } from '../chatkit/server/errors';
import { errorResponse } from '../chatkit/server/handle-request';
import type { Logger } from './logger';
import type { Metrics } from './metrics/metrics';
import type { RouteFields, RouteLog } from './route-log';
import { failureName } from './tracing/failure-name';
import type { OpenSpan, Tracing } from './tracing/tracing';

/** Where a route tells what it did. */
export interface Observers {
  log: Logger;
  metrics: Pick<Metrics, 'answered'>;
  tracing: Pick<Tracing, 'begin'>;
}

const REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/;

/**
 * Answers a request: gives it an id, turns refusals into friendly errors, lets nothing of an unexpected failure out, counts it,
 * and logs one line with outcome and milliseconds; for an operation that goes on in a run, when the run has ended.
 */
export async function handleRoute(
  request: Request,
  { log, metrics, tracing }: Observers,
  answer: (route: RouteLog) => Promise<Response>,
): Promise<Response> {
  const started = performance.now();
  const given = request.headers.get('x-request-id') ?? '';
  const requestId = REQUEST_ID.test(given) ? given : randomUUID();
  const span = tracing.begin('request', { traceparent: request.headers.get('traceparent') });
  const noted: Noted = { fields: {}, refused: undefined, run: undefined, tokens: undefined, headers: {} };
  let failure: unknown;

  const response = await span.carry(() =>
    answer(routeLog(requestId, started, noted)).catch((error: unknown) => {
      failure = error;
      const refusal = ChatKitError.is(error)
        ? error
        : new ChatKitError('internal', 'Something went wrong on our side. Please try again.');
      noted.refused = refusal.code;
      return errorResponse(refusal);
    }),
  );
  const headers = { ...noted.headers, 'X-Request-ID': requestId };
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);

  const { status } = response;
  const ms = performance.now() - started;
  const { operation } = noted.fields;
  const code = noted.refused === 'closed' ? 'conflict' : noted.refused;
  metrics.answered(operation, { seconds: ms / 1000, status, code });
  endSpan(span, { requestId, status, noted, failure });

  const write = () => {
    const line = {
      requestId,
      ...(span.traceId ? { traceId: span.traceId } : {}),
      method: request.method,
      path: new URL(request.url).pathname,
      ...noted.fields,
      status,
      ...outcomeOf(noted, status),
      ms: Math.round(ms),
      ...runFields(noted),
    };
    if (status >= 500) log.error({ ...line, error: failure }, 'request failed');
    else log.info(line, 'request');
  };
  if (noted.run) void noted.run.finished.then(write);
  else write();
  return response;
}

interface Noted {
  fields: RouteFields;
  refused: Parameters<RouteLog['refused']>[0] | undefined;
  run: Run | undefined;
  tokens: { inputTokens: number; outputTokens: number } | undefined;
  headers: Record<string, string>;
}

function routeLog(requestId: string, since: number, noted: Noted): RouteLog {
  return {
    requestId,
    since,
    note: (more) => Object.assign(noted.fields, more),
    refused: (reason) => {
      noted.refused = reason;
    },
    follow: (run) => {
      noted.run = run;
      Object.assign(noted.fields, { runId: run.id, threadId: run.threadId });
    },
    used: ({ inputTokens, outputTokens }) => {
      const { inputTokens: before = 0, outputTokens: earlier = 0 } = noted.tokens ?? {};
      noted.tokens = { inputTokens: before + inputTokens, outputTokens: earlier + outputTokens };
    },
    send: (headers) => Object.assign(noted.headers, headers),
  };
}

function endSpan(
  span: OpenSpan,
  {
    requestId,
    status,
    noted,
    failure,
  }: { requestId: string; status: number; noted: Noted; failure: unknown },
): void {
  span.set({ requestId, status, ...noted.fields, ...outcomeOf({ ...noted, run: undefined }, status) });
  span.end(status >= 500 ? failureName(failure) : undefined);
}

function outcomeOf({ refused, run }: Noted, status: number): { outcome: string; refused?: string } {
  if (status >= 500) return { outcome: 'failed' };
  if (refused !== undefined) return { outcome: 'refused', refused };
  return { outcome: run?.report?.outcome ?? (status >= 400 ? 'refused' : 'ok') };
}

/** Of a run the times that students feel, and what it took. */
function runFields({ run, tokens }: Noted): Record<string, unknown> {
  if (!run?.report) return {};
  const { ms, stopReason, firstEventMs, firstTextMs } = run.report;
  return { ms, stopReason, firstEventMs, firstTextMs, ...tokens };
}
