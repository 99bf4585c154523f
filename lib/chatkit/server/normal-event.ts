import { type ThreadStreamEvent, threadStreamEvent } from '../protocol';
import { withoutNulls } from '../widgets/without-nulls';

/**
 * An event of a hook as the protocol has it: with its defaults, and without what the hook added of its own (spec 1.4.2).
 * Widgets stay as they are, but for nulls where their schema has none; those never reach a client (spec 1.4.4).
 *
 * @throws ZodError if it is not an event of the protocol: it would break the client, or every later reading of the thread
 */
export function normalEvent(event: ThreadStreamEvent): ThreadStreamEvent {
  const parsed = threadStreamEvent.safeParse(event);
  return parsed.success ? parsed.data : threadStreamEvent.parse(tidied(event));
}

function tidied(event: ThreadStreamEvent): ThreadStreamEvent {
  if ('item' in event && event.item?.type === 'widget') {
    return { ...event, item: { ...event.item, widget: withoutNulls(event.item.widget) } };
  }
  if (event.type === 'thread.item.updated' && event.update?.type.startsWith('widget.')) {
    return { ...event, update: withoutNulls(event.update) };
  }
  return event;
}
