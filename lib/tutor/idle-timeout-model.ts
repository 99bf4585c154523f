import type { Model, ModelRequest, ModelResponse, StreamEvent } from '@openai/agents';
import { IdleTimer } from './idle-timer';
import { ModelIdleTimeout } from './model-idle-timeout';

/** Makes the model for one call, which reports each time that bytes come from its server. */
export type ModelOfCall = (onBytes: () => void) => Model;

/**
 * A model whose calls are given up when nothing comes for too long: a connection that is open and brings nothing would hold its turn
 * until the end of its time. Bytes count, whatever they say: servers send comments while a request waits in their queue.
 */
export class IdleTimeoutModel implements Model {
  readonly getRetryAdvice: Model['getRetryAdvice'];

  /** @param idleTimeoutMs longest time until the first bytes, and between two of them */
  constructor(
    private readonly model: ModelOfCall,
    private readonly idleTimeoutMs: number,
  ) {
    this.getRetryAdvice = (args) => model(() => undefined).getRetryAdvice?.(args);
  }

  async getResponse(request: ModelRequest): Promise<ModelResponse> {
    const stop = new AbortController();
    const timer = new IdleTimer(this.idleTimeoutMs);
    try {
      const response = this.model(timer.touch).getResponse(withSignal(request, stop.signal));
      return await timer.wait(response, () => new ModelIdleTimeout(this.idleTimeoutMs, false));
    } finally {
      stop.abort();
    }
  }

  async *getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    const stop = new AbortController();
    const timer = new IdleTimer(this.idleTimeoutMs);
    const streamed = this.model(timer.touch).getStreamedResponse(withSignal(request, stop.signal));
    const events = streamed[Symbol.asyncIterator]();
    let hasBegun = false;
    let isOver = false;
    try {
      for (;;) {
        const late = () => new ModelIdleTimeout(this.idleTimeoutMs, hasBegun);
        const { done, value } = await timer.wait(events.next(), late);
        isOver = done === true;
        if (done) return;
        hasBegun ||= value.type === 'output_text_delta';
        yield value;
      }
    } finally {
      // The connection ends with who reads it. What it still brings is nobody's.
      if (!isOver) {
        stop.abort();
        events.return?.().catch(() => undefined);
      }
    }
  }
}

function withSignal(request: ModelRequest, stop: AbortSignal): ModelRequest {
  return { ...request, signal: request.signal ? AbortSignal.any([request.signal, stop]) : stop };
}
