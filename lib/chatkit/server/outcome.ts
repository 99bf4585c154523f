import type { ChatKitResult, ChatKitServer } from './chatkit-server';
import { Conflict, NotFound } from './errors';
import type { JsonAnswer } from './json-answer';
import type { RequestContext } from './request-context';

/** What is kept of a result under an idempotency key: of a run its name, so that its events go when the run is forgotten. */
export type Outcome =
  | ({ kind: 'json' } & JsonAnswer)
  | { kind: 'run'; runId: string }
  /** The thread takes no turn: not kept, since it may take one later. */
  | { kind: 'refusal'; runId: string };

export function asOutcome(result: ChatKitResult): Outcome {
  if (result.kind === 'json') return result;
  return { kind: result.refused ? 'refusal' : 'run', runId: result.run.id };
}

/** @throws Conflict if the run is forgotten: the request was carried out, and must not be carried out again */
export function fromOutcome<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  { principal }: Context,
  outcome: Outcome,
): ChatKitResult {
  if (outcome.kind === 'json') return outcome;
  try {
    const run = server.runs.find(principal, outcome.runId);
    return { kind: 'stream', run, refused: outcome.kind === 'refusal' };
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    throw new Conflict(
      'This request was carried out a while ago. Read the conversation for what came of it.',
    );
  }
}
