import { isOpenAIResponsesRawModelStreamEvent, type RunStreamEvent } from '@openai/agents';
import type { ThreadStreamEvent } from '../protocol';
import type { RequestContext } from '../server/request-context';
import type { AgentContext } from './agent-context';
import { MessageStream } from './message-stream';

/**
 * The events of an agent's run as events of the thread, merged with what its tools stream through the context. Works on the
 * run's normalised events, which every model of the Agents SDK emits.
 *
 * @throws what the run throws, after everything that came before it has been delivered
 */
export async function* streamAgentResponse<Context extends RequestContext>(
  context: AgentContext<Context>,
  run: AsyncIterable<RunStreamEvent>,
): AsyncGenerator<ThreadStreamEvent> {
  const { channel } = context;
  const message = new MessageStream({
    threadId: context.thread.id,
    generateId: context.generateId,
    now: context.now,
    citations: context.citations,
    emit: (event) => channel.push(event),
  });

  const pump = async () => {
    let streamed = false;
    for await (const event of run) {
      if (event.type !== 'raw_model_stream_event') continue;
      const { data } = event;
      if (data.type === 'output_text_delta') {
        streamed = true;
        message.write(data.delta);
      } else if (data.type === 'response_done') {
        // A server that does not stream says everything at the end.
        if (!streamed) message.write(data.response.output.map(textOf).join(''));
        message.finish();
        streamed = false;
      } else if (isOpenAIResponsesRawModelStreamEvent(event)) {
        const raw = event.data.event;
        // A refusal is an answer too, and is streamed like one (trap T19).
        if (raw.type === 'response.refusal.delta') {
          streamed = true;
          message.write(raw.delta);
        }
        if (raw.type === 'response.output_item.done' && raw.item.type === 'message') message.finish();
      }
    }
    message.finish();
  };
  pump().then(
    () => channel.close(),
    (error: unknown) => channel.break(error),
  );
  yield* channel;
}

function textOf(item: { type?: string; role?: string; content?: unknown }): string {
  if (item.type !== 'message' || item.role !== 'assistant' || !Array.isArray(item.content)) return '';
  return item.content
    .map((part: unknown) => {
      if (typeof part !== 'object' || part === null || !('type' in part)) return '';
      if (part.type === 'output_text' && 'text' in part) return String(part.text);
      return part.type === 'refusal' && 'refusal' in part ? String(part.refusal) : '';
    })
    .join('');
}
