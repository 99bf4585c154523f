import type { UserMessageItem } from '@/lib/chatkit/protocol';
import type { Entry, SendingEntry } from './entry';
import type { ThreadState } from './thread-state';

const isSending = (entry: Entry): entry is SendingEntry =>
  entry.kind === 'outgoing' && entry.phase === 'sending';

/** The entry of the message that is on its way to the server. */
export function entryInFlight(entries: readonly Entry[]): SendingEntry | undefined {
  return entries.find(isSending);
}

/** The message that is on its way to the server. */
export function messageInFlight({ entries }: ThreadState): UserMessageItem | null {
  return entryInFlight(entries)?.message ?? null;
}

/** Without it: it has gone back to where it was written. */
export function withoutMessageInFlight(state: ThreadState): ThreadState {
  return { ...state, entries: state.entries.filter((entry) => !isSending(entry)) };
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
