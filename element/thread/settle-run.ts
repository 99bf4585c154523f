import { type Entry, isVisible } from './entry';
import type { ThreadState } from './thread-state';

/** A turn that begins: waiting until something visible comes. Without `stream_options` stopping is assumed possible. */
export function beginRun(state: ThreadState, byHand = false): ThreadState {
  const run = { kind: 'running', cancellable: true, waiting: true, progress: null } as const;
  return { ...state, run: byHand ? { ...run, byHand } : run };
}

/**
 * A turn that ended, also abnormally: nothing keeps spinning, empty answers go away. What was unfinished is marked as
 * stopped, because the server does not keep it.
 */
export function endRun(state: ThreadState, how: 'finished' | 'stopped'): ThreadState {
  const entries = state.entries
    .filter(
      (entry) =>
        !(entry.kind === 'item' && entry.item.type === 'assistant_message' && !isVisible(entry.item)),
    )
    .map((entry): Entry => {
      if (entry.kind !== 'item' || entry.phase !== 'streaming') return entry;
      return { ...entry, phase: how === 'stopped' ? 'stopped' : 'done' };
    });
  return { ...state, entries, run: { kind: 'idle' } };
}

/** Everything up to and including the last message of the student: a retry destroys what comes after it. */
export function cutAfterLastMessage(state: ThreadState): { state: ThreadState; itemId: string } | null {
  const at = state.entries.findLastIndex(
    (entry) => entry.kind === 'item' && entry.item.type === 'user_message',
  );
  const entry = state.entries[at];
  if (entry?.kind !== 'item') return null;
  return { state: { ...state, entries: state.entries.slice(0, at + 1) }, itemId: entry.item.id };
}
