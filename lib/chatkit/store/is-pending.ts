import type { ThreadItem } from '../protocol';

/** Whether the item waits for a person or their browser, and so can be settled. */
export function isPending(item: ThreadItem): boolean {
  return (item.type === 'client_tool_call' || item.type === 'structured_input') && item.status === 'pending';
}
