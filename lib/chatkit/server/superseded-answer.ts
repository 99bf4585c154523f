import type { Principal } from '../principal';
import type { ThreadItem } from '../protocol';
import { isHidden } from '../protocol/items';
import type { Store } from '../store/store';

/**
 * How long an answer stays hidden that is being given anew, in milliseconds. Only a process that dies in the meantime lets
 * it run out: the old answer is then back.
 */
const HIDDEN_FOR_MS = 120_000;

/**
 * The answer that a retry is to replace. It is deleted when a new one is stored, and comes back if none ever is (trap T4).
 */
export class SupersededAnswer {
  private state: 'hidden' | 'replaced' | 'restored' = 'hidden';

  private constructor(
    private readonly store: Store,
    private readonly principal: Principal,
    private readonly threadId: string,
  ) {}

  /** Hides everything after the item. @throws NotFound */
  static async hide(
    store: Store,
    principal: Principal,
    threadId: string,
    itemId: string,
  ): Promise<SupersededAnswer> {
    await store.supersedeItemsAfter(principal, threadId, itemId, new Date(Date.now() + HIDDEN_FOR_MS));
    return new SupersededAnswer(store, principal, threadId);
  }

  /** Whether it can still come back. */
  get isHidden(): boolean {
    return this.state === 'hidden';
  }

  /** An item of the new answer is in the store. What only shows the work on it does not replace an answer. */
  async stored(item: ThreadItem): Promise<void> {
    if (isHidden(item) || item.type === 'workflow' || item.type === 'task') return;
    if (this.state !== 'hidden') return;
    await this.store.deleteSuperseded(this.principal, this.threadId);
    this.state = 'replaced';
  }

  /** The turn has ended. */
  async settle(): Promise<void> {
    if (this.state !== 'hidden') return;
    await this.store.restoreSuperseded(this.principal, this.threadId);
    this.state = 'restored';
  }
}
