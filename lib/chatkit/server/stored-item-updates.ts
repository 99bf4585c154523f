import type { Principal } from '../principal';
import type { ThreadItem, ThreadItemUpdate } from '../protocol';
import { isHidden } from '../protocol/items';
import type { Store } from '../store/store';
import { applyItemUpdate } from './apply-item-update';
import { NotFound } from './errors';

/**
 * Keeps updates of items that are stored already, which the reference only shows (trap T10). Text that streams into one is
 * gathered and saved in one piece; everything else is saved at once.
 */
export class StoredItemUpdates {
  private open: { item: ThreadItem; dirty: boolean } | undefined;

  constructor(
    private readonly store: Store,
    private readonly principal: Principal,
    private readonly threadId: string,
  ) {}

  /** Returns whether the client may see the update: not that of an item that is hidden from it. */
  async apply(itemId: string, update: ThreadItemUpdate): Promise<boolean> {
    if (this.open?.item.id !== itemId) {
      await this.flush();
      const item = await this.load(itemId);
      if (!item) return true;
      this.open = { item, dirty: false };
    }
    if (isHidden(this.open.item)) return false;
    applyItemUpdate(this.open.item, update);
    this.open.dirty = true;
    const streams =
      update.type === 'assistant_message.content_part.text_delta' ||
      (update.type === 'widget.streaming_text.value_delta' && !update.done);
    if (!streams) await this.flush();
    return true;
  }

  /** Saves what has been gathered. The next update reads the item afresh, as others may have changed it. */
  async flush(): Promise<void> {
    const open = this.open;
    this.open = undefined;
    if (open?.dirty) await this.store.saveItem(this.principal, this.threadId, open.item);
  }

  private async load(itemId: string): Promise<ThreadItem | undefined> {
    try {
      return await this.store.loadItem(this.principal, this.threadId, itemId);
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }
}
