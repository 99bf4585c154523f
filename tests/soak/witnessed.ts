import type { Store } from '@/lib/chatkit/store/store';
import type { Begun } from './check-history';

/**
 * The store, which tells of everything that begins a turn once it is stored.
 *
 * @param saw `message` is empty when the turn of the last message goes on
 */
export function witnessed(
  store: Store,
  saw: (threadId: string, kind: Begun['kind'], message: string) => void,
): Store {
  const witness: Store = Object.create(store);
  witness.addItem = async (principal, threadId, item) => {
    await store.addItem(principal, threadId, item);
    if (item.type === 'user_message') saw(threadId, 'message', item.id);
  };
  witness.supersedeItemsAfter = async (principal, threadId, itemId, until) => {
    await store.supersedeItemsAfter(principal, threadId, itemId, until);
    saw(threadId, 'retry', itemId);
  };
  witness.settleItem = async (principal, threadId, item) => {
    const settled = await store.settleItem(principal, threadId, item);
    if (settled) saw(threadId, 'output', '');
    return settled;
  };
  return witness;
}
