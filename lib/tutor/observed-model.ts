import {
  type Model,
  type ModelRequest,
  type ModelResponse,
  RunRawModelStreamEvent,
  type StreamEvent,
} from '@openai/agents';
import { RunEnd } from '../chatkit/agents/run-end';
import { type ModelFailureKind, modelFailureKind } from './model-failure-kind';

/** How a call to a model ended. */
export interface ModelCallEnd {
  /** Undefined also for a call that was stopped, and for an answer that was cut, filtered or refused. */
  failure: ModelFailureKind | undefined;
  /** Whether anything came; unknown of a call that was stopped before it could. */
  answered: boolean;
}

/** Called when a call to a model begins; what it answers is called once, at its end. */
export type ModelObserver = () => (end: ModelCallEnd) => void;

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
    let answered = false;
    try {
      const response = await this.model.getResponse(request);
      answered = true;
      return response;
    } catch (error) {
      failure = modelFailureKind(error);
      throw error;
    } finally {
      end({ failure, answered });
    }
  }

  async *getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    const end = this.observe();
    let failure: ModelFailureKind | undefined;
    const runEnd = new RunEnd();
    let answered = false;
    try {
      for await (const event of this.model.getStreamedResponse(request)) {
        answered = true;
        runEnd.observe(new RunRawModelStreamEvent(event));
        yield event;
      }
    } catch (error) {
      // The SDK throws where a response of the Responses API ends early: the model has done what it was to.
      failure = runEnd.failed(error) ? undefined : modelFailureKind(error);
      throw error;
    } finally {
      end({ failure, answered });
    }
  }
}
