import type { Model, ModelRequest, ModelResponse, StreamEvent } from '@openai/agents';
import { TookTooLong } from '../time/took-too-long';
import { within } from '../time/within';
import { ModelWentQuiet } from './model-went-quiet';

/**
 * A model whose streams are given up when they are quiet for too long: a connection that is open and brings nothing would hold
 * its turn until the end of its time.
 */
export class PatientModel implements Model {
  readonly getRetryAdvice: Model['getRetryAdvice'];

  /** @param silenceMs longest time until the first event, and between two */
  constructor(
    private readonly model: Model,
    private readonly silenceMs: number,
  ) {
    this.getRetryAdvice = model.getRetryAdvice?.bind(model);
  }

  getResponse(request: ModelRequest): Promise<ModelResponse> {
    return this.model.getResponse(request);
  }

  async *getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    const stop = new AbortController();
    const signal = request.signal ? AbortSignal.any([request.signal, stop.signal]) : stop.signal;
    const events = this.model.getStreamedResponse({ ...request, signal })[Symbol.asyncIterator]();
    let hasBegun = false;
    let isOver = false;
    try {
      for (;;) {
        const { done, value } = await within(this.silenceMs, events.next());
        isOver = done === true;
        if (done) return;
        hasBegun ||= value.type === 'output_text_delta';
        yield value;
      }
    } catch (error) {
      if (error instanceof TookTooLong) throw new ModelWentQuiet(this.silenceMs, hasBegun, { cause: error });
      throw error;
    } finally {
      // The connection ends with who reads it. What it still brings is nobody's.
      if (!isOver) {
        stop.abort();
        events.return?.().catch(() => undefined);
      }
    }
  }
}
