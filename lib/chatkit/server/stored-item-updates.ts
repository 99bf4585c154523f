import type { Principal } from '../principal';
import type { ThreadItem, ThreadItemUpdate } from '../protocol';
import { isHidden } from '../protocol/items';
import type { Store } from '../store/store';
import { applyItemUpdate } from './apply-item-update';
import { NotFound } from './errors';
import { storableItem } from './storable-item';

/**
 * Keeps updates of items that are stored already, which the reference only shows (trap T10). Text that streams into one is
 * gathered and saved in one piece; everything else is saved at once.
 */
export class StoredItemUpdates {
  /** What was found out about items: hidden from the client, there, or not. */
  private readonly known = new Map<string, 'hidden' | 'there' | 'missing'>();
  private gathered: { itemId: string; updates: ThreadItemUpdate[] } | undefined;

  constructor(
    private readonly store: Store,
    private readonly principal: Principal,
    private readonly threadId: string,
  ) {}

  /** Returns whether the client may see the update: not that of an item that is hidden from it. */
  async apply(itemId: string, update: ThreadItemUpdate): Promise<boolean> {
    if (this.gathered?.itemId !== itemId) await this.flush();
    const kind = await this.kindOf(itemId);
    if (kind === 'hidden') return false;
    if (kind === 'missing') return true;
    this.gathered ??= { itemId, updates: [] };
    this.gathered.updates.push(structuredClone(update));
    if (!isText(update)) await this.flush();
    return true;
  }

  /** Whether there is something that is not saved yet. */
  get hasGathered(): boolean {
    return this.gathered !== undefined;
  }

  /** Saves what has been gathered, on top of what others have made of the item in the meantime. */
  async flush(): Promise<void> {
    const { gathered } = this;
    this.gathered = undefined;
    if (!gathered) return;
    const item = await this.load(gathered.itemId);
    if (!item) return;
    for (const update of gathered.updates) applyItemUpdate(item, update);
    await this.store.saveItem(this.principal, this.threadId, storableItem(item));
  }

  /** Items have come or gone: what was found out about them may not be so any more. */
  forget(): void {
    this.known.clear();
  }

  /** Whether the item is stored and hidden from the client. */
  async isHidden(itemId: string): Promise<boolean> {
    return (await this.kindOf(itemId)) === 'hidden';
  }

  private async kindOf(itemId: string): Promise<'hidden' | 'there' | 'missing'> {
    const known = this.known.get(itemId);
    if (known) return known;
    const item = await this.load(itemId);
    const kind = item === undefined ? 'missing' : isHidden(item) ? 'hidden' : 'there';
    this.known.set(itemId, kind);
    return kind;
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

function isText(update: ThreadItemUpdate): boolean {
  if (update.type === 'widget.streaming_text.value_delta') return !update.done;
  return update.type === 'assistant_message.content_part.text_delta';
}
