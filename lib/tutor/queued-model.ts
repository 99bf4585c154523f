import type { Model, ModelRequest, ModelResponse, StreamEvent } from '@openai/agents';
import { isServerFull, refusalOf, retryAfterMs } from './model-failure';
import type { ModelQueue, QueuePlace } from './model-queue';

export interface QueuedModelOptions {
  queue: ModelQueue;
  /** False: a call for which there is no room fails at once, and what it is refused teaches the line nothing. */
  mayWait: boolean;
  /** Told where the call stands in the line, as `QueuedCall.onPosition`. */
  onPosition?: (position: number) => void;
}

/**
 * The model of one turn, whose calls wait in line while its server is full. A call that the server refused for being full, before
 * anything of its answer had come, is made again when there is room.
 *
 * @throws ModelServerFull in place of such a refusal, if it may not wait, or not for so long
 */
export class QueuedModel implements Model {
  readonly getRetryAdvice: Model['getRetryAdvice'];
  private readonly ticket: number;

  constructor(
    private readonly model: Model,
    private readonly options: QueuedModelOptions,
  ) {
    this.ticket = options.queue.ticket();
    this.getRetryAdvice = model.getRetryAdvice?.bind(model);
  }

  async getResponse(request: ModelRequest): Promise<ModelResponse> {
    for await (const response of this.whenThereIsRoom(request, () => once(this.model.getResponse(request)))) {
      return response;
    }
    throw new Error('a model has answered nothing');
  }

  getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    return this.whenThereIsRoom(request, () => this.model.getStreamedResponse(request));
  }

  private async *whenThereIsRoom<Part>(
    { signal }: ModelRequest,
    answer: () => AsyncIterable<Part>,
  ): AsyncGenerator<Part> {
    const { queue, mayWait, onPosition } = this.options;
    const { ticket } = this;
    const since = queue.now();
    let cause: unknown;
    for (;;) {
      const place = await queue.enter({ ticket, signal, mayWait, since, cause, onPosition });
      let hasBegun = false;
      try {
        for await (const part of answer()) {
          hasBegun = true;
          place.accepted();
          yield part;
        }
        return;
      } catch (error) {
        if (hasBegun || !mayWait || !refusedAsFull(place, error)) throw error;
        cause = error;
      } finally {
        place.end();
      }
    }
  }
}

async function* once<Value>(promise: Promise<Value>): AsyncGenerator<Value> {
  yield await promise;
}

function refusedAsFull(place: QueuePlace, error: unknown): boolean {
  if (!isServerFull(error)) return false;
  place.refused(refusalOf(error).status ?? undefined, retryAfterMs(error));
  return true;
}
