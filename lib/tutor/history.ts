import type { Principal } from '../chatkit/principal';
import type { AssistantMessageItem, UserMessageItem } from '../chatkit/protocol';
import type { Store } from '../chatkit/store/store';

export type Message = UserMessageItem | AssistantMessageItem;

/**
 * The last `limit` messages of the thread before the current one, oldest first. Only messages count towards the limit, and
 * the current one, which is stored already, is not among them.
 */
export async function loadHistory(
  store: Store,
  principal: Principal,
  threadId: string,
  current: UserMessageItem | null,
  limit: number,
): Promise<Message[]> {
  if (limit === 0) return [];
  const { data } = await store.listItems(principal, threadId, {
    limit: limit + 1,
    order: 'desc',
    types: ['user_message', 'assistant_message'],
  });
  return data
    .filter((item): item is Message => item.type === 'user_message' || item.type === 'assistant_message')
    .filter((item) => item.id !== current?.id)
    .slice(0, limit)
    .reverse();
}
