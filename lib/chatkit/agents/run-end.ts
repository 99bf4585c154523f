import {
  isOpenAIChatCompletionsRawModelStreamEvent,
  isOpenAIResponsesRawModelStreamEvent,
  ModelRefusalError,
  type OpenAIChatCompletionsRawModelStreamEvent,
  type OpenAIResponsesRawModelStreamEvent,
  type RunStreamEvent,
} from '@openai/agents';
import type { TurnEndReason } from '../protocol';
import { NoAnswer } from './no-answer';

type ResponsesEvent = OpenAIResponsesRawModelStreamEvent['data']['event'];
type Chunk = OpenAIChatCompletionsRawModelStreamEvent['data']['event'];

/**
 * How the answer of a run ended, as its last response says in either API: the runner ends with an error where the Responses API
 * says so, and says nothing where Chat Completions do.
 */
export class RunEnd {
  /** Undefined while the response is as it should be. */
  private reason: TurnEndReason | undefined;

  observe(event: RunStreamEvent): void {
    if (event.type !== 'raw_model_stream_event') return;
    if (event.data.type === 'response_started') this.reason = undefined;
    const reason = endIn(event);
    // A response that is cut in the middle of its refusal is a refusal.
    if (reason !== undefined && this.reason !== 'refused') this.reason = reason;
  }

  /** The run has ended by itself. */
  get completed(): TurnEndReason | undefined {
    return this.reason;
  }

  /** The run has failed. Undefined if its error says more than that the answer ended so. */
  failed(error: unknown): TurnEndReason | undefined {
    if (error instanceof NoAnswer) return this.reason ?? 'without_words';
    if (error instanceof ModelRefusalError) return this.reason === 'filtered' ? 'filtered' : 'refused';
    // These are said by the last event of a response: what comes after it is about them.
    return this.reason === 'cut' || this.reason === 'filtered' ? this.reason : undefined;
  }
}

function endIn(event: RunStreamEvent): TurnEndReason | undefined {
  if (isOpenAIResponsesRawModelStreamEvent(event)) return endOfResponse(event.data.event);
  if (isOpenAIChatCompletionsRawModelStreamEvent(event)) return endOfChunk(event.data.event);
  return undefined;
}

function endOfResponse(event: ResponsesEvent): TurnEndReason | undefined {
  switch (event.type) {
    case 'response.refusal.delta':
    case 'response.refusal.done':
      return 'refused';
    case 'response.output_item.done':
      return event.item.type === 'message' && event.item.content?.some(({ type }) => type === 'refusal')
        ? 'refused'
        : undefined;
    case 'response.incomplete':
    case 'response.completed': {
      // Some servers say "completed" and mean this all the same: the details count.
      const reason = event.response?.incomplete_details?.reason;
      if (reason === 'max_output_tokens') return 'cut';
      return reason === 'content_filter' ? 'filtered' : undefined;
    }
    default:
      return undefined;
  }
}

function endOfChunk(chunk: Chunk): TurnEndReason | undefined {
  const choice = chunk.choices?.find(({ index }) => index === 0);
  if (choice?.delta?.refusal) return 'refused';
  const reason: string | null | undefined = choice?.finish_reason;
  switch (reason) {
    case 'length':
      return 'cut';
    case 'content_filter':
      return 'filtered';
    // Not of OpenAI, whose refusals are a field of their own.
    case 'refusal':
      return 'refused';
    default:
      return undefined;
  }
}
