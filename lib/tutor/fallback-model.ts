import type { Model, ModelRequest, ModelResponse, StreamEvent } from '@openai/agents';
import { isUnknownModel } from './model-failure';

/** A model, and another in its place once the server says that it does not have the first. */
export class FallbackModel implements Model {
  readonly getRetryAdvice: Model['getRetryAdvice'];
  private current: Model;

  /** @param onFallback called when the second is used from now on */
  constructor(
    first: Model,
    private readonly second: Model,
    private readonly onFallback: () => void = () => undefined,
  ) {
    this.current = first;
    this.getRetryAdvice = (args) => this.current.getRetryAdvice?.(args);
  }

  async getResponse(request: ModelRequest): Promise<ModelResponse> {
    try {
      return await this.current.getResponse(request);
    } catch (error) {
      if (!this.fallBack(error)) throw error;
      return this.current.getResponse(request);
    }
  }

  async *getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    let hasBegun = false;
    try {
      for await (const event of this.current.getStreamedResponse(request)) {
        hasBegun = true;
        yield event;
      }
    } catch (error) {
      if (hasBegun || !this.fallBack(error)) throw error;
      yield* this.current.getStreamedResponse(request);
    }
  }

  private fallBack(error: unknown): boolean {
    if (this.current === this.second || !isUnknownModel(error)) return false;
    this.current = this.second;
    this.onFallback();
    return true;
  }
}
