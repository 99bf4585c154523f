import { type ThreadItem, threadItem } from '../../chatkit/protocol';

/** Told of a stored item that is not one of the protocol, and why. */
export type OnUnreadable = (error: unknown, about: { threadId: string; itemId: string }) => void;

export type ItemReader = (row: { threadId: string; id: string; data: unknown }) => ThreadItem | undefined;

/**
 * Reads stored items. One that does not parse is reported once and counts as missing: it must not take the rest of its thread
 * with it.
 */
export function itemReader(onUnreadable: OnUnreadable | undefined): ItemReader {
  const reported = new Set<string>();
  return ({ threadId, id, data }) => {
    const parsed = threadItem.safeParse(data);
    if (parsed.success) return parsed.data;
    const place = JSON.stringify([threadId, id]);
    if (!reported.has(place)) onUnreadable?.(parsed.error, { threadId, itemId: id });
    reported.add(place);
    return undefined;
  };
}
