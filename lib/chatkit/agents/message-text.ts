import type { AssistantMessageItem, UserMessageItem } from '../protocol';

/** Text of the message with tags as `@name`. */
export function userMessageText(item: UserMessageItem): string {
  return item.content.map((part) => (part.type === 'input_text' ? part.text : `@${part.text}`)).join('');
}

export function assistantMessageText(item: AssistantMessageItem): string {
  return item.content.map((part) => part.text).join('\n\n');
}
