import type { ModelUsage } from '../chatkit/agents/model-usage';
import type { Run } from '../chatkit/runs/run';
import type { ErrorCode } from '../chatkit/server/errors';

/** What a line may tell of an operation. Never what anybody wrote. */
export interface RouteFields {
  operation?: string;
  userId?: string;
  threadId?: string;
  runId?: string;
}

/** What a route learns while it answers, for the one log line that its operation gets. */
export interface RouteLog {
  requestId: string;
  /** When the request came, as `performance.now()` tells it. */
  since: number;
  note(fields: RouteFields): void;
  /** The operation is refused although its answer has the status 200. */
  refused(reason: ErrorCode | 'closed'): void;
  /** The operation goes on in a run, and its line is written when that has ended. */
  follow(run: Run): void;
  /** What a call to the model took on the way. */
  used(usage: ModelUsage): void;
  /** Sent with the answer, whatever it is. */
  send(headers: Record<string, string>): void;
}
