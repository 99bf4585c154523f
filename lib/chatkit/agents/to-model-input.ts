import type { AgentInputItem } from '@openai/agents';
import type { AssistantMessageItem, Attachment, UserMessageItem } from '../protocol';

/** What an attachment becomes in a message to the model. */
export type AttachmentContent =
  | { type: 'input_text'; text: string }
  | { type: 'input_image'; image: string; detail: 'auto' }
  | { type: 'input_file'; file: string; filename: string };

export interface ModelInputOptions {
  attachmentContent: (attachment: Attachment) => Promise<AttachmentContent>;
}

/** A message of the person for the model: its text, what it quotes, its attachments (spec 7.1). */
export async function userMessageInput(
  item: UserMessageItem,
  options: ModelInputOptions,
): Promise<AgentInputItem> {
  const attachments = await Promise.all(item.attachments.map(options.attachmentContent));
  const quoted = item.quoted_text
    ? [
        {
          type: 'input_text' as const,
          text: `The message is about this quoted text:\n"""\n${item.quoted_text}\n"""`,
        },
      ]
    : [];
  return {
    type: 'message',
    role: 'user',
    content: [{ type: 'input_text', text: userMessageText(item) }, ...quoted, ...attachments],
  };
}

/** Text of the message with tags as `@name`. */
export function userMessageText(item: UserMessageItem): string {
  return item.content.map((part) => (part.type === 'input_text' ? part.text : `@${part.text}`)).join('');
}

export function assistantMessageText(item: AssistantMessageItem): string {
  return item.content.map((part) => part.text).join('\n\n');
}

/** An answer given earlier, as typed history. */
export function assistantMessageInput(item: AssistantMessageItem): AgentInputItem {
  return {
    type: 'message',
    role: 'assistant',
    status: 'completed',
    content: [{ type: 'output_text', text: assistantMessageText(item) }],
  };
}

/** A note in place of the bytes: for earlier messages, and for kinds that the model cannot read. */
export function attachmentNote(attachment: Attachment): AttachmentContent {
  return { type: 'input_text', text: `(Attached file: ${attachment.name}, ${attachment.mime_type})` };
}
