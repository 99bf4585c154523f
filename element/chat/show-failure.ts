import type { StreamRequest } from '../protocol/wire-request';
import { appendEntry, freeKey } from '../thread/apply-event';
import type { Entry, RetryPlan } from '../thread/entry';
import type { ThreadState } from '../thread/thread-state';
import { entryInFlight } from '../thread/unsent';

/** A request that failed: by which key the server may know it, null if nothing came of it. */
export interface Attempt {
  request: StreamRequest;
  key: string | null;
}

/** How what failed can be tried again. `attempt` null: a turn that began elsewhere. */
export function retryPlan(state: ThreadState, attempt: Attempt | null): RetryPlan {
  // These follow no message of their own: asking again after the last one would destroy what they belong to.
  switch (attempt?.request.type) {
    case 'threads.custom_action':
    case 'threads.add_structured_input':
    case 'threads.continue':
      return { kind: 'resend', ...attempt };
  }
  const stored = state.entries.some((entry) => entry.kind === 'item' && entry.item.type === 'user_message');
  if (stored && !entryInFlight(state.entries)) return { kind: 'after-last-message' };
  return attempt ? { kind: 'resend', ...attempt } : { kind: 'none' };
}

/** A message that was not stored says so itself; everything after that is an error block at the end of the transcript. */
export function showFailure(state: ThreadState, message: string, retry: RetryPlan): ThreadState {
  const sending = entryInFlight(state.entries);
  if (sending) {
    const failed: Entry = { ...sending, phase: 'failed', reason: message, retry };
    return { ...state, entries: state.entries.map((entry) => (entry === sending ? failed : entry)) };
  }
  const key = freeKey(state.entries, 'error');
  return { ...state, entries: appendEntry(state.entries, { kind: 'error', key, message, retry }) };
}

export function appendStopped(state: ThreadState): ThreadState {
  const last = state.entries.at(-1);
  if (last?.kind === 'outgoing' && last.phase === 'failed') return state;
  return {
    ...state,
    entries: [...state.entries, { kind: 'stopped', key: freeKey(state.entries, 'stopped') }],
  };
}

export function markToolDone(state: ThreadState, callId: string): ThreadState {
  const entries = state.entries.map((entry): Entry => {
    if (entry.kind !== 'item' || entry.item.type !== 'client_tool_call' || entry.item.call_id !== callId)
      return entry;
    return { ...entry, item: { ...entry.item, status: 'completed' } };
  });
  return { ...state, entries };
}
