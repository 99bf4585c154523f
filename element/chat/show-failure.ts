import type { StreamRequest } from '../protocol/wire-request';
import { freeKey } from '../thread/apply-event';
import type { Entry, RetryPlan } from '../thread/entry';
import type { ThreadState } from '../thread/thread-state';

function retryPlan(state: ThreadState, allowed: boolean, request: StreamRequest | null): RetryPlan {
  if (!allowed) return { kind: 'none' };
  // These follow no message of their own: asking again after the last one would destroy what they belong to.
  switch (request?.type) {
    case 'threads.custom_action':
    case 'threads.add_structured_input':
    case 'threads.continue':
      return { kind: 'resend', request };
  }
  const stored = state.entries.some((entry) => entry.kind === 'item' && entry.item.type === 'user_message');
  const sending = state.entries.some((entry) => entry.kind === 'outgoing' && entry.phase === 'sending');
  if (stored && !sending) return { kind: 'after-last-message' };
  return request ? { kind: 'resend', request } : { kind: 'none' };
}

/** A message that was not stored says so itself; everything after that is an error block at the end of the transcript. */
export function showFailure(
  state: ThreadState,
  message: string,
  retryAllowed: boolean,
  request: StreamRequest | null,
): ThreadState {
  const retry = retryPlan(state, retryAllowed, request);
  const sending = state.entries.find((entry) => entry.kind === 'outgoing' && entry.phase === 'sending');
  if (sending?.kind === 'outgoing') {
    const failed: Entry = { ...sending, phase: 'failed', reason: message, retry };
    return { ...state, entries: state.entries.map((entry) => (entry === sending ? failed : entry)) };
  }
  const key = freeKey(state.entries, 'error');
  return { ...state, entries: [...state.entries, { kind: 'error', key, message, retry }] };
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
