import type {
  ThreadItem,
  ThreadItemUpdate,
  ThreadStreamEvent,
  WidgetComponent,
} from '@/lib/chatkit/protocol';
import type { Entry } from './entry';

/** Where text streams into an item: a part of an answer, or a component of a widget. */
function textPlace(update: ThreadItemUpdate): { place: string; delta: string } | null {
  switch (update.type) {
    case 'assistant_message.content_part.text_delta':
      return { place: String(update.content_index), delta: update.delta };
    case 'widget.streaming_text.value_delta':
      return { place: update.component_id, delta: update.delta };
    default:
      return null;
  }
}

type Node = { id?: unknown; value?: unknown; children?: WidgetComponent | WidgetComponent[] | undefined };

function valueIn(node: Node, id: string): string | null {
  if (node.id === id) return typeof node.value === 'string' ? node.value : null;
  for (const child of [node.children ?? []].flat()) {
    const value = valueIn(child, id);
    if (value !== null) return value;
  }
  return null;
}

function textAt(item: ThreadItem | undefined, place: string): string {
  if (item?.type === 'assistant_message') return item.content[Number(place)]?.text ?? '';
  return item?.type === 'widget' ? (valueIn(item.widget, place) ?? '') : '';
}

/** Whether an item of before the run shows already what an update adds to a list in it. */
export function includesUpdate(item: ThreadItem | undefined, update: ThreadItemUpdate): boolean {
  if (item?.type === 'workflow' && update.type === 'workflow.task.added')
    return item.workflow.tasks.length > update.task_index;
  if (item?.type !== 'assistant_message' || update.type !== 'assistant_message.content_part.annotation_added')
    return false;
  const json = JSON.stringify(update.annotation);
  return (item.content[update.content_index]?.annotations ?? []).some(
    (note) => JSON.stringify(note) === json,
  );
}

/**
 * The events of a run without what they add to items of before the run, where the list shows it already: the server stores such changes
 * while the run goes on, lists at once and text with the next other event.
 */
export function withoutStoredUpdates(
  entries: readonly Entry[],
  events: readonly ThreadStreamEvent[],
): ThreadStreamEvent[] {
  const items = new Map(
    entries.flatMap((entry) => (entry.kind === 'item' ? [[entry.item.id, entry.item]] : [])),
  );
  const stored = new Set<ThreadStreamEvent>();
  /** What has streamed so far, by item and place. */
  const streamed = new Map<
    string,
    { item: ThreadItem | undefined; place: string; text: string; of: ThreadStreamEvent[] }
  >();
  const noteStored = () => {
    for (const { item, place, text, of } of streamed.values())
      if (text !== '' && textAt(item, place).endsWith(text)) for (const event of of) stored.add(event);
  };
  for (const event of events) {
    const text = event.type === 'thread.item.updated' ? textPlace(event.update) : null;
    if (!text) noteStored();
    if ('item' in event) items.delete(event.item.id);
    if (event.type !== 'thread.item.updated' || !items.has(event.item_id)) continue;
    const item = items.get(event.item_id);
    if (includesUpdate(item, event.update)) stored.add(event);
    if (!text) continue;
    const key = `${event.item_id} ${text.place}`;
    const before = streamed.get(key) ?? { item, place: text.place, text: '', of: [] };
    before.text += text.delta;
    before.of.push(event);
    streamed.set(key, before);
  }
  return events.filter((event) => !stored.has(event));
}
