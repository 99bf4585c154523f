import type { Model, ModelRequest, ModelResponse, StreamEvent } from '@openai/agents';
import { type ModelFailureKind, modelFailureKind } from './model-failure-kind';

/** Called when a call to a model begins; what it answers is called once, at its end. */
export type ModelObserver = () => (failure: ModelFailureKind | undefined) => void;

/** A model that tells of each of its calls when it begins, and how it ended. One that is stopped has not failed. */
export class ObservedModel implements Model {
  readonly getRetryAdvice: Model['getRetryAdvice'];

  constructor(
    private readonly model: Model,
    private readonly observe: ModelObserver,
  ) {
    this.getRetryAdvice = model.getRetryAdvice?.bind(model);
  }

  async getResponse(request: ModelRequest): Promise<ModelResponse> {
    const end = this.observe();
    let failure: ModelFailureKind | undefined;
    try {
      return await this.model.getResponse(request);
    } catch (error) {
      failure = modelFailureKind(error);
      throw error;
    } finally {
      end(failure);
    }
  }

  async *getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    const end = this.observe();
    let failure: ModelFailureKind | undefined;
    try {
      yield* this.model.getStreamedResponse(request);
    } catch (error) {
      failure = modelFailureKind(error);
      throw error;
    } finally {
      end(failure);
    }
  }
}
