import { z } from 'zod';
import { threadItem } from './items';
import { jsonObject } from './json';
import { order, pageOf } from './page';
import { thread } from './thread';

/** Bounds of what one request may carry. Lengths are in UTF-16 code units where nothing else is said, sizes in bytes. */
export const REQUEST_LIMITS = {
  /** Of a body without its recording, or without the texts of its message. */
  bodyBytes: 256 * 1024,
  /**
   * A message with what it quotes, in code points. Far longer ones are still read: the person is told in the conversation how
   * long theirs is.
   */
  messageCharacters: 100_000,
  messageBodyBytes: 16 * 1024 * 1024,
  /** `input.transcribe` carries a recording. */
  audioBodyBytes: 16 * 1024 * 1024,
  nesting: 64,
  id: 200,
  title: 300,
  text: 32_000,
  contentParts: 100,
  attachments: 20,
  pageSize: 100,
  defaultPageSize: 20,
} as const;

/** No database stores U+0000 in a text. */
const NUL = '\u0000';

const id = z
  .string()
  .min(1)
  .max(REQUEST_LIMITS.id)
  .refine((value) => !value.includes(NUL), 'is not an id');

/** Whole numbers, also as numeric strings; fractions are refused (spec 1.2). */
const wholeNumber = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,9}$/)
    .transform(Number),
]);

/** 0, null and absent mean the default page; everything else is brought into 1..100 (trap T30). */
const limit = wholeNumber
  .nullish()
  .transform((value) => (value ? value : REQUEST_LIMITS.defaultPageSize))
  .transform((value) => Math.min(Math.max(value, 1), REQUEST_LIMITS.pageSize));

const pageParams = { limit, order: order.default('desc'), after: id.nullish() };

const text = z.string().max(REQUEST_LIMITS.text);

const requestContent = z.discriminatedUnion('type', [
  // Its length is for the person to read about: see `messageCharacters`.
  z.object({ type: z.literal('input_text'), text: z.string() }),
  z.object({
    type: z.literal('input_tag'),
    id,
    text: z.string().max(1000),
    data: jsonObject,
    group: z.string().max(200).nullish(),
    interactive: z.boolean().default(false),
  }),
]);

/** A message as the client sends it. Lenient where that is harmless: attachments and options may be missing (T30). */
export const userMessageInput = z.object({
  content: z.array(requestContent).max(REQUEST_LIMITS.contentParts),
  attachments: z.array(id).max(REQUEST_LIMITS.attachments).default([]),
  quoted_text: z.string().nullish(),
  inference_options: z
    .object({ tool_choice: z.object({ id }).nullish(), model: z.string().max(200).nullish() })
    .default({}),
  /** Where widgets older than the top-level `metadata` put theirs. */
  metadata: jsonObject.nullish(),
});

export const action = z.object({ type: z.string().min(1).max(200), payload: z.unknown().default(null) });

const answerSubmission = z.object({
  values: z.array(text).max(100).default([]),
  skipped: z.boolean().default(false),
});

export const structuredInputSubmission = z.object({
  status: z.enum(['answered', 'skipped']).default('answered'),
  answers: z.record(z.string(), answerSubmission).default({}),
});

const metadata = jsonObject.default({});

const operation = <Type extends string, Params extends z.ZodType>(type: Type, params: Params) =>
  z.object({ type: z.literal(type), params, metadata });

const present = z.unknown().refine((value) => value !== undefined, 'is required');

const threadAction = z.object({
  thread_id: id,
  /** Empty means none, as null does. */
  item_id: z.union([z.literal(''), id]).nullish(),
  action,
});

/** The 16 operations of the protocol (spec 2.1), and ours: `threads.stop` and `threads.continue`. */
export const chatkitRequest = z.discriminatedUnion('type', [
  operation('threads.create', z.object({ input: userMessageInput })),
  operation('threads.add_user_message', z.object({ thread_id: id, input: userMessageInput })),
  operation('threads.add_client_tool_output', z.object({ thread_id: id, result: present })),
  operation(
    'threads.add_structured_input',
    z.object({ thread_id: id, item_id: id, input: structuredInputSubmission }),
  ),
  operation('threads.retry_after_item', z.object({ thread_id: id, item_id: id })),
  operation('threads.custom_action', threadAction),
  operation('threads.sync_custom_action', threadAction),
  operation('threads.get_by_id', z.object({ thread_id: id })),
  operation('threads.list', z.object(pageParams)),
  operation(
    'threads.update',
    z.object({
      thread_id: id,
      title: z
        .string()
        .max(REQUEST_LIMITS.title)
        .transform((title) => title.replaceAll(NUL, '')),
    }),
  ),
  operation('threads.delete', z.object({ thread_id: id })),
  operation('threads.stop', z.object({ thread_id: id })),
  operation('threads.continue', z.object({ thread_id: id })),
  operation('items.list', z.object({ thread_id: id, ...pageParams })),
  operation(
    'items.feedback',
    z.object({
      thread_id: id,
      item_ids: z.array(id).min(1).max(100),
      kind: z.enum(['positive', 'negative']),
    }),
  ),
  operation(
    'attachments.create',
    z.object({
      name: z.string().min(1).max(255),
      size: wholeNumber.pipe(z.int().min(0)),
      mime_type: z.string().min(1).max(255),
    }),
  ),
  operation('attachments.delete', z.object({ attachment_id: id })),
  operation(
    'input.transcribe',
    z.object({ audio_base64: z.string(), mime_type: z.string().min(1).max(255) }),
  ),
]);

export type ChatKitRequest = z.infer<typeof chatkitRequest>;
export type Operation = ChatKitRequest['type'];
export type RequestOf<Type extends Operation> = Extract<ChatKitRequest, { type: Type }>;
export type UserMessageInput = z.infer<typeof userMessageInput>;
export type Action = z.infer<typeof action>;
export type StructuredInputSubmission = z.infer<typeof structuredInputSubmission>;
export type FeedbackKind = RequestOf<'items.feedback'>['params']['kind'];

/** Operations answered with a stream of events; all others answer one JSON object. */
export const STREAMING_OPERATIONS = [
  'threads.create',
  'threads.add_user_message',
  'threads.add_client_tool_output',
  'threads.add_structured_input',
  'threads.retry_after_item',
  'threads.custom_action',
  'threads.continue',
] as const satisfies readonly Operation[];

export type StreamingOperation = (typeof STREAMING_OPERATIONS)[number];

export function isStreaming(request: ChatKitRequest): request is RequestOf<StreamingOperation> {
  return STREAMING_OPERATIONS.some((type) => type === request.type);
}

/** Operations that change nothing. */
const READING_OPERATIONS: readonly Operation[] = ['threads.get_by_id', 'threads.list', 'items.list'];

export function isReading(request: ChatKitRequest): boolean {
  return READING_OPERATIONS.includes(request.type);
}

export const threadPage = pageOf(thread);
export const itemPage = pageOf(threadItem);
export const syncCustomActionResponse = z.object({ updated_item: threadItem.optional() });
export const transcriptionResult = z.object({ text: z.string() });

export type SyncCustomActionResponse = z.infer<typeof syncCustomActionResponse>;
export type TranscriptionResult = z.infer<typeof transcriptionResult>;
