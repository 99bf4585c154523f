import type { Principal } from '../principal';
import type { ThreadItem } from '../protocol';
import type { Store } from '../store/store';
import { isAnswer } from './is-answer';

/** How long an answer stays hidden that is being given anew, in milliseconds; a process that dies lets it run out. */
const HIDDEN_FOR_MS = 120_000;

/** How often the time is put off while the new answer is still being given, in milliseconds. */
const RENEWED_EVERY_MS = 45_000;

/**
 * The answer that a retry is to replace. It is deleted when the turn ends with a new one in the store, and comes back if it
 * ends without (trap T4).
 */
export class SupersededAnswer {
  /** Items of the new answer that are in the store. */
  private readonly answer = new Set<string>();
  private readonly renewal: NodeJS.Timeout;

  private constructor(
    store: Store,
    private readonly principal: Principal,
    private readonly threadId: string,
  ) {
    this.renewal = setInterval(() => {
      // The next time may work; if none does, the old answer comes back early, and nothing is lost.
      store.extendSuperseded(principal, threadId, soon()).catch(() => undefined);
    }, RENEWED_EVERY_MS);
    this.renewal.unref();
  }

  /** Hides everything after the item. @throws NotFound */
  static async hide(
    store: Store,
    principal: Principal,
    threadId: string,
    itemId: string,
  ): Promise<SupersededAnswer> {
    await store.supersedeItemsAfter(principal, threadId, itemId, soon());
    return new SupersededAnswer(store, principal, threadId);
  }

  /** Whether nothing of a new answer is stored. */
  get comesBack(): boolean {
    return this.answer.size === 0;
  }

  /** An item is in the store. What only shows the work on an answer does not replace one. */
  stored(item: ThreadItem): void {
    if (isAnswer(item)) this.answer.add(item.id);
  }

  /** An item was taken back. */
  removed(itemId: string): void {
    this.answer.delete(itemId);
  }

  /** The turn has ended. */
  async settle(store: Store): Promise<void> {
    clearInterval(this.renewal);
    if (this.comesBack) await store.restoreSuperseded(this.principal, this.threadId);
    else await store.deleteSuperseded(this.principal, this.threadId);
  }

  /** The turn is another process's now, or its thread is gone. */
  abandon(): void {
    clearInterval(this.renewal);
  }
}

function soon(): Date {
  return new Date(Date.now() + HIDDEN_FOR_MS);
}
