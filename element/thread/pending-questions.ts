import type { StructuredInputItem } from '@/lib/chatkit/protocol';
import type { Entry } from './entry';
import type { ThreadState } from './thread-state';

const counts = (entry: Entry): boolean =>
  entry.kind === 'outgoing' || (entry.kind === 'item' && entry.item.type !== 'end_of_turn');

/**
 * The questions that wait for an answer in the place of the composer: only as the newest item of a thread that takes
 * answers (spec element 1.16). `arrived`: they came while this page was open.
 */
export function pendingQuestions(state: ThreadState): { item: StructuredInputItem; arrived: boolean } | null {
  const newest = state.entries.findLast(counts);
  if (state.status.type !== 'active' || newest?.kind !== 'item') return null;
  const { item, stream } = newest;
  if (item.type !== 'structured_input' || item.status !== 'pending' || item.inputs.length === 0) return null;
  return { item, arrived: stream > 0 };
}
