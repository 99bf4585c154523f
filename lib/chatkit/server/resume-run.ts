import type { Principal } from '../principal';
import { REQUEST_LIMITS } from '../protocol/requests';
import type { ChatKitServer } from './chatkit-server';
import { InvalidRequest, NotFound } from './errors';
import type { RequestContext } from './request-context';
import { runResponse } from './run-response';

/**
 * Answers `GET …/runs/{run_id}/events?after={seq}`: the run's events after that number, then the live ones. Without `after`,
 * the `Last-Event-ID` that browsers send when they reconnect counts.
 *
 * @throws NotFound for a run that is somebody else's, unknown or too long ago; InvalidRequest
 */
export async function resumeRun<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  request: Request,
  principal: Principal,
  runId: string,
): Promise<Response> {
  const given = new URL(request.url).searchParams.get('after') ?? request.headers.get('last-event-id') ?? '0';
  if (!/^\d{1,9}$/.test(given)) throw new InvalidRequest('`after` must be the number of an event.');
  // What no database can hold is no name of a run.
  if (runId.includes('\0') || runId.length > REQUEST_LIMITS.id) throw new NotFound('run');
  const run = await server.runs.find(principal, runId);
  return runResponse(run, {
    after: Number(given),
    official: undefined,
    greets: true,
    heartbeatMs: server.heartbeatMs,
  });
}
