import {
  Agent,
  type OpenAIResponsesRawModelStreamEvent,
  RunItemStreamEvent,
  RunRawModelStreamEvent,
  type RunStreamEvent,
  RunToolCallItem,
} from '@openai/agents';
import { AgentContext, type AgentContextOptions } from '@/lib/chatkit/agents/agent-context';
import {
  type StreamAgentResponseOptions,
  streamAgentResponse,
} from '@/lib/chatkit/agents/stream-agent-response';
import type { IdKind } from '@/lib/chatkit/ids';
import type {
  ThreadItem,
  ThreadItemType,
  ThreadItemUpdate,
  ThreadMetadata,
  ThreadStreamEvent,
  WidgetItem,
  WidgetRoot,
} from '@/lib/chatkit/protocol';
import type { RequestContext } from '@/lib/chatkit/server/request-context';

type RawEvent = OpenAIResponsesRawModelStreamEvent['data']['event'];
type RawOf<Type extends RawEvent['type']> = Extract<RawEvent, { type: Type }>;
export type OutputItem = RawOf<'response.output_item.done'>['item'];
export type OutputMessage = Extract<OutputItem, { type: 'message' }>;
type ItemOf<Type extends ThreadItemType> = Extract<ThreadItem, { type: Type }>;
export type RawAnnotation = RawOf<'response.output_text.annotation.added'>['annotation'];

/** An event of a run, or something that happens between two of them. */
export type Step = RunStreamEvent | (() => unknown);

export const at = '2026-02-03T10:11:12.000Z';

export const thread: ThreadMetadata = {
  id: 'thr_1',
  created_at: at,
  status: { type: 'active' },
  metadata: {},
};

export const request: RequestContext = { principal: { userId: 'alice' }, requestId: 'r', metadata: {} };

/** A context whose ids are counted (`message_1`) and whose clock stands still. */
export function testContext(
  options: Partial<AgentContextOptions<RequestContext>> = {},
): AgentContext<RequestContext> {
  const counts = new Map<IdKind, number>();
  const generateId = (kind: IdKind) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return `${kind}_${count}`;
  };
  return new AgentContext({ thread, request, generateId, now: () => new Date(at), ...options });
}

/** A run that goes through the steps. */
export async function* steps(...list: Step[]): AsyncGenerator<RunStreamEvent> {
  for (const step of list) {
    if (typeof step !== 'function') yield step;
    else await step();
  }
}

/** The events that the bridge makes of the steps. What it throws comes through. */
export async function bridged(
  context: AgentContext<RequestContext>,
  list: Step[],
  options?: StreamAgentResponseOptions,
): Promise<ThreadStreamEvent[]> {
  const { events, error } = await outcome(context, list, options);
  if (error !== undefined) throw error;
  return events;
}

/** The events, and what came after them. */
export async function outcome(
  context: AgentContext<RequestContext>,
  list: Step[],
  options?: StreamAgentResponseOptions,
): Promise<{ events: ThreadStreamEvent[]; error: unknown }> {
  const events: ThreadStreamEvent[] = [];
  try {
    for await (const event of streamAgentResponse(context, steps(...list), options)) events.push(event);
  } catch (error) {
    return { events, error };
  }
  return { events, error: undefined };
}

export function raw(event: RawEvent): RunStreamEvent {
  const providerData = { rawModelEventSource: 'openai-responses' };
  return new RunRawModelStreamEvent({ type: 'model', event, providerData });
}

const place = { output_index: 0, sequence_number: 0 };

export function message(id: string, content: OutputMessage['content'] = []): OutputMessage {
  return { type: 'message', id, role: 'assistant', status: 'completed', content };
}

export function outputText(
  text: string,
  annotations: RawAnnotation[] = [],
): OutputMessage['content'][number] {
  return { type: 'output_text', text, annotations: annotations.filter((one) => one !== null) };
}

export const added = (item: OutputItem) => raw({ type: 'response.output_item.added', item, ...place });

export const done = (item: OutputItem) => raw({ type: 'response.output_item.done', item, ...place });

export const partAdded = (item_id: string, content_index = 0, refusal = false) =>
  raw({
    type: 'response.content_part.added',
    item_id,
    content_index,
    part: refusal ? { type: 'refusal', refusal: '' } : { type: 'output_text', text: '', annotations: [] },
    ...place,
  });

