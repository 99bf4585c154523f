import { z } from 'zod';
import { assistantMessageContent } from './content';
import { iconName } from './icon';
import { generatedImage, threadItem } from './items';
import { jsonObject } from './json';
import { annotation } from './source';
import { thread } from './thread';
import { widgetComponent, widgetRoot } from './widget';
import { task } from './workflow';

const contentIndex = z.int().nonnegative();

/** What can change inside an item while it streams (spec 3.7). */
export const threadItemUpdate = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('assistant_message.content_part.added'),
    content_index: contentIndex,
    content: assistantMessageContent,
  }),
  z.object({
    type: z.literal('assistant_message.content_part.text_delta'),
    content_index: contentIndex,
    delta: z.string(),
  }),
  z.object({
    type: z.literal('assistant_message.content_part.annotation_added'),
    content_index: contentIndex,
    annotation_index: z.int().nonnegative(),
    annotation,
  }),
  z.object({
    type: z.literal('assistant_message.content_part.done'),
    content_index: contentIndex,
    content: assistantMessageContent,
  }),
  z.object({
    type: z.literal('widget.streaming_text.value_delta'),
    component_id: z.string(),
    delta: z.string(),
    done: z.boolean(),
  }),
  z.object({ type: z.literal('widget.root.updated'), widget: widgetRoot }),
  z.object({
    type: z.literal('widget.component.updated'),
    component_id: z.string(),
    component: widgetComponent,
  }),
  z.object({ type: z.literal('workflow.task.added'), task_index: z.int().nonnegative(), task }),
  z.object({ type: z.literal('workflow.task.updated'), task_index: z.int().nonnegative(), task }),
  z.object({
    type: z.literal('generated_image.updated'),
    image: generatedImage,
    progress: z.number().min(0).max(1).optional(),
  }),
]);

export const streamOptions = z.object({ allow_cancel: z.boolean() });

/** Everything that a streaming operation can send (spec 3.6). */
export const threadStreamEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('thread.created'), thread }),
  z.object({ type: z.literal('thread.updated'), thread }),
  z.object({ type: z.literal('thread.item.added'), item: threadItem }),
  z.object({ type: z.literal('thread.item.updated'), item_id: z.string(), update: threadItemUpdate }),
  z.object({ type: z.literal('thread.item.done'), item: threadItem }),
  z.object({ type: z.literal('thread.item.removed'), item_id: z.string() }),
  z.object({ type: z.literal('thread.item.replaced'), item: threadItem }),
  z.object({ type: z.literal('stream_options'), stream_options: streamOptions }),
  z.object({ type: z.literal('progress_update'), icon: iconName.optional(), text: z.string() }),
  z.object({ type: z.literal('client_effect'), name: z.string(), data: jsonObject.default({}) }),
  z.object({
    type: z.literal('error'),
    code: z.string().default('custom'),
    message: z.string().optional(),
    allow_retry: z.boolean().default(false),
  }),
  z.object({
    type: z.literal('notice'),
    level: z.enum(['info', 'warning', 'danger']),
    message: z.string(),
    title: z.string().optional(),
  }),
]);

export type ThreadItemUpdate = z.infer<typeof threadItemUpdate>;
export type StreamOptions = z.infer<typeof streamOptions>;
export type ThreadStreamEvent = z.infer<typeof threadStreamEvent>;
