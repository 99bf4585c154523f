import type { ThreadStreamEvent } from '../protocol';
import type { RequestContext } from '../server/request-context';
import type { AgentContext } from './agent-context';
import { type AgentRun, AgentRunBridge, type StreamAgentResponseOptions } from './agent-run-bridge';

export type { AgentRun, StreamAgentResponseOptions } from './agent-run-bridge';

/**
 * The events of an agent's run as events of the thread, merged in order of arrival with what its tools stream through the
 * context (spec section 6). Understands the raw events of Responses models and the normalised ones of all others.
 *
 * @throws CustomStreamError if a guardrail ended the run, after everything that it had shown was taken back; else what the
 *   run throws, after everything that came before it has been delivered
 */
export async function* streamAgentResponse<Context extends RequestContext>(
  context: AgentContext<Context>,
  run: AgentRun,
  options: StreamAgentResponseOptions = {},
): AsyncGenerator<ThreadStreamEvent> {
  const { signal } = options;
  const bridge = new AgentRunBridge(context, options);
  const stop = () => bridge.stop();
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    // Never rejects: the reader of the events learns what becomes of the run.
    void bridge.drive(run);
    yield* bridge.events;
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
}
