import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';

/** Two pieces of one text as one event, or null where they are not. */
export function mergeDelta(
  last: ThreadStreamEvent | undefined,
  event: ThreadStreamEvent,
): ThreadStreamEvent | null {
  if (last?.type !== 'thread.item.updated' || event.type !== 'thread.item.updated') return null;
  const [a, b] = [last.update, event.update];
  if (last.item_id !== event.item_id) return null;
  if (a.type !== 'assistant_message.content_part.text_delta' || b.type !== a.type) return null;
  if (a.content_index !== b.content_index) return null;
  return { ...last, update: { ...a, delta: a.delta + b.delta } };
}

/** The same events with pieces of text that follow one another in one. */
export function mergeDeltas(events: readonly ThreadStreamEvent[]): ThreadStreamEvent[] {
  const merged: ThreadStreamEvent[] = [];
  for (const event of events) {
    const both = mergeDelta(merged.at(-1), event);
    if (both) merged[merged.length - 1] = both;
    else merged.push(event);
  }
  return merged;
}
