import type { ThreadItem } from '@/lib/chatkit/protocol';
import { failureWords } from '../i18n/failure-words';
import { decodeItemPage, decodeThread } from '../protocol/decode';
import { RequestFailed } from '../protocol/request-failed';
import { entriesFromItems, prependItems, reconcileItems } from '../thread/entries-from-items';
import { type Older, type Run, type ThreadState, withMetadata } from '../thread/thread-state';
import { asError, type ChatContext, type ThreadStore } from './chat-context';

const PAGE = 30;
/** Hidden items are taken out after the server cut the page, so pages can be empty; this many in a row are skipped. */
const EMPTY_PAGES = 5;
/** Largest page that servers accept. */
const MAX_PAGE = 100;
/** So near to the end stands the call of a tool that is waited for. */
const PEEK = 5;

interface ItemsRead {
  /** Oldest first. */
  items: ThreadItem[];
  older: Older;
  /** The turn that goes on; null for none. */
  activeRun: string | null;
}

/** What was read of a thread. */
export interface ThreadRead extends ItemsRead {
  thread: Parameters<typeof withMetadata>[1];
}

/** What is shown of the turn that goes on in a thread, if one does. */
export type ShowRun = (store: ThreadStore, activeRun: string | null) => Run;

/** Reads threads and their pages (spec element 1.20). */
export class ThreadLoader {
  readonly #context: ChatContext;
  readonly #showRun: ShowRun;

  constructor(context: ChatContext, showRun: ShowRun) {
    this.#context = context;
    this.#showRun = showRun;
  }

  /** Loads the newest page into the store. Shows and emits a failure, and throws it. Answers the turn that goes on. */
  async load(store: ThreadStore, id: string): Promise<string | null> {
    const { emit, strings } = this.#context;
    store.update((state) => ({ ...state, load: { kind: 'loading' } }));
    emit('chatkit.thread.load.start', { threadId: id });
    try {
      const { thread, items, older, activeRun } = await this.#newest(id, PAGE);
      store.update((state) => ({
        ...withMetadata(state, thread),
        entries: entriesFromItems(items),
        older,
        load: { kind: 'ready' },
        run: this.#showRun(store, activeRun),
      }));
      this.#context.threadChanged(thread);
      return activeRun;
    } catch (cause) {
      const error = asError(cause);
      const message = failureWords(error, strings());
      store.update((state) => ({ ...state, load: { kind: 'failed', message } }));
      emit('chatkit.error', { error });
      throw error;
    } finally {
      emit('chatkit.thread.load.end', { threadId: id });
    }
  }

  /** Loads the page before the first shown item, if there is one. */
  async loadOlder(store: ThreadStore): Promise<void> {
    const { id, older } = store.value;
    if (id === null || (older.kind !== 'more' && older.kind !== 'failed')) return;
    const { after } = older;
    store.update((state) => ({ ...state, older: { kind: 'loading', after } }));
    try {
      const page = await this.#pageBefore(id, after, PAGE);
      store.update((state) => ({
        ...state,
        entries: prependItems(state.entries, page.items),
        older: page.older,
      }));
    } catch (cause) {
      store.update((state) => ({ ...state, older: { kind: 'failed', after } }));
      this.#context.emit('chatkit.error', { error: asError(cause) });
    }
  }

  /** Reads as much of the thread's end as is shown of it. Throws `RequestFailed`. */
  read(store: ThreadStore, id: string): Promise<ThreadRead> {
    const shown = store.value.entries.filter((entry) => entry.kind === 'item').length;
    return this.#newest(id, Math.min(MAX_PAGE, Math.max(PAGE, shown)));
  }

  /** Takes over what was read, in one change with `change`. */
  show(
    store: ThreadStore,
    { thread, items, older, activeRun }: ThreadRead,
    change: (state: ThreadState) => ThreadState = (state) => state,
  ): void {
    store.update((before): ThreadState => {
      const state = change(before);
      const { entries, hasEarlier } = reconcileItems(state.entries, items, older.kind === 'none');
      return {
        ...withMetadata(state, thread),
        entries,
        // The way to older pages starts at the first item that is shown.
        older: hasEarlier ? state.older : older,
        run: this.#showRun(store, activeRun),
      };
    });
    this.#context.threadChanged(thread);
  }

  /** Looks at the end of a thread: which turn goes on, and whether a tool of a page is waited for. Throws `RequestFailed`. */
  async peek(id: string): Promise<{ activeRun: string | null; awaitsTool: boolean }> {
    const { items, activeRun } = await this.#pageBefore(id, undefined, PEEK);
    const awaitsTool = items.some((item) => item.type === 'client_tool_call' && item.status === 'pending');
    return { activeRun, awaitsTool };
  }

  /** `get_by_id` brings the OLDEST items; of a thread with more than one page the newest are asked for separately. */
  async #newest(id: string, limit: number): Promise<ThreadRead> {
    const { api } = this.#context;
    const { body, activeRun } = await api.read({ type: 'threads.get_by_id', params: { thread_id: id } });
    const thread = decodeThread(body);
    if (!thread) throw new RequestFailed('threads.get_by_id', 0);
    if (!thread.items.has_more)
      return { thread, items: thread.items.data, older: { kind: 'none' }, activeRun };
    return { thread, ...(await this.#pageBefore(id, undefined, limit)) };
  }

  async #pageBefore(id: string, after: string | undefined, limit: number): Promise<ItemsRead> {
    let cursor = after;
    for (let empty = 0; ; empty += 1) {
      const { body, activeRun } = await this.#context.api.read({
        type: 'items.list',
        params: { thread_id: id, limit, order: 'desc', ...(cursor ? { after: cursor } : {}) },
      });
      const page = decodeItemPage(body);
      cursor = page.after ?? page.data.at(-1)?.id ?? cursor;
      const more = page.has_more && cursor !== undefined;
      if (page.data.length === 0 && more && empty < EMPTY_PAGES) continue;
      const older: Older = more && cursor !== undefined ? { kind: 'more', after: cursor } : { kind: 'none' };
      return { items: page.data.toReversed(), older, activeRun };
    }
  }
}
