import type { Page, Thread, ThreadItem } from '../protocol';

/**
 * The body of a JSON answer as clients get it that declare our extensions, and what it is made of: the form for all others
 * depends on that.
 */
export type JsonAnswer = (
  | { shape: 'thread'; body: Thread }
  | { shape: 'threads'; body: Page<Thread> }
  | { shape: 'items'; body: Page<ThreadItem> }
  | { shape: 'updated_item'; body: { updated_item?: ThreadItem } }
  /** Holds neither threads nor items. */
  | { shape: 'plain'; body: unknown }
) & {
  /** The turn that goes on in the thread that was read. */
  activeRunId?: string | undefined;
};
