import type { ThreadItem, ThreadStreamEvent } from '../protocol';
import { applyItemUpdate } from './apply-item-update';

/**
 * Copies of the items that were added and are not done yet, kept current by their updates (spec 4.3), so that a stopped
 * answer can be stored as far as it came.
 */
export class PendingItems {
  private readonly items = new Map<string, ThreadItem>();

  /** In the order in which they were added. */
  list(): ThreadItem[] {
    return [...this.items.values()];
  }

  has(itemId: string): boolean {
    return this.items.has(itemId);
  }

  apply(event: ThreadStreamEvent): void {
    switch (event.type) {
      case 'thread.item.added':
        this.items.set(event.item.id, structuredClone(event.item));
        return;
      case 'thread.item.updated': {
        const item = this.items.get(event.item_id);
        if (item) applyItemUpdate(item, event.update);
        return;
      }
      case 'thread.item.done':
      case 'thread.item.replaced':
        this.items.delete(event.item.id);
        return;
      case 'thread.item.removed':
        this.items.delete(event.item_id);
        return;
    }
  }
}
