import type { AgentOutputItem, Model, ModelRequest, ModelResponse, StreamEvent } from '@openai/agents';
import { jsonrepair } from 'jsonrepair';

/**
 * A model whose calls of tools can be read: arguments that are nearly JSON are JSON (single quotes, a comma too many, a fence around them,
 * broken off), and a call without a name has one, of a tool that there is not. The runner gives up such a turn, or tells the model nothing
 * that it could go by.
 */
export class ReadableCallsModel implements Model {
  readonly getRetryAdvice: Model['getRetryAdvice'];

  constructor(private readonly model: Model) {
    this.getRetryAdvice = model.getRetryAdvice?.bind(model);
  }

  async getResponse(request: ModelRequest): Promise<ModelResponse> {
    const response = await this.model.getResponse(request);
    return { ...response, output: response.output.map(readable) };
  }

  async *getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    for await (const event of this.model.getStreamedResponse(request)) {
      if (event.type !== 'response_done') yield event;
      else {
        const { response } = event;
        yield { ...event, response: { ...response, output: response.output.map(readable) } };
      }
    }
  }
}

function readable<Item extends AgentOutputItem>(item: Item): Item {
  if (item.type !== 'function_call') return item;
  return { ...item, name: item.name || 'unnamed', arguments: readableJson(item.arguments) };
}

function readableJson(text: string): string {
  if (isJson(text)) return text;
  try {
    const repaired = jsonrepair(text.replace(/^\s*```\w*|```\s*$/g, ''));
    // Several objects become a list, of which the first is meant.
    const value: unknown = JSON.parse(repaired);
    return JSON.stringify(Array.isArray(value) ? value[0] : value);
  } catch {
    return text;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
