import type { Principal } from '../principal';
import type { ThreadItem } from '../protocol';
import type { Store } from '../store/store';
import { Conflict, NotFound } from './errors';
import { storableItem } from './storable-item';

/**
 * Adds an item, or finishes one that is stored already (trap T9), but never takes back what a person answered.
 *
 * @returns what is stored now under the item's id
 * @throws ZodError if the item is not one of the protocol
 */
export async function addOrFinish(
  store: Store,
  principal: Principal,
  threadId: string,
  given: ThreadItem,
): Promise<ThreadItem> {
  const item = storableItem(given);
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

/** Whether a person, or their client, has answered it. */
export function isSettled(item: ThreadItem): boolean {
  if (item.type === 'structured_input') return item.status !== 'pending';
  return item.type === 'client_tool_call' && item.status === 'completed';
}
