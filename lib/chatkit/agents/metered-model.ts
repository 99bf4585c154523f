import type { Model, ModelRequest, ModelResponse, StreamEvent } from '@openai/agents';
import { estimatedUsage } from './estimated-usage';
import type { BeginCall, ModelUsage } from './model-usage';
import { mostTokens } from './most-tokens';

interface Reported {
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
  inputTokensDetails?: unknown;
}

export interface MeteredModelOptions {
  begin: BeginCall;
  countTokens: (text: string) => number;
}

/**
 * A model that asks before each of its calls, and tells what each took as soon as that is known: also of runs that are stopped,
 * or fail later. Of a call that the model does not report, because it was stopped or broke off after it had begun, it tells an
 * estimate; a call that the provider refused took nothing.
 */
export class MeteredModel implements Model {
  readonly getRetryAdvice: Model['getRetryAdvice'];

  constructor(
    private readonly model: Model,
    private readonly options: MeteredModelOptions,
  ) {
    this.getRetryAdvice = model.getRetryAdvice?.bind(model);
  }

  async getResponse(request: ModelRequest): Promise<ModelResponse> {
    const end = await this.options.begin(mostTokens(request), request.signal);
    let usage: ModelUsage | undefined;
    try {
      const response = await this.model.getResponse(request);
      usage = reported(response.usage) ?? this.estimate(request, '');
      return response;
    } catch (error) {
      if (request.signal?.aborted) usage = this.estimate(request, '');
      throw error;
    } finally {
      end(usage);
    }
  }

  async *getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    const end = await this.options.begin(mostTokens(request), request.signal);
    let usage: ModelUsage | undefined;
    let hasBegun = false;
    let said = '';
    try {
      for await (const event of this.model.getStreamedResponse(request)) {
        hasBegun = true;
        if (event.type === 'output_text_delta') said += event.delta;
        if (event.type === 'response_done') usage = reported(event.response.usage);
        yield event;
      }
    } finally {
      if (hasBegun || request.signal?.aborted) usage ??= this.estimate(request, said);
      end(usage);
    }
  }

  private estimate(request: ModelRequest, said: string): ModelUsage {
    return estimatedUsage(request, said, this.options.countTokens);
  }
}

/** Undefined where the server counts nothing. */
function reported({
  inputTokens = 0,
  outputTokens = 0,
  inputTokensDetails,
}: Reported): ModelUsage | undefined {
  if (inputTokens + outputTokens === 0) return undefined;
  const details = Array.isArray(inputTokensDetails) ? inputTokensDetails : [inputTokensDetails];
  return { inputTokens, outputTokens, cachedTokens: details.reduce(addCached, 0), estimated: false };
}

function addCached(sum: number, details: unknown): number {
  if (typeof details !== 'object' || details === null || !('cached_tokens' in details)) return sum;
  return typeof details.cached_tokens === 'number' ? sum + details.cached_tokens : sum;
}
