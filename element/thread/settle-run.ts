import { type Entry, isVisible } from './entry';
import type { Run, RunOrigin, ThreadState } from './thread-state';

/** A turn that begins: waiting until something visible comes. Without `stream_options` stopping is assumed possible. */
export function beginRun(state: ThreadState, origin: RunOrigin = 'message'): ThreadState {
  return { ...state, run: newRun(origin) };
}

export const newRun = (origin: RunOrigin): Run => ({
  kind: 'running',
  cancellable: true,
  waiting: true,
  progress: null,
  origin,
});

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

/** Everything up to and including the last stored message of the student, and those not sent: a retry destroys what comes after it. */
export function cutAfterLastMessage(state: ThreadState): { state: ThreadState; itemId: string } | null {
  const at = state.entries.findLastIndex(
    (entry) => entry.kind === 'item' && entry.item.type === 'user_message',
  );
  const entry = state.entries[at];
  if (entry?.kind !== 'item') return null;
  const entries = state.entries.filter(({ kind }, index) => index <= at || kind === 'outgoing');
  return { state: { ...state, entries }, itemId: entry.item.id };
}
