import type { ThreadItem } from '../protocol';

/**
 * Whether an item was settled by this request, or by an earlier one that said the same. In the second case its turn may have
 * come to nothing, and is to be taken up again; or `answer` is what it came to, and is to be shown again.
 */
export type Settled = { kind: 'now' } | { kind: 'again' } | { kind: 'answered'; answer: ThreadItem[] };

/** @param newestFirst the visible items of the thread, the settled one among them */
export function settledBefore(newestFirst: ThreadItem[], itemId: string): Settled {
  const place = newestFirst.findIndex((item) => item.id === itemId);
  const later = newestFirst.slice(0, place).reverse();
  const next = later.findIndex((item) => item.type === 'user_message');
  const turn = next < 0 ? later : later.slice(0, next);
  const answered = next >= 0 || turn.some((item) => item.type !== 'workflow' && item.type !== 'task');
  return answered ? { kind: 'answered', answer: turn } : { kind: 'again' };
}
