import type { ThreadMetadata, UserMessageItem } from '@/lib/chatkit/protocol';
import type { Emit } from '../host/event-queue';
import type { Strings } from '../i18n/strings-en';
import type { Settings } from '../options/settings';
import type { ApiClient, Log } from '../protocol/api-client';
import type { Store } from '../thread/store';
import type { ThreadState } from '../thread/thread-state';
import type { Announcer } from './announcer';
import type { ReturnReason } from './draft';

export type ThreadStore = Store<ThreadState>;

/** What the parts of a chat share. Settings and words are read when needed: the host may change them at any time. */
export interface ChatContext {
  api: ApiClient;
  emit: Emit;
  log: Log;
  announcer: Announcer;
  settings(): Settings;
  strings(): Strings;
  /** The server has named a new thread. */
  threadCreated(store: ThreadStore, thread: ThreadMetadata): void;
  /** A title or status may have changed. */
  threadChanged(thread: ThreadMetadata): void;
  /** A turn of this page has begun in a thread, or has ended: other windows may show it. */
  notifyWindows(store: ThreadStore): void;
  /** Puts a message that was not taken back into the composer. Answers whether it has room there. */
  returnToComposer(store: ThreadStore, message: UserMessageItem, reason: ReturnReason): boolean;
}

export const asError = (cause: unknown): Error => (cause instanceof Error ? cause : new Error(String(cause)));
