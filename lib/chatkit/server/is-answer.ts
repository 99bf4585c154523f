import type { ThreadItem } from '../protocol';
import { isOfficial } from '../protocol/items';

/** Whether the item is, or is part of, what a turn answers: not what only shows the work on it, or tells how the turn ended. */
export function isAnswer(item: ThreadItem): boolean {
  return isOfficial(item) && item.type !== 'workflow' && item.type !== 'task';
}
