import type { ThreadItem } from '@/lib/chatkit/protocol';
import type { Entry, ItemEntry } from './entry';

const loaded = (item: ThreadItem, key: string): ItemEntry => ({
  kind: 'item',
  key,
  stream: 0,
  item,
  phase: 'done',
});

function keyMaker(taken: Iterable<string>): (id: string) => string {
  const used = new Set(taken);
  return (id) => {
    let key = id;
    for (let n = 2; used.has(key); n += 1) key = `${id}#${n}`;
    used.add(key);
    return key;
  };
}

/** Entries for items that come oldest first. */
export function entriesFromItems(items: ThreadItem[], before: Entry[] = []): Entry[] {
  const keyFor = keyMaker(before.map((entry) => entry.key));
  return items.map((item) => loaded(item, keyFor(item.id)));
}

/** Puts an older page (oldest first) before what is shown; the seam may repeat the first shown item. */
export function prependItems(entries: Entry[], older: ThreadItem[]): Entry[] {
  const first = entries[0];
  const seam = first?.kind === 'item' ? first.item.id : null;
  const fresh = older.at(-1)?.id === seam ? older.slice(0, -1) : older;
  return [...entriesFromItems(fresh, entries), ...entries];
}

/**
 * What is shown after the server was asked again: its items in its order, entries that are known keep their key (and so
 * their DOM, scroll and open details), what lies before the first re-read item stays. So does what only this page knows:
 * a message that did not get through, a notice, and, unless the conversation went on, an error or a stop at its end.
 */
export function reconcileItems(entries: Entry[], items: ThreadItem[], complete: boolean): Entry[] {
  const firstId = items[0]?.id;
  const cut = complete ? 0 : entries.findIndex((entry) => entry.kind === 'item' && entry.item.id === firstId);
  if (cut < 0) return entriesFromItems(items);
  const kept = entries.slice(0, cut);
  const known = entries.slice(cut);
  const own = ownEntries(known);
  const unsent = known.filter((entry) => entry.kind === 'outgoing');
  const keyFor = keyMaker(entries.map((entry) => entry.key));
  const next = items.flatMap((item, place): Entry[] => {
    const at = known.findIndex((entry) => entry.kind === 'item' && entry.item.id === item.id);
    const [old] = at < 0 ? [] : known.splice(at, 1);
    const entry: Entry =
      old?.kind === 'item' ? { ...old, item, phase: 'done' } : loaded(item, keyFor(item.id));
    const ended = place === items.length - 1;
    const behind = (own.get(item.id) ?? []).filter(({ kind }) => kind === 'notice' || ended);
    return [entry, ...behind];
  });
  return [...kept, ...next, ...unsent];
}

/** Notices, errors and stops, by the id of the item that they stand behind. */
function ownEntries(entries: Entry[]): Map<string, Entry[]> {
  const own = new Map<string, Entry[]>();
  let before: string | null = null;
  for (const entry of entries) {
    if (entry.kind === 'item') before = entry.item.id;
    else if (entry.kind !== 'outgoing' && before !== null)
      own.set(before, [...(own.get(before) ?? []), entry]);
  }
  return own;
}