export const textDelta = (item_id: string, delta: string, content_index = 0) =>
  raw({ type: 'response.output_text.delta', item_id, delta, content_index, logprobs: [], ...place });

export const textDone = (item_id: string, text: string, content_index = 0) =>
  raw({ type: 'response.output_text.done', item_id, text, content_index, logprobs: [], ...place });

export const annotationAdded = (item_id: string, annotation: RawAnnotation, content_index = 0) =>
  raw({
    type: 'response.output_text.annotation.added',
    item_id,
    annotation,
    annotation_index: 9,
    content_index,
    ...place,
  });

export const reasoning = (id: string): OutputItem => ({ type: 'reasoning', id, summary: [] });

export const thoughtDelta = (item_id: string, delta: string, summary_index = 0) =>
  raw({ type: 'response.reasoning_summary_text.delta', item_id, delta, summary_index, ...place });

export const thoughtDone = (item_id: string, text: string, summary_index = 0) =>
  raw({ type: 'response.reasoning_summary_text.done', item_id, text, summary_index, ...place });

export const imageCall = (id: string, result: string | null): OutputItem => ({
  type: 'image_generation_call',
  id,
  result,
  status: result === null ? 'in_progress' : 'completed',
});

export const partialImage = (item_id: string, partial_image_index: number, partial_image_b64: string) =>
  raw({
    type: 'response.image_generation_call.partial_image',
    item_id,
    partial_image_index,
    partial_image_b64,
    ...place,
  });

/** The run item of a function call. `id` is the provider's id of the item. */
export function functionCall(name: string, callId: string, id?: string): RunStreamEvent {
  const item = { type: 'function_call' as const, name, callId, arguments: '{}', ...(id ? { id } : {}) };
  return new RunItemStreamEvent('tool_called', new RunToolCallItem(item, new Agent({ name: 'a' })));
}

/** What a model says that only knows the normalised events. */
export const plainDelta = (delta: string) => new RunRawModelStreamEvent({ type: 'output_text_delta', delta });

export function plainDone(...content: ({ text: string } | { refusal: string })[]): RunStreamEvent {
  const parts = content.map((part) =>
    'text' in part
      ? { type: 'output_text' as const, text: part.text }
      : { type: 'refusal' as const, refusal: part.refusal },
  );
  const output = parts.length
    ? [{ type: 'message' as const, role: 'assistant' as const, status: 'completed' as const, content: parts }]
    : [];
  const usage = { inputTokens: 0, outputTokens: 0, totalTokens: 0 };
  return new RunRawModelStreamEvent({ type: 'response_done', response: { id: 'r', usage, output } });
}

export function card(value: string, id?: string): WidgetRoot {
  return { type: 'Card', children: [{ type: 'Text', value, ...(id === undefined ? {} : { id }) }] };
}

export function widgetItem(id: string): WidgetItem {
  return { type: 'widget', id, thread_id: thread.id, created_at: at, widget: card('hi') };
}

/** The items that events are about, by kind of event: `added widget_1`. */
export function outline(events: readonly ThreadStreamEvent[]): string[] {
  return events.map((event) => {
    if ('item' in event) return `${event.type.replace('thread.item.', '')} ${event.item.id}`;
    if ('item_id' in event) {
      const what = 'update' in event ? event.update.type.split('.').slice(1).join('.') : 'removed';
      return `${what} ${event.item_id}`;
    }
    return event.type;
  });
}

export function updates(events: readonly ThreadStreamEvent[]): ThreadItemUpdate[] {
  return events.flatMap((event) => (event.type === 'thread.item.updated' ? [event.update] : []));
}

/** The finished item of a kind. Fails if there is not exactly one. */
export function finished<Type extends ThreadItemType>(
  events: readonly ThreadStreamEvent[],
  type: Type,
): ItemOf<Type> {
  const isOfType = (item: ThreadItem): item is ItemOf<Type> => item.type === type;
  const items = events.flatMap((event) => (event.type === 'thread.item.done' ? [event.item] : []));
  const [item, ...others] = items.filter(isOfType);
  if (!item || others.length > 0) throw new Error(`${others.length + 1} finished items of type ${type}`);
  return item;
}
