import type { Principal } from '../principal';
import type { ThreadItem, ThreadStreamEvent } from '../protocol';
import type { Store } from '../store/store';
import { addOrFinish } from './add-or-finish';
import { storableItem } from './storable-item';

/**
 * What an event changes in the store (spec 4.2). Completes before the event is passed on.
 *
 * @returns the item that the store holds now because of it; undefined if the event stores none
 * @throws ZodError if the item is not one of the protocol
 */
export async function storeEvent(
  store: Store,
  principal: Principal,
  threadId: string,
  event: ThreadStreamEvent,
): Promise<ThreadItem | undefined> {
  switch (event.type) {
    case 'thread.item.done':
      return addOrFinish(store, principal, threadId, event.item);
    case 'thread.item.replaced': {
      const item = storableItem(event.item);
      await store.saveItem(principal, threadId, item);
      return item;
    }
    case 'thread.item.removed':
      await store.deleteItem(principal, threadId, event.item_id);
      return undefined;
    default:
      return undefined;
  }
}
