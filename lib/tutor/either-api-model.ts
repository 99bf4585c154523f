import type { Model, ModelRequest, ModelResponse, StreamEvent } from '@openai/agents';
import type { Api } from './model-wire/wire-call';
import { isMissingApi, type ServerApi } from './server-api';

/** A model of a server that may have one of the two APIs, or both. A call that failed for want of one is made in the other. */
export class EitherApiModel implements Model {
  readonly getRetryAdvice: Model['getRetryAdvice'];

  constructor(
    private readonly model: (api: Api) => Model,
    private readonly server: ServerApi,
  ) {
    this.getRetryAdvice = (args) => model(server.current).getRetryAdvice?.(args);
  }

  async getResponse(request: ModelRequest): Promise<ModelResponse> {
    const { server } = this;
    const { current } = server;
    try {
      const response = await this.model(current).getResponse(request);
      server.confirm(current);
      return response;
    } catch (error) {
      const api = server.alternative(current, error);
      if (!api || !isMissingApi(error)) throw error;
      try {
        const response = await this.model(api).getResponse(request);
        server.fallBack(error);
        return response;
      } catch (second) {
        throw whatCounts(error, second);
      }
    }
  }

  async *getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    const { server } = this;
    const { current } = server;
    let hasBegun = false;
    try {
      for await (const event of this.model(current).getStreamedResponse(request)) {
        hasBegun = true;
        server.confirm(current);
        yield event;
      }
    } catch (error) {
      const api = hasBegun ? undefined : server.alternative(current, error);
      if (!api || !isMissingApi(error)) throw error;
      try {
        for await (const event of this.model(api).getStreamedResponse(request)) {
          server.fallBack(error);
          yield event;
        }
      } catch (second) {
        throw whatCounts(error, second);
      }
    }
  }
}

/** Where neither API is there, the address is wrong: then the one that was asked for is what the operator should read about. */
function whatCounts(first: unknown, second: unknown): unknown {
  return isMissingApi(second) ? first : second;
}
