import { type ThreadItem, threadItem } from '../protocol';
import { withoutNulls } from '../widgets/without-nulls';

/**
 * The item as it may be stored, with its defaults. A widget may hold nulls where its schema has none, as templates make them; they never reach
 * a client (spec 1.4.4), so they go.
 *
 * @throws ZodError if the item is not one of the protocol: it would break every later reading of its thread
 */
export function storableItem(item: ThreadItem): ThreadItem {
  const parsed = threadItem.safeParse(item);
  if (parsed.success) return parsed.data;
  return threadItem.parse(item.type === 'widget' ? { ...item, widget: withoutNulls(item.widget) } : item);
}
