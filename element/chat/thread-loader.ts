import type { ThreadItem } from '@/lib/chatkit/protocol';
import { failureWords } from '../i18n/failure-words';
import { decodeItemPage, decodeThread } from '../protocol/decode';
import { RequestFailed } from '../protocol/request-failed';
import { entriesFromItems, prependItems, reconcileItems } from '../thread/entries-from-items';
import { type Older, type ThreadState, withMetadata } from '../thread/thread-state';
import { asError, type ChatContext, type ThreadStore } from './chat-context';

const PAGE = 30;
/** Hidden items are taken out after the server cut the page, so pages can be empty; this many in a row are skipped. */
const EMPTY_PAGES = 5;
/** Largest page that servers accept. */
const MAX_PAGE = 100;

interface Newest {
  /** Oldest first. */
  items: ThreadItem[];
  older: Older;
  thread: Parameters<typeof withMetadata>[1];
}

/** Reads threads and their pages (spec element 1.20). */
export class ThreadLoader {
  readonly #context: ChatContext;

  constructor(context: ChatContext) {
    this.#context = context;
  }

  /** Loads the newest page into the store. Shows and emits a failure, and throws it. */
  async load(store: ThreadStore, id: string): Promise<void> {
    const { emit, strings } = this.#context;
    store.update((state) => ({ ...state, load: { kind: 'loading' } }));
    emit('chatkit.thread.load.start', { threadId: id });
    try {
      const { thread, items, older } = await this.#newest(id, PAGE);
      store.update((state) => ({
        ...withMetadata(state, thread),
        entries: entriesFromItems(items),
        older,
        load: { kind: 'ready' },
      }));
      this.#context.threadChanged(thread);
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

  /** Reads the thread again and takes over what changed. Throws `RequestFailed`. */
  async refresh(store: ThreadStore): Promise<void> {
    const { id } = store.value;
    if (id === null) return;
    const shown = store.value.entries.filter((entry) => entry.kind === 'item').length;
    const { thread, items, older } = await this.#newest(id, Math.min(MAX_PAGE, Math.max(PAGE, shown)));
    const complete = older.kind === 'none';
    store.update((state): ThreadState => {
      const entries = reconcileItems(state.entries, items, complete);
      return { ...withMetadata(state, thread), entries, older: complete ? older : keepOlder(state, older) };
    });
    this.#context.threadChanged(thread);
  }

  /** `get_by_id` brings the OLDEST items; of a thread with more than one page the newest are asked for separately. */
  async #newest(id: string, limit: number): Promise<Newest> {
    const { api } = this.#context;
    const thread = decodeThread(await api.call({ type: 'threads.get_by_id', params: { thread_id: id } }));
    if (!thread) throw new RequestFailed('threads.get_by_id', 0);
    if (!thread.items.has_more) return { thread, items: thread.items.data, older: { kind: 'none' } };
    return { thread, ...(await this.#pageBefore(id, undefined, limit)) };
  }

  async #pageBefore(
    id: string,
    after: string | undefined,
    limit: number,
  ): Promise<{ items: ThreadItem[]; older: Older }> {
    let cursor = after;
    for (let empty = 0; ; empty += 1) {
      const page = decodeItemPage(
        await this.#context.api.call({
          type: 'items.list',
          params: { thread_id: id, limit, order: 'desc', ...(cursor ? { after: cursor } : {}) },
        }),
      );
      cursor = page.after ?? page.data.at(-1)?.id ?? cursor;
      const more = page.has_more && cursor !== undefined;
      if (page.data.length === 0 && more && empty < EMPTY_PAGES) continue;
      const older: Older = more && cursor !== undefined ? { kind: 'more', after: cursor } : { kind: 'none' };
      return { items: page.data.toReversed(), older };
    }
  }
}

/** When more is shown than was read again, the way to older pages starts where it did before. */
function keepOlder(state: ThreadState, read: Older): Older {
  return state.entries.length > MAX_PAGE ? state.older : read;
}
