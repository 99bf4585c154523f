import type { Principal } from '../principal';
import type { ThreadItem, ThreadStreamEvent } from '../protocol';
import type { Store } from '../store/store';
import { isAnswer } from './is-answer';
import { PendingItems } from './pending-items';
import { storeEvent } from './store-event';
import { StoredItemUpdates } from './stored-item-updates';
import type { SupersededAnswer } from './superseded-answer';

/** The items of a turn on their way to the store: those begun, those changed, and the answer that they replace. */
export class TurnItems {
  private readonly pending = new PendingItems();
  private readonly updates: StoredItemUpdates;
  /** Whether the turn has stored anything of an answer, or added words to one. */
  hasAnswered = false;

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
   * @returns whether the event may be passed on: not when it is about what is hidden from the client, or would take back
   *   what a person has answered
   */
  async take(event: ThreadStreamEvent): Promise<boolean> {
    if (event.type === 'thread.item.updated' && !this.pending.has(event.item_id)) {
      if (event.update.type === 'assistant_message.content_part.text_delta') this.hasAnswered = true;
      return this.updates.apply(event.item_id, event.update);
    }
    await this.updates.flush();
    const visible = !(await this.removesHidden(event));
    this.pending.apply(event);
    const stored = await storeEvent(this.store, this.principal, this.threadId, event);
    if (event.type === 'thread.item.removed') this.superseded?.removed(event.item_id);
    if ('item' in event || event.type === 'thread.item.removed') this.updates.forget();
    if (!stored) return visible;
    if (isAnswer(stored)) this.hasAnswered = true;
    this.superseded?.stored(stored);
    return !('item' in event) || sameState(stored, event.item);
  }

  /** The items that were begun and are not done. */
  begun(): ThreadItem[] {
    return this.pending.list();
  }

  /** The turn has ended, however it did: saves what is left, and decides which answer stays. */
  async settle(): Promise<void> {
    try {
      await this.updates.flush();
    } finally {
      await this.superseded?.settle();
    }
  }

  private async removesHidden(event: ThreadStreamEvent): Promise<boolean> {
    if (event.type !== 'thread.item.removed' || this.pending.has(event.item_id)) return false;
    return this.updates.isHidden(event.item_id);
  }
}

function sameState(stored: ThreadItem, sent: ThreadItem): boolean {
  const status = (item: ThreadItem) => ('status' in item ? item.status : undefined);
  return status(stored) === status(sent);
}
