import type { OpenAIChatKit, UserMessageContent } from '@openai/chatkit';
import type { Chat } from '../chat/chat';
import { draftContent } from '../chat/draft';
import { IntegrationError } from './integration-error';

type Param<Method extends keyof OpenAIChatKit> = OpenAIChatKit[Method] extends (
  first: infer P,
  ...rest: never
) => unknown
  ? P
  : never;

const contentOf = (
  text: string | undefined,
  content: UserMessageContent[] | undefined,
): UserMessageContent[] => content ?? (text ? [{ type: 'input_text', text }] : []);

/** Resolves after the view has been drawn. */
const drawn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** What the host can call (spec element 1.3). */
export class HostMethods {
  readonly #chat: Chat;

  constructor(chat: Chat) {
    this.#chat = chat;
  }

  async focusComposer(): Promise<void> {
    await this.#chat.closeHistory();
    await drawn();
    if (this.#chat.conversations.active.value.value.status.type === 'active') this.#chat.focusInput?.();
  }

  async setThreadId(id: string | null | undefined): Promise<void> {
    if (id === null || id === undefined) this.#chat.conversations.startNew();
    else await this.#chat.conversations.open(id);
  }

  async sendUserMessage(params: Param<'sendUserMessage'>): Promise<void> {
    const { conversations, draft } = this.#chat;
    const content = contentOf(params.text, params.content);
    const attachments = params.attachments ?? [];
    if (content.length === 0 && attachments.length === 0) throw new IntegrationError('nothing to send');
    if (params.newThread) conversations.startNew();
    if (!this.#chat.isOpen(conversations.active.value))
      throw new IntegrationError('the thread takes no messages');
    await conversations.send({
      content,
      attachments,
      quote: params.reply ?? null,
      toolId: params.toolChoice?.id ?? null,
      modelId: params.model ?? draft.value.modelId,
    });
  }

  /** Replaces only the fields that are given. */
  async setComposerValue(params: Param<'setComposerValue'>): Promise<void> {
    const { draft } = this.#chat;
    if (params.text !== undefined || params.content) {
      draft.change(draftContent(contentOf(params.text, params.content)));
    }
    if (params.reply !== undefined) draft.change({ quote: params.reply || null });
    if (params.attachments) draft.change({ attachments: params.attachments });
    if (params.files) this.#chat.uploads.add(params.files);
    if (params.selectedToolId !== undefined) this.#selectTool(params.selectedToolId);
    if (params.selectedModelId !== undefined) this.#selectModel(params.selectedModelId);
    await drawn();
  }

  async fetchUpdates(): Promise<void> {
    await this.#chat.conversations.refresh();
  }

  async sendCustomAction(action: Param<'sendCustomAction'>, itemId?: string): Promise<void> {
    const { conversations } = this.#chat;
    const thread = conversations.active.value;
    const { id } = thread.value;
    if (id === null) throw new IntegrationError('no active thread');
    const { type, payload } = action;
    await conversations.run(thread, {
      type: 'threads.custom_action',
      params: {
        thread_id: id,
        ...(itemId ? { item_id: itemId } : {}),
        action: { type, ...(payload === undefined ? {} : { payload }) },
      },
    });
  }

  async showHistory(): Promise<void> {
    await this.#chat.openHistory();
    await drawn();
  }

  async hideHistory(): Promise<void> {
    await this.#chat.closeHistory();
    await drawn();
  }

  #selectTool(toolId: string | null): void {
    const { draft, emit, settings } = this.#chat;
    if (toolId !== null && !settings().composer.tools.some(({ id }) => id === toolId)) {
      console.warn(`[chatkit] unknown tool "${toolId}"`);
      return;
    }
    if (draft.value.toolId === toolId) return;
    draft.change({ toolId });
    emit('chatkit.tool.change', { toolId });
  }

  #selectModel(modelId: string): void {
    const { draft, settings } = this.#chat;
    if (settings().composer.models.some(({ id }) => id === modelId)) draft.change({ modelId });
    else console.warn(`[chatkit] unknown model "${modelId}"`);
  }
}
