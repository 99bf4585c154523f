import type { ThreadItem, UserMessageItem } from '@/lib/chatkit/protocol';
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

/** Puts an older page (oldest first) before what is shown, without what is shown already: the seam, and what a run brought. */
export function prependItems(entries: Entry[], older: ThreadItem[]): Entry[] {
  const first = entries[0];
  const seam = first?.kind === 'item' ? first.item.id : null;
  const isShown = (item: ThreadItem) =>
    entries.some(
      (entry) =>
        // Placeholder ids are repeated: the time tells the items apart.
        entry.kind === 'item' && entry.item.id === item.id && entry.item.created_at === item.created_at,
    );
  const fresh = older.filter((item, index) =>
    index === older.length - 1 && item.id === seam ? false : !isShown(item),
  );
  return [...entriesFromItems(fresh, entries), ...entries];
}

/** What is shown after the server was asked again; `hasEarlier`: something of it lies before what was read. */
export interface Reconciled {
  entries: Entry[];
  hasEarlier: boolean;
}

/**
 * What is shown after the server was asked again: its items in its order, entries that are known keep their key (and so
 * their DOM, scroll and open details), what lies before the first re-read item stays. So does what only this page knows:
 * a message that did not get through, a notice, and, unless the conversation went on, an error or a stop at its end.
 */
export function reconcileItems(entries: Entry[], items: ThreadItem[], complete: boolean): Reconciled {
  const firstId = items[0]?.id;
  const cut = complete ? 0 : entries.findIndex((entry) => entry.kind === 'item' && entry.item.id === firstId);
  // So much is new that nothing between is known: what was shown comes again with the older pages.
  const earlier = cut < 0 ? [] : entries.slice(0, cut);
  const known = cut < 0 ? entries.filter(({ kind }) => kind === 'outgoing') : entries.slice(cut);
  const own = ownEntries(known);
  const unsent = known.filter((entry) => entry.kind === 'outgoing');
  const keyFor = keyMaker(entries.map((entry) => entry.key));
  const next = items.flatMap((item, index): Entry[] => {
    const knownIndex = known.findIndex((entry) => entry.kind === 'item' && entry.item.id === item.id);
    const [old] = knownIndex < 0 ? [] : known.splice(knownIndex, 1);
    const entry =
      old?.kind === 'item' ? refreshed(old, item) : loaded(item, arrivedKey(unsent, item) ?? keyFor(item.id));
    const isLast = index === items.length - 1;
    const behind = (own.get(item.id) ?? []).filter(({ kind }) => kind === 'notice' || isLast);
    return [entry, ...behind];
  });
  return { entries: [...earlier, ...next, ...unsent], hasEarlier: earlier.length > 0 };
}

/** An entry that has not changed stays the very same, and is not drawn again. */
function refreshed(old: ItemEntry, item: ThreadItem): ItemEntry {
  const isSame = old.phase === 'done' && JSON.stringify(old.item) === JSON.stringify(item);
  return isSame ? old : { ...old, item, phase: 'done' };
}

const textOf = ({ content, quoted_text }: UserMessageItem): string =>
  JSON.stringify([
    content
      .map(({ text }) => text)
      .join('')
      .trim(),
    quoted_text ?? null,
  ]);

/**
 * Whether a stored message is one of which only the answer was lost: then it was sent after all, and is taken out of `unsent`. Its key, or
 * null.
 */
function arrivedKey(unsent: Entry[], item: ThreadItem): string | null {
  if (item.type !== 'user_message') return null;
  const index = unsent.findIndex(
    (entry) =>
      entry.kind === 'outgoing' &&
      entry.phase === 'failed' &&
      entry.retry.kind === 'resend' &&
      entry.retry.key !== null &&
      textOf(entry.message) === textOf(item),
  );
  return index < 0 ? null : (unsent.splice(index, 1)[0]?.key ?? null);
}

/** Notices, errors and stops, by the id of the item that they stand behind. */
function ownEntries(entries: Entry[]): Map<string, Entry[]> {
  const own = new Map<string, Entry[]>();
  let before: string | null = null;
  for (const entry of entries) {
    if (entry.kind === 'item') before = entry.item.id;
    // What could be read again only has been.
    else if (entry.kind === 'error' && entry.retry.kind === 'reread') continue;
    else if (entry.kind !== 'outgoing' && before !== null)
      own.set(before, [...(own.get(before) ?? []), entry]);
  }
  return own;
}
