import type { FeedbackKind, StructuredInputSubmission } from '@/lib/chatkit/protocol';

/** A message as it goes out: the server requires `content`, `attachments` and `inference_options` (spec element 1.7). */
export interface MessageInput {
  content: (
    | { type: 'input_text'; text: string }
    | {
        type: 'input_tag';
        id: string;
        text: string;
        data: Record<string, unknown>;
        group?: string;
        interactive: boolean;
      }
  )[];
  attachments: string[];
  quoted_text?: string;
  inference_options: { tool_choice?: { id: string }; model?: string };
}

interface ActionParams {
  thread_id: string;
  item_id?: string;
  action: { type: string; payload?: unknown };
}

export type StreamRequest =
  | { type: 'threads.create'; params: { input: MessageInput } }
  | { type: 'threads.add_user_message'; params: { thread_id: string; input: MessageInput } }
  | { type: 'threads.add_client_tool_output'; params: { thread_id: string; result: unknown } }
  | {
      type: 'threads.add_structured_input';
      params: { thread_id: string; item_id: string; input: StructuredInputSubmission };
    }
  | { type: 'threads.retry_after_item'; params: { thread_id: string; item_id: string } }
  | { type: 'threads.continue'; params: { thread_id: string } }
  | { type: 'threads.custom_action'; params: ActionParams };

interface PageParams {
  limit: number;
  order: 'asc' | 'desc';
  after?: string;
}

export type JsonRequest =
  | { type: 'threads.get_by_id'; params: { thread_id: string } }
  | { type: 'threads.list'; params: PageParams }
  | { type: 'threads.update'; params: { thread_id: string; title: string } }
  | { type: 'threads.delete'; params: { thread_id: string } }
  | { type: 'threads.stop'; params: { thread_id: string } }
  | { type: 'threads.sync_custom_action'; params: ActionParams }
  | { type: 'attachments.create'; params: { name: string; size: number; mime_type: string } }
  | { type: 'attachments.delete'; params: { attachment_id: string } }
  | { type: 'input.transcribe'; params: { audio_base64: string; mime_type: string } }
  | { type: 'items.list'; params: PageParams & { thread_id: string } }
  | { type: 'items.feedback'; params: { thread_id: string; item_ids: string[]; kind: FeedbackKind } };

/** Requests that change nothing: sending one twice is no matter. */
export const isReading = ({ type }: StreamRequest | JsonRequest): boolean =>
  type === 'threads.get_by_id' || type === 'threads.list' || type === 'items.list';
