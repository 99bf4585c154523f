import type { UserMessageItem } from '@/lib/chatkit/protocol';
import type { Entry } from './entry';
import type { ThreadState } from './thread-state';

/** The message that is on its way to the server. */
export function messageInFlight(state: ThreadState): UserMessageItem | null {
  const sent = state.entries.find((entry) => entry.kind === 'outgoing' && entry.phase === 'sending');
  return sent?.kind === 'outgoing' ? sent.message : null;
}

/** Without it: it has gone back to where it was written. */
export function withoutMessageInFlight(state: ThreadState): ThreadState {
  const entries = state.entries.filter((entry) => entry.kind !== 'outgoing' || entry.phase !== 'sending');
  return { ...state, entries };
}

/** Without what says that a turn failed or was stopped: it is tried again. */
export function withoutFailures(state: ThreadState): ThreadState {
  const entries = state.entries.filter(({ kind }) => kind !== 'error' && kind !== 'stopped');
  return { ...state, entries };
}

/** The failed message on its way again: at the end, where the server will store it. */
export function sendAgain(state: ThreadState, failedKey: string | undefined): ThreadState {
  const failed = state.entries.find((entry) => entry.kind === 'outgoing' && entry.key === failedKey);
  if (failed?.kind !== 'outgoing') return state;
  const { key, message } = failed;
  const sending: Entry = { kind: 'outgoing', key, message, phase: 'sending' };
  return { ...state, entries: [...state.entries.filter((entry) => entry !== failed), sending] };
}
