import type { AgentInputItem, UserMessageItem as ModelUserMessage } from '@openai/agents';
import type {
  AssistantMessageItem,
  Attachment,
  ClientToolCallItem,
  EndOfTurnItem,
  GeneratedImageItem,
  HiddenContextItem,
  SdkHiddenContextItem,
  StructuredInputItem,
  TaskItem,
  ThreadItem,
  TurnEndItem,
  UserMessageContent,
  UserMessageItem,
  WidgetItem,
  WorkflowItem,
} from '../protocol';
import { attachmentNote, type ModelContent } from './attachment-note';
import { functionCall } from './function-call';
import { userMessageText } from './message-text';
import {
  hiddenContextText,
  IMAGE_NOTE,
  quoteText,
  structuredInputText,
  TAG_NOTE,
  taskText,
  widgetText,
} from './model-text';

/** What one item becomes: an input item, several, or nothing. */
export type ModelInput = AgentInputItem | AgentInputItem[] | undefined;
type Hook = ModelInput | Promise<ModelInput>;

export type Tag = Extract<UserMessageContent, { type: 'input_tag' }>;

/**
 * What a thread says to a model (spec section 7). Every kind has a default that is safe to send to any model of the Agents
 * SDK, so no item can break a later turn (trap T34). Override what your application means differently.
 */
export class ModelInputConverter {
  /** The default is a note: the bytes are the application's. */
  attachmentToContent(
    attachment: Attachment,
    _message: UserMessageItem,
  ): ModelContent | Promise<ModelContent> {
    return attachmentNote(attachment);
  }

  tagToContent(tag: Tag, _message: UserMessageItem): ModelContent | Promise<ModelContent> {
    return { type: 'input_text', text: tag.text };
  }

  /**
   * The message, what it quotes, and what its tags mean.
   *
   * @param isLatest whether this is the last message of a person in the list; only that one's quotation is sent (trap T33)
   */
  async userMessageToInput(item: UserMessageItem, isLatest: boolean): Promise<ModelInput> {
    const attachments = await Promise.all(
      item.attachments.map((attachment) => this.attachmentToContent(attachment, item)),
    );
    const messages = [userMessage(text(userMessageText(item)), ...attachments)];
    if (isLatest && item.quoted_text) messages.push(userMessage(text(quoteText(item.quoted_text))));
    const tags = await this.tagContents(item);
    if (tags.length > 0) messages.push(userMessage(text(TAG_NOTE), ...tags));
    return messages;
  }

  /** Citations are not sent back (trap T39). */
  assistantMessageToInput({ content }: AssistantMessageItem): Hook {
    const parts = content.filter((part) => part.text !== '');
    if (parts.length === 0) return undefined;
    return {
      type: 'message',
      role: 'assistant',
      status: 'completed',
      content: parts.map((part) => ({ type: 'output_text', text: part.text })),
    };
  }

  /** A call that is pending has no result yet, and must not reach a model without one. */
  clientToolCallToInput(item: ClientToolCallItem): Hook {
    return item.status === 'completed' ? functionCall(item) : undefined;
  }

  widgetToInput(item: WidgetItem): Hook {
    return userMessage(text(widgetText(item)));
  }

  taskToInput({ task }: TaskItem): Hook {
    const said = taskText(task);
    return said === undefined ? undefined : userMessage(text(said));
  }

  workflowToInput({ workflow }: WorkflowItem): Hook {
    return workflow.tasks.flatMap((task) => {
      const said = taskText(task);
      return said === undefined ? [] : [userMessage(text(said))];
    });
  }

  structuredInputToInput(item: StructuredInputItem): Hook {
    return userMessage(text(structuredInputText(item)));
  }

  /** Only what a model can load: other URLs are the application's own. */
  generatedImageToInput({ image }: GeneratedImageItem): Hook {
    if (!image) return undefined;
    if (!/^(https?:|data:image\/)/.test(image.url)) return userMessage(text(IMAGE_NOTE));
    return userMessage(text(IMAGE_NOTE), { type: 'input_image', image: image.url, detail: 'auto' });
  }

  hiddenContextToInput(item: HiddenContextItem): Hook {
    return userMessage(text(hiddenContextText(item)));
  }

  sdkHiddenContextToInput(item: SdkHiddenContextItem): Hook {
    return userMessage(text(hiddenContextText(item)));
  }

  endOfTurnToInput(_item: EndOfTurnItem): Hook {
    return undefined;
  }

  /** The default says nothing: what the model said tells enough, and of a stop it gets a note of its own. */
  turnEndToInput(_item: TurnEndItem): Hook {
    return undefined;
  }

  /** The tags of a message, each name once. */
  private async tagContents(message: UserMessageItem): Promise<ModelContent[]> {
    const tags = new Map<string, Tag>();
    for (const part of message.content) {
      if (part.type === 'input_tag' && !tags.has(part.text)) tags.set(part.text, part);
    }
    return Promise.all([...tags.values()].map((tag) => this.tagToContent(tag, message)));
  }

  /** One item, with the hook for its kind. */
  async toInput(item: ThreadItem, isLatest: boolean): Promise<ModelInput> {
    switch (item.type) {
      case 'user_message':
        return this.userMessageToInput(item, isLatest);
      case 'assistant_message':
        return this.assistantMessageToInput(item);
      case 'client_tool_call':
        return this.clientToolCallToInput(item);
      case 'widget':
        return this.widgetToInput(item);
      case 'generated_image':
        return this.generatedImageToInput(item);
      case 'structured_input':
        return this.structuredInputToInput(item);
      case 'task':
        return this.taskToInput(item);
      case 'workflow':
        return this.workflowToInput(item);
      case 'end_of_turn':
        return this.endOfTurnToInput(item);
      case 'hidden_context_item':
        return this.hiddenContextToInput(item);
      case 'sdk_hidden_context':
        return this.sdkHiddenContextToInput(item);
      case 'turn_end':
        return this.turnEndToInput(item);
      default:
        return item satisfies never;
    }
  }
}

/** A message of the person's side, which is also where everything stands that is said about the thread. */
export function userMessage(...content: ModelContent[]): ModelUserMessage {
  return { type: 'message', role: 'user', content };
}

export function text(text: string): ModelContent {
  return { type: 'input_text', text };
}
