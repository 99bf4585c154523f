import type { Principal } from '../principal';
import type { ThreadItem, ThreadStreamEvent } from '../protocol';
import type { Store } from '../store/store';
import { isAnswer } from './is-answer';
import { PendingItems } from './pending-items';
import { storeEvent } from './store-event';
import { StoredItemUpdates } from './stored-item-updates';
import type { SupersededAnswer } from './superseded-answer';
import type { TurnWrites } from './turn-writes';

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
    private readonly writes: TurnWrites,
  ) {
    this.updates = new StoredItemUpdates(store, principal, threadId);
  }

  /**
   * Stores what the event changes.
   *
   * @returns whether the event may be passed on: not when it is about what is hidden from the client, or would take back
   *   what a person has answered. One that is stored later, because the store is away, may.
   */
  async accept(event: ThreadStreamEvent): Promise<boolean> {
    const isPending = this.pending.has(itemIdOf(event));
    this.pending.apply(event);
    if (event.type === 'thread.item.updated') {
      if (isPending && !this.updates.hasGathered) return true;
      if (!isPending) {
        const { item_id, update } = event;
        if (update.type === 'assistant_message.content_part.text_delta') this.hasAnswered = true;
        return (await this.writes.add(() => this.updates.apply(item_id, update))) ?? true;
      }
    }
    if (!this.updates.hasGathered && !isStored(event)) {
      if ('item' in event) this.updates.forget();
      return true;
    }
    return (await this.writes.add(() => this.write(event, isPending))) ?? true;
  }

  /** The items that have started and are not done. */
  partial(): ThreadItem[] {
    return this.pending.list();
  }

  /** The turn has ended, however it did: saves what is left, and decides which answer stays. */
  async settle(): Promise<void> {
    try {
      await this.updates.flush();
    } finally {
      await this.superseded?.settle(this.store);
    }
  }

  /** Nothing of the turn may be stored any more. */
  abandon(): void {
    this.superseded?.abandon();
  }

  private async write(event: ThreadStreamEvent, wasPending: boolean): Promise<boolean> {
    await this.updates.flush();
    const isHidden =
      event.type === 'thread.item.removed' && !wasPending && (await this.updates.isHidden(event.item_id));
    const stored = await storeEvent(this.store, this.principal, this.threadId, event);
    if (event.type === 'thread.item.removed') this.superseded?.removed(event.item_id);
    if ('item' in event || event.type === 'thread.item.removed') this.updates.forget();
    if (!stored) return !isHidden;
    if (isAnswer(stored)) this.hasAnswered = true;
    this.superseded?.stored(stored);
    return !('item' in event) || sameState(stored, event.item);
  }
}

function itemIdOf(event: ThreadStreamEvent): string {
  if ('item' in event) return event.item.id;
  return 'item_id' in event ? event.item_id : '';
}

/** Whether `storeEvent` has anything to do. */
function isStored({ type }: ThreadStreamEvent): boolean {
  return type === 'thread.item.done' || type === 'thread.item.replaced' || type === 'thread.item.removed';
}

function sameState(stored: ThreadItem, sent: ThreadItem): boolean {
  const status = (item: ThreadItem) => ('status' in item ? item.status : undefined);
  return status(stored) === status(sent);
}
