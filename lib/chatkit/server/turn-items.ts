import type { Principal } from '../principal';
import type { ThreadItem, ThreadStreamEvent } from '../protocol';
import type { Store } from '../store/store';
import { PendingItems } from './pending-items';
import { storeEvent } from './store-event';
import { StoredItemUpdates } from './stored-item-updates';
import type { SupersededAnswer } from './superseded-answer';

/** The items of a turn on their way to the store: those begun, those changed, and the answer that they replace. */
export class TurnItems {
  private readonly pending = new PendingItems();
  private readonly updates: StoredItemUpdates;

  constructor(
    private readonly store: Store,
    private readonly principal: Principal,
    private readonly threadId: string,
    private readonly superseded: SupersededAnswer | undefined,
  ) {
    this.updates = new StoredItemUpdates(store, principal, threadId);
  }

  /**
   * Stores what the event changes.
   *
   * @returns whether the event may be passed on: not when it would take back what a person has answered
   */
  async take(event: ThreadStreamEvent): Promise<boolean> {
    if (event.type === 'thread.item.updated' && !this.pending.has(event.item_id)) {
      return this.updates.apply(event.item_id, event.update);
    }
    this.pending.apply(event);
    await this.updates.flush();
    const stored = await storeEvent(this.store, this.principal, this.threadId, event);
    if (!stored) return true;
    await this.superseded?.stored(stored);
    return !('item' in event) || sameState(stored, event.item);
  }

  /** The items that were begun and are not done. */
  begun(): ThreadItem[] {
    return this.pending.list();
  }

  /** The turn has ended, however it did: saves what is left, and brings the old answer back if no new one came. */
  async settle(): Promise<void> {
    await this.updates.flush();
    await this.superseded?.settle();
  }
}

function sameState(stored: ThreadItem, sent: ThreadItem): boolean {
  const status = (item: ThreadItem) => ('status' in item ? item.status : undefined);
  return status(stored) === status(sent);
}
