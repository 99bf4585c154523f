import type { Model, ModelRequest, ModelResponse, StreamEvent } from '@openai/agents';
import { IdleTimer } from './idle-timer';
import { ModelIdleTimeout } from './model-idle-timeout';
import { ServerActivity } from './server-activity';

/** Makes the model for one call, which reports each time that bytes come from its server. */
export type ModelOfCall = (onBytes: () => void) => Model;

export interface IdleTimeouts {
  /** Longest time between two bytes, in milliseconds. */
  idleTimeoutMs: number;
  /** Longest time until the first ones; as long as the other if it is not said. */
  firstBytesTimeoutMs?: number | undefined;
  /** Of the server that the calls go to. */
  activity?: ServerActivity;
}

/**
 * A model whose calls are given up when nothing comes for too long: a connection that is open and brings nothing would hold its turn
 * until the end of its time. Bytes count, whatever they say: servers send comments while they read a long question. Until its first bytes
 * those of other calls count, too: a small server has so many slots, and sends nothing to a call that waits for one.
 */
export class IdleTimeoutModel implements Model {
  readonly getRetryAdvice: Model['getRetryAdvice'];

  constructor(
    private readonly model: ModelOfCall,
    private readonly timeouts: IdleTimeouts,
  ) {
    this.getRetryAdvice = (args) => model(() => undefined).getRetryAdvice?.(args);
  }

  async getResponse(request: ModelRequest): Promise<ModelResponse> {
    const stop = new AbortController();
    const { timer, onBytes, end } = this.begin();
    try {
      const response = this.model(onBytes).getResponse(withSignal(request, stop.signal));
      return await timer.wait(response, () => new ModelIdleTimeout(timer.timeoutMs, false));
    } finally {
      end();
      stop.abort();
    }
  }

  async *getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    const stop = new AbortController();
    const { timer, onBytes, end } = this.begin();
    const streamed = this.model(onBytes).getStreamedResponse(withSignal(request, stop.signal));
    const events = streamed[Symbol.asyncIterator]();
    let hasBegun = false;
    let isOver = false;
    try {
      for (;;) {
        const late = () => new ModelIdleTimeout(timer.timeoutMs, hasBegun);
        const { done, value } = await timer.wait(events.next(), late);
        isOver = done === true;
        if (done) return;
        hasBegun ||= value.type === 'output_text_delta';
        yield value;
      }
    } finally {
      end();
      // The connection ends with who reads it. What it still brings is nobody's.
      if (!isOver) {
        stop.abort();
        events.return?.().catch(() => undefined);
      }
    }
  }

  private begin(): { timer: IdleTimer; onBytes: () => void; end: () => void } {
    const {
      idleTimeoutMs,
      firstBytesTimeoutMs = idleTimeoutMs,
      activity = new ServerActivity(),
    } = this.timeouts;
    const timer = new IdleTimer(firstBytesTimeoutMs);
    const end = activity.watch(timer.touch);
    const onBytes = () => {
      end();
      timer.timeoutMs = idleTimeoutMs;
      timer.touch();
      activity.report();
    };
    return { timer, onBytes, end };
  }
}

function withSignal(request: ModelRequest, stop: AbortSignal): ModelRequest {
  return { ...request, signal: request.signal ? AbortSignal.any([request.signal, stop]) : stop };
}
