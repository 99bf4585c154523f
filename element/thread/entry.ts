import type { ThreadItem, ThreadStreamEvent, UserMessageItem, Workflow } from '@/lib/chatkit/protocol';
import type { StreamRequest } from '../protocol/wire-request';

export type Notice = Extract<ThreadStreamEvent, { type: 'notice' }>;

/**
 * What "Try again" does: ask again after the stored user message; send the very same request once more, under the same key if it may
 * have been carried out and under a new one (`key` null) if it was not; or read the thread again, in which a turn goes on, or did.
 */
export type RetryPlan =
  | { kind: 'after-last-message' }
  | { kind: 'resend'; request: StreamRequest; key: string | null }
  | { kind: 'reread' }
  | { kind: 'none' };

/**
 * One thing in the transcript. `key` names it for rendering and never changes: not when the server's id arrives, and
 * not when two items carry the same id. `stream` numbers the stream it came from; 0 means that it was loaded.
 */
export type Entry =
  | {
      kind: 'item';
      key: string;
      stream: number;
      item: ThreadItem;
      phase: 'streaming' | 'done' | 'stopped';
      /** Of a generated image, 0 to 1. */
      progress?: number | undefined;
    }
  | { kind: 'outgoing'; key: string; message: UserMessageItem; phase: 'sending' }
  | {
      kind: 'outgoing';
      key: string;
      message: UserMessageItem;
      phase: 'failed';
      reason: string;
      retry: RetryPlan;
    }
  | { kind: 'notice'; key: string; notice: Notice }
  | { kind: 'error'; key: string; message: string; retry: RetryPlan }
  | { kind: 'stopped'; key: string };

export type ItemEntry = Extract<Entry, { kind: 'item' }>;
export type SendingEntry = Extract<Entry, { phase: 'sending' }>;

/** Steps that are all done while their workflow is not: nothing in them says that work goes on. */
export function hasEndedSteps({ type, tasks }: Workflow): boolean {
  return (
    type === 'custom' &&
    tasks.length > 0 &&
    tasks.every(({ status_indicator }) => status_indicator === 'complete')
  );
}

/** Items that show nothing in the transcript: they neither end the waiting line nor count as an answer. */
export function isVisible(item: ThreadItem): boolean {
  switch (item.type) {
    case 'client_tool_call':
    case 'end_of_turn':
    case 'hidden_context_item':
    case 'sdk_hidden_context':
    case 'turn_end':
      return false;
    case 'assistant_message':
      return item.content.some((part) => part.text !== '');
    default:
      return true;
  }
}
