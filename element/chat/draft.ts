import type { Attachment, UserMessageContent } from '@openai/chatkit';
import type { UserMessageItem } from '@/lib/chatkit/protocol';
import { Store } from '../thread/store';
import type { Message } from './message-input';
import { isBlank } from './message-length';

type Tag = Extract<UserMessageContent, { type: 'input_tag' }>;

/** What stands in the composer. Tags are kept beside the text and found again in it when it is sent. */
export interface Draft {
  text: string;
  tags: Tag[];
  quote: string | null;
  attachments: Attachment[];
  toolId: string | null;
  modelId: string | null;
  /** It was sent and came back; null if it did not. */
  returnReason: ReturnReason | null;
}

/** Why a message was not taken: an answer that somebody else asked for still comes (`busy`), or has come (`went-on`). */
export type ReturnReason = 'busy' | 'went-on';

export const EMPTY_DRAFT: Draft = {
  text: '',
  tags: [],
  quote: null,
  attachments: [],
  toolId: null,
  modelId: null,
  returnReason: null,
};

export class DraftStore extends Store<Draft> {
  constructor() {
    super(EMPTY_DRAFT);
  }

  /** What came back and was taken out again is forgotten. */
  change(part: Partial<Draft>): void {
    this.update((before) => {
      const draft = { ...before, ...part };
      return isEmpty(draft) ? { ...draft, returnReason: null } : draft;
    });
  }
}

export function canSend(draft: Draft): boolean {
  return !isBlank(draft.text) || draft.attachments.length > 0;
}

/** Cuts the text at its tags, in order; a tag whose words were edited away is gone. */
function splitAtTags(text: string, tags: Tag[]): UserMessageContent[] {
  const parts: UserMessageContent[] = [];
  let rest = text;
  for (const tag of tags) {
    const at = rest.indexOf(tag.text);
    if (at < 0) continue;
    if (at > 0) parts.push({ type: 'input_text', text: rest.slice(0, at) });
    parts.push(tag);
    rest = rest.slice(at + tag.text.length);
  }
  if (rest !== '') parts.push({ type: 'input_text', text: rest });
  return parts;
}

/** Whether nothing has been written, quoted or attached. */
export function isEmpty({ text, quote, attachments }: Draft): boolean {
  return isBlank(text) && quote === null && attachments.length === 0;
}

export function draftMessage(draft: Draft): Message {
  const { quote, attachments, toolId, modelId } = draft;
  return { content: splitAtTags(draft.text.trim(), draft.tags), quote, attachments, toolId, modelId };
}

/** The text and tags that show `content` in the composer. */
export function draftContent(content: readonly UserMessageContent[]): Pick<Draft, 'text' | 'tags'> {
  return {
    text: content.map((part) => part.text).join(''),
    tags: content.filter((part): part is Tag => part.type === 'input_tag'),
  };
}

/** What stood in the composer when this message was sent; without a tool or model of its own, those of now stay. */
export function draftOf(message: UserMessageItem): Partial<Draft> {
  const { tool_choice, model } = message.inference_options;
  return {
    ...draftContent(message.content),
    quote: message.quoted_text ?? null,
    attachments: message.attachments,
    ...(tool_choice ? { toolId: tool_choice.id } : {}),
    ...(model ? { modelId: model } : {}),
  };
}
