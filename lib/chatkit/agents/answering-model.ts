import type { AgentOutputItem, Model, ModelRequest, ModelResponse, StreamEvent } from '@openai/agents';
import { NoAnswer } from './no-answer';

/**
 * A model whose empty response ends the run. The runner takes a response without words for one that goes on, and would ask again
 * until its steps are used up.
 */
export class AnsweringModel implements Model {
  readonly getRetryAdvice: Model['getRetryAdvice'];

  constructor(private readonly model: Model) {
    this.getRetryAdvice = model.getRetryAdvice?.bind(model);
  }

  async getResponse(request: ModelRequest): Promise<ModelResponse> {
    const response = await this.model.getResponse(request);
    if (response.output.every(isSilent)) throw new NoAnswer();
    return response;
  }

  /** @throws NoAnswer after the last event of a response without words, or of a stream without a response */
  async *getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    let isEmpty = true;
    for await (const event of this.model.getStreamedResponse(request)) {
      if (event.type === 'output_text_delta') isEmpty = false;
      if (event.type === 'response_done') isEmpty = event.response.output.every(isSilent);
      yield event;
    }
    if (isEmpty) throw new NoAnswer();
  }
}

/** Whether the item is nothing that a person reads or that is to be done. */
function isSilent(item: AgentOutputItem): boolean {
  if (item.type === 'reasoning') return true;
  if (!('role' in item) || item.role !== 'assistant') return false;
  return item.content.every((part) => {
    if (part.type === 'output_text') return part.text.trim() === '';
    return part.type === 'refusal' && part.refusal.trim() === '';
  });
}
