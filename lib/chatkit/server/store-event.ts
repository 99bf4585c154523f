import type { Principal } from '../principal';
import { type ThreadItem, type ThreadStreamEvent, threadItem } from '../protocol';
import type { Store } from '../store/store';
import { Conflict, NotFound } from './errors';

/**
 * What an event changes in the store (spec 4.2). Completes before the event is passed on.
 *
 * @returns the item that the store holds now because of it; undefined if the event stores none
 * @throws if the item is not one of the protocol: it would break every later reading of the thread
 */
export async function storeEvent(
  store: Store,
  principal: Principal,
  threadId: string,
  event: ThreadStreamEvent,
): Promise<ThreadItem | undefined> {
  switch (event.type) {
    case 'thread.item.done':
      threadItem.parse(event.item);
      return addOrFinish(store, principal, threadId, event.item);
    case 'thread.item.replaced':
      threadItem.parse(event.item);
      await store.saveItem(principal, threadId, event.item);
      return event.item;
    case 'thread.item.removed':
      await store.deleteItem(principal, threadId, event.item_id);
      return undefined;
    default:
      return undefined;
  }
}

/**
 * Adds an item, or finishes one that is stored already (trap T9), but never takes back what a person answered.
 *
 * @returns what is stored now under the item's id
 */
export async function addOrFinish(
  store: Store,
  principal: Principal,
  threadId: string,
  item: ThreadItem,
): Promise<ThreadItem> {
  try {
    await store.addItem(principal, threadId, item);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const stored = await store.loadItem(principal, threadId, item.id).catch((cause: unknown) => {
      if (cause instanceof NotFound) return undefined;
      throw cause;
    });
    if (stored && isSettled(stored)) return stored;
    if (stored) await store.saveItem(principal, threadId, item);
    else {
      // The id is that of an answer which is being replaced, and is used again for the new one.
      await store.deleteItem(principal, threadId, item.id);
      await store.addItem(principal, threadId, item);
    }
  }
  return item;
}

function isSettled(item: ThreadItem): boolean {
  if (item.type === 'structured_input') return item.status !== 'pending';
  return item.type === 'client_tool_call' && item.status === 'completed';
}
