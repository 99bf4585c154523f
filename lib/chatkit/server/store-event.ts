import type { Principal } from '../principal';
import type { ThreadItem, ThreadStreamEvent } from '../protocol';
import type { Store } from '../store/store';
import { Conflict, NotFound } from './errors';

/** What an event changes in the store (spec 4.2). Completes before the event is passed on. */
export async function storeEvent(
  store: Store,
  principal: Principal,
  threadId: string,
  event: ThreadStreamEvent,
): Promise<void> {
  switch (event.type) {
    case 'thread.item.done':
      return addOrFinish(store, principal, threadId, event.item);
    case 'thread.item.replaced':
      return store.saveItem(principal, threadId, event.item);
    case 'thread.item.removed':
      return store.deleteItem(principal, threadId, event.item_id);
  }
}

/** A `done` for an item that is stored already finishes it (trap T9), but never takes back what a person answered. */
async function addOrFinish(
  store: Store,
  principal: Principal,
  threadId: string,
  item: ThreadItem,
): Promise<void> {
  try {
    await store.addItem(principal, threadId, item);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const stored = await store.loadItem(principal, threadId, item.id).catch((cause: unknown) => {
      if (cause instanceof NotFound) return undefined;
      throw cause;
    });
    if (stored && isSettled(stored)) return;
    await store.saveItem(principal, threadId, item);
  }
}

function isSettled(item: ThreadItem): boolean {
  if (item.type === 'structured_input') return item.status !== 'pending';
  return item.type === 'client_tool_call' && item.status === 'completed';
}
