import type { ThreadItem } from '../protocol';
import { NotFound } from '../server/errors';

interface StoredItem {
  item: ThreadItem;
  /** Hidden from everybody until then, in milliseconds since 1970. */
  supersededUntil?: number;
}

/** The items of one thread, in their order, with those that are being answered anew. */
export class MemoryItems {
  private items: StoredItem[];

  constructor(items: ThreadItem[]) {
    this.items = items.map((item) => ({ item: structuredClone(item) }));
  }

  /** Every item, also what nobody may see. */
  get all(): ThreadItem[] {
    return this.items.map(({ item }) => item);
  }

  /** What is there for everybody: all but what is being answered anew. */
  get standing(): ThreadItem[] {
    return this.items.filter(isStanding).map(({ item }) => item);
  }

  has(itemId: string): boolean {
    return this.items.some(({ item }) => item.id === itemId);
  }

  /** Replaces the item at its place, where it stands from now on, or appends it. */
  put(item: ThreadItem): void {
    const place = this.items.findIndex((stored) => stored.item.id === item.id);
    this.items.splice(place < 0 ? this.items.length : place, 1, { item: structuredClone(item) });
  }

  /** Replaces the item at its place, and leaves it as hidden as it was. */
  replace(item: ThreadItem): void {
    this.items = this.items.map((stored) =>
      stored.item.id === item.id ? { ...stored, item: structuredClone(item) } : stored,
    );
  }

  delete(itemId: string): void {
    this.items = this.items.filter(({ item }) => item.id !== itemId);
  }

  supersedeAfter(itemId: string, until: Date): void {
    const place = this.items.findIndex((stored) => stored.item.id === itemId && isStanding(stored));
    if (place < 0) throw new NotFound('item');
    this.items = this.items.map(({ item }, index) =>
      index > place ? { item, supersededUntil: until.getTime() } : { item },
    );
  }

  extendSuperseded(until: Date): void {
    this.items = this.items.map((stored) =>
      isSuperseded(stored) ? { ...stored, supersededUntil: until.getTime() } : stored,
    );
  }

  deleteSuperseded(): void {
    this.items = this.items.filter((stored) => !isSuperseded(stored));
  }

  restoreSuperseded(): void {
    const first = this.items.findIndex(isSuperseded);
    if (first < 0) return;
    this.items = this.items
      .filter((stored, place) => place < first || isSuperseded(stored))
      .map(({ item }) => ({ item }));
  }
}

/** Hidden by a retry, also after its time. */
function isSuperseded({ supersededUntil }: StoredItem): boolean {
  return supersededUntil !== undefined;
}

function isStanding({ supersededUntil }: StoredItem): boolean {
  return supersededUntil === undefined || supersededUntil < Date.now();
}
