import type { Attachment, UserMessageContent, UserMessageInput, UserMessageItem } from '../protocol';
import type { ChatKitServer } from './chatkit-server';
import { checkMessage } from './check-message';
import { NotFound } from './errors';
import { own } from './own';
import type { RequestContext } from './request-context';

/**
 * The item to store for a message, with its attachments loaded as the principal may see them.
 *
 * @throws CustomStreamError for a message without content or a longer one than can be sent, and for an attachment that the attachment
 *   store does not let go into a message; NotFound for one that is missing, somebody else's, or part of another thread
 */
export async function buildUserMessage<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  threadId: string,
  input: UserMessageInput,
  context: Context,
  id = server.generateId('message', threadId),
): Promise<UserMessageItem> {
  checkMessage(input);
  const loaded = await Promise.all(
    [...new Set(input.attachments)].map((id) => loadUnbound(server, id, threadId, context)),
  );
  const attachments = (await server.attachmentStore?.takeAttachments?.(loaded, context)) ?? loaded;
  const { tool_choice, model } = input.inference_options;
  return {
    type: 'user_message',
    id,
    thread_id: threadId,
    created_at: server.now().toISOString(),
    content: input.content.map(storedContent),
    attachments,
    ...(input.quoted_text ? { quoted_text: input.quoted_text } : {}),
    inference_options: { ...(tool_choice ? { tool_choice } : {}), ...(model ? { model } : {}) },
  };
}

async function loadUnbound<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  id: string,
  threadId: string,
  context: Context,
): Promise<Attachment> {
  const { principal } = context;
  const attachment = own(principal, await server.store.loadAttachment(principal, id), 'attachment');
  if (attachment.thread_id && attachment.thread_id !== threadId) throw new NotFound('attachment');
  return { ...attachment, thread_id: threadId };
}

function storedContent(part: UserMessageInput['content'][number]): UserMessageContent {
  if (part.type === 'input_text') return part;
  const { group, ...tag } = part;
  return group ? { ...tag, group } : tag;
}
