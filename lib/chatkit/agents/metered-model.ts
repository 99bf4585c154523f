import type { Model, ModelRequest, ModelResponse, StreamEvent } from '@openai/agents';

/** What one call to a model took, in tokens, as the model reported it. */
export interface ModelUsage {
  inputTokens: number;
  outputTokens: number;
  /** Of the input, what the provider had in its cache. */
  cachedTokens: number;
}

interface Reported {
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
  inputTokensDetails?: unknown;
}

/**
 * A model that tells what each of its calls took, as soon as it is known: also of runs that are stopped, or fail later. A call
 * that breaks off is not reported by the models themselves.
 */
export class MeteredModel implements Model {
  readonly getRetryAdvice: Model['getRetryAdvice'];

  constructor(
    private readonly model: Model,
    private readonly onUsage: (usage: ModelUsage) => void,
  ) {
    this.getRetryAdvice = model.getRetryAdvice?.bind(model);
  }

  async getResponse(request: ModelRequest): Promise<ModelResponse> {
    const response = await this.model.getResponse(request);
    this.report(response.usage);
    return response;
  }

  async *getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    for await (const event of this.model.getStreamedResponse(request)) {
      if (event.type === 'response_done') this.report(event.response.usage);
      yield event;
    }
  }

  private report({ inputTokens = 0, outputTokens = 0, inputTokensDetails }: Reported): void {
    if (inputTokens + outputTokens === 0) return;
    const details = Array.isArray(inputTokensDetails) ? inputTokensDetails : [inputTokensDetails];
    this.onUsage({ inputTokens, outputTokens, cachedTokens: details.reduce(addCached, 0) });
  }
}

function addCached(sum: number, details: unknown): number {
  if (typeof details !== 'object' || details === null || !('cached_tokens' in details)) return sum;
  return typeof details.cached_tokens === 'number' ? sum + details.cached_tokens : sum;
}
