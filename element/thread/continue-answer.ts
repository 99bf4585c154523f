import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';
import type { Entry } from './entry';
import type { ThreadState } from './thread-state';

/** The last answer before it is gone on with: how it ended is of the past. */
export function withoutEnds(state: ThreadState): ThreadState {
  const last = state.entries.findLastIndex(
    (entry) => entry.kind === 'item' && entry.item.type === 'user_message',
  );
  const entries = state.entries.filter(
    (entry, position) =>
      position < last ||
      !(
        entry.kind === 'error' ||
        entry.kind === 'stopped' ||
        (entry.kind === 'item' && entry.item.type === 'turn_end')
      ),
  );
  return { ...state, entries };
}

/** An answer that is gone on with streams again, from its first new word. */
export function reopenAnswer(state: ThreadState, event: ThreadStreamEvent, stream: number): ThreadState {
  if (event.type !== 'thread.item.updated') return state;
  const closed = state.entries.find(
    (entry) =>
      entry.kind === 'item' &&
      entry.item.id === event.item_id &&
      entry.item.type === 'assistant_message' &&
      (entry.phase !== 'streaming' || entry.stream !== stream),
  );
  if (closed?.kind !== 'item') return state;
  const open: Entry = { ...closed, phase: 'streaming', stream };
  return { ...state, entries: state.entries.map((entry) => (entry === closed ? open : entry)) };
}
