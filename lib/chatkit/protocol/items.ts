import { z } from 'zod';
import { attachment } from './attachment';
import { assistantMessageContent, inferenceOptions, userMessageContent } from './content';
import { jsonObject } from './json';
import { structuredInput } from './structured-input';
import { turnEndReason } from './turn-end';
import { widgetRoot } from './widget';
import { task, workflow } from './workflow';

/** `created_at` is ISO 8601 in UTC with `Z`, millisecond resolution (spec 1.4.7). */
const itemBase = { id: z.string(), thread_id: z.string(), created_at: z.string() };

export const userMessageItem = z.object({
  ...itemBase,
  type: z.literal('user_message'),
  content: z.array(userMessageContent),
  attachments: z.array(attachment).default([]),
  quoted_text: z.string().optional(),
  inference_options: inferenceOptions,
});

export const assistantMessageItem = z.object({
  ...itemBase,
  type: z.literal('assistant_message'),
  content: z.array(assistantMessageContent),
});

export const clientToolCallItem = z.object({
  ...itemBase,
  type: z.literal('client_tool_call'),
  status: z.enum(['pending', 'completed']).default('pending'),
  call_id: z.string(),
  name: z.string(),
  arguments: jsonObject,
  output: z.unknown().optional(),
});

export const widgetItem = z.object({
  ...itemBase,
  type: z.literal('widget'),
  widget: widgetRoot,
  copy_text: z.string().optional(),
});

export const generatedImage = z.object({ id: z.string(), url: z.string() });

export const generatedImageItem = z.object({
  ...itemBase,
  type: z.literal('generated_image'),
  image: generatedImage.optional(),
});

export const structuredInputItem = z.object({
  ...itemBase,
  type: z.literal('structured_input'),
  status: z.enum(['pending', 'answered', 'skipped']).default('pending'),
  inputs: z.array(structuredInput),
});

export const taskItem = z.object({ ...itemBase, type: z.literal('task'), task });

export const workflowItem = z.object({ ...itemBase, type: z.literal('workflow'), workflow });

export const endOfTurnItem = z.object({ ...itemBase, type: z.literal('end_of_turn') });

export const hiddenContextItem = z.object({
  ...itemBase,
  type: z.literal('hidden_context_item'),
  content: z.unknown(),
});

export const sdkHiddenContextItem = z.object({
  ...itemBase,
  type: z.literal('sdk_hidden_context'),
  content: z.string(),
});

/** How a turn ended, where it did not complete: the last item of the turn. Ours, and only for clients that declare it. */
export const turnEndItem = z.object({ ...itemBase, type: z.literal('turn_end'), reason: turnEndReason });

/** Every kind of item that a thread can hold, the hidden ones and ours included. */
export const threadItem = z.discriminatedUnion('type', [
  userMessageItem,
  assistantMessageItem,
  clientToolCallItem,
  widgetItem,
  generatedImageItem,
  structuredInputItem,
  taskItem,
  workflowItem,
  endOfTurnItem,
  hiddenContextItem,
  sdkHiddenContextItem,
  turnEndItem,
]);

export type ThreadItem = z.infer<typeof threadItem>;
export type ThreadItemType = ThreadItem['type'];
export type UserMessageItem = z.infer<typeof userMessageItem>;
export type AssistantMessageItem = z.infer<typeof assistantMessageItem>;
export type ClientToolCallItem = z.infer<typeof clientToolCallItem>;
export type WidgetItem = z.infer<typeof widgetItem>;
export type GeneratedImage = z.infer<typeof generatedImage>;
export type GeneratedImageItem = z.infer<typeof generatedImageItem>;
export type StructuredInputItem = z.infer<typeof structuredInputItem>;
export type TaskItem = z.infer<typeof taskItem>;
export type WorkflowItem = z.infer<typeof workflowItem>;
export type EndOfTurnItem = z.infer<typeof endOfTurnItem>;
export type HiddenContextItem = z.infer<typeof hiddenContextItem>;
export type SdkHiddenContextItem = z.infer<typeof sdkHiddenContextItem>;
export type TurnEndItem = z.infer<typeof turnEndItem>;

/** The kinds of item that are for the model alone and never leave the server (spec 1.8). */
export const HIDDEN_ITEM_TYPES = ['hidden_context_item', 'sdk_hidden_context'] as const;

export type HiddenItem = HiddenContextItem | SdkHiddenContextItem;

export function isHidden(item: ThreadItem): item is HiddenItem {
  return item.type === 'hidden_context_item' || item.type === 'sdk_hidden_context';
}

/** Whether the item is of a kind that the official protocol has and clients see: what lists hold unless they are asked for more. */
export function isOfficial(item: ThreadItem): boolean {
  return !isHidden(item) && item.type !== 'turn_end';
}

/** The kinds of item that a client sees that declares our extensions: the official ones and ours. */
export const DECLARED_ITEM_TYPES: readonly ThreadItemType[] = threadItem.options
  .map(({ shape }) => shape.type.value)
  .filter((type) => !HIDDEN_ITEM_TYPES.some((hidden) => hidden === type));
