import type { Attachment, UserMessageContent } from '@openai/chatkit';
import type { UserMessageItem } from '@/lib/chatkit/protocol';
import type { MessageInput } from '../protocol/wire-request';

/** A message before it has a form: what the composer, a starter prompt or the host wants to send. */
export interface Message {
  content: UserMessageContent[];
  attachments: Attachment[];
  quote: string | null;
  toolId: string | null;
  modelId: string | null;
}

/** The wire form. A tag needs `data` and a boolean `interactive`, which the public type leaves optional. */
export function messageInput(message: Message): MessageInput {
  return {
    content: message.content.map((part) =>
      part.type === 'input_text'
        ? { type: 'input_text', text: part.text }
        : {
            type: 'input_tag',
            id: part.id,
            text: part.text,
            data: part.data ?? {},
            ...(part.group ? { group: part.group } : {}),
            interactive: part.interactive ?? false,
          },
    ),
    attachments: message.attachments.map(({ id }) => id),
    ...(message.quote ? { quoted_text: message.quote } : {}),
    inference_options: {
      ...(message.toolId ? { tool_choice: { id: message.toolId } } : {}),
      ...(message.modelId ? { model: message.modelId } : {}),
    },
  };
}

/** The bubble that stands in until the server sends the stored message. */
export function outgoingItem(message: Message): UserMessageItem {
  const { content, quoted_text, inference_options } = messageInput(message);
  return {
    type: 'user_message',
    id: '',
    thread_id: '',
    created_at: '',
    content,
    attachments: message.attachments,
    ...(quoted_text ? { quoted_text } : {}),
    inference_options,
  };
}
