import type { AgentInputItem } from '@openai/agents';
import type { ModelContent } from '../chatkit/agents/attachment-note';
import { userMessageText } from '../chatkit/agents/message-text';
import { ModelInputConverter, text, userMessage } from '../chatkit/agents/model-input-converter';
import { quoteText } from '../chatkit/agents/model-text';
import type { Principal } from '../chatkit/principal';
import type { Attachment, UserMessageItem } from '../chatkit/protocol';
import type { FileStore } from '../files/file-store';
import { attachmentContent } from './attachment-content';

/** What the tutor's model is told: each message of the student is one, with its quotation and its files. */
export class TutorModelInput extends ModelInputConverter {
  constructor(
    private readonly files: FileStore,
    private readonly principal: Principal,
    /** The message of which the model gets the files themselves; of earlier ones it gets notes. */
    private readonly current: string | undefined,
  ) {
    super();
  }

  override attachmentToContent(
    attachment: Attachment,
    message: UserMessageItem,
  ): ModelContent | Promise<ModelContent> {
    if (message.id !== this.current) return super.attachmentToContent(attachment, message);
    return attachmentContent(this.files, this.principal, attachment);
  }

  override async userMessageToInput(item: UserMessageItem, isLatest: boolean): Promise<AgentInputItem> {
    const quoted = isLatest && item.quoted_text ? [text(quoteText(item.quoted_text))] : [];
    const files = await Promise.all(
      item.attachments.map((attachment) => this.attachmentToContent(attachment, item)),
    );
    return userMessage(text(userMessageText(item)), ...quoted, ...files);
  }
}
