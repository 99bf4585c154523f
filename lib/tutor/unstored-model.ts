import type { AgentInputItem, Model, ModelRequest, ModelResponse, StreamEvent } from '@openai/agents';

export interface UnstoredModelOptions {
  /** The server is OpenAI itself, which looks for what an id in the input names among what it has stored. */
  isOpenAI: boolean;
  /** Name of the model. */
  name: string;
}

/** Models of OpenAI that think before they answer, by their names. */
const THINKS = /^(?:ft:)?(?:o\d|gpt-(?:[5-9]|\d\d)|codex)/i;

/**
 * A model of the Responses API, asked to store nothing (`store: false`): that API keeps what it is sent for thirty days otherwise.
 * What a thinking model thought goes back to OpenAI in its encrypted form, or not at all.
 */
export class UnstoredModel implements Model {
  readonly getRetryAdvice: Model['getRetryAdvice'];

  constructor(
    private readonly model: Model,
    private readonly options: UnstoredModelOptions,
  ) {
    this.getRetryAdvice = (args) => model.getRetryAdvice?.(args);
  }

  getResponse(request: ModelRequest): Promise<ModelResponse> {
    return this.model.getResponse(this.unstored(request));
  }

  getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    return this.model.getStreamedResponse(this.unstored(request));
  }

  private unstored(request: ModelRequest): ModelRequest {
    const { isOpenAI, name } = this.options;
    const modelSettings = { ...request.modelSettings, store: false };
    if (!isOpenAI) return { ...request, modelSettings };
    const { providerData } = modelSettings;
    return {
      ...request,
      input: typeof request.input === 'string' ? request.input : withoutStoredItems(request.input),
      modelSettings: THINKS.test(name)
        ? { ...modelSettings, providerData: { include: ['reasoning.encrypted_content'], ...providerData } }
        : modelSettings,
    };
  }
}

/** Without thoughts that only their id stands for; the ids of calls would ask for those. */
function withoutStoredItems(input: AgentInputItem[]): AgentInputItem[] {
  const left = input.filter((item) => item.type !== 'reasoning' || hasContent(item));
  if (left.length === input.length) return input;
  return left.map((item) => {
    if (item.type !== 'function_call') return item;
    const { id: _id, ...call } = item;
    return call;
  });
}

function hasContent({ providerData }: AgentInputItem): boolean {
  return typeof (providerData?.encrypted_content ?? providerData?.encryptedContent) === 'string';
}
