import type { AgentInputItem } from '@openai/agents';
import type { ModelContent } from '../chatkit/agents/attachment-note';
import { userMessageText } from '../chatkit/agents/message-text';
import {
  type ModelInput,
  ModelInputConverter,
  text,
  userMessage,
} from '../chatkit/agents/model-input-converter';
import { quoteText } from '../chatkit/agents/model-text';
import type { Principal } from '../chatkit/principal';
import type { AssistantMessageItem, Attachment, UserMessageItem, WidgetItem } from '../chatkit/protocol';
import type { FileReader } from '../files/file-store';
import { attachmentContent } from './attachment-content';
import { citedTexts } from './cited-text';
import type { CourseLessons } from './course-lessons';
import { quizNoteText } from './quiz/quiz-note';
import { readQuizState } from './quiz/quiz-state';

/** What the tutor's model is told: each message of the student is one, with its quotation and its files. */
export class TutorModelInput extends ModelInputConverter {
  constructor(
    private readonly files: FileReader,
    private readonly lessons: CourseLessons,
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

  /** With its markers. */
  override assistantMessageToInput(item: AssistantMessageItem): ModelInput {
    const texts = citedTexts(item);
    if (texts.length === 0) return undefined;
    return {
      type: 'message',
      role: 'assistant',
      status: 'completed',
      content: texts.map((part) => ({ type: 'output_text', text: part })),
    };
  }

  /** A quiz card says how it went, and not which answers its buttons carry. */
  override async widgetToInput(item: WidgetItem): Promise<ModelInput> {
    const quiz = readQuizState(item.widget);
    const note = quiz && (await quizNoteText(this.lessons, quiz));
    return note === undefined ? super.widgetToInput(item) : userMessage(text(note));
  }

  override async userMessageToInput(item: UserMessageItem, isLatest: boolean): Promise<AgentInputItem> {
    const quoted = isLatest && item.quoted_text ? [text(quoteText(item.quoted_text))] : [];
    const files = await Promise.all(
      item.attachments.map((attachment) => this.attachmentToContent(attachment, item)),
    );
    return userMessage(text(userMessageText(item)), ...quoted, ...files);
  }
}
