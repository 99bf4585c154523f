import type { ThreadMetadata } from '@/lib/chatkit/protocol';
import { decodeThread, decodeThreadPage } from '../protocol/decode';
import { Store } from '../thread/store';
import { asError, type ChatContext } from './chat-context';

const PAGE = 20;

export type HistoryState =
  | { kind: 'loading' }
  | { kind: 'failed' }
  | { kind: 'ready'; threads: ThreadMetadata[]; more: More };

export type More =
  | { kind: 'none' }
  | { kind: 'more'; after: string }
  | { kind: 'loading'; after: string }
  | { kind: 'failed'; after: string };

type Ready = Extract<HistoryState, { kind: 'ready' }>;

/** The list of conversations (spec element 1.19). */
export class HistoryList extends Store<HistoryState> {
  readonly #context: ChatContext;

  constructor(context: ChatContext) {
    super({ kind: 'loading' });
    this.#context = context;
  }

  /** Reads the first page. What is shown already stays until it is there. */
  async refresh(): Promise<void> {
    if (this.value.kind === 'failed') this.set({ kind: 'loading' });
    try {
      this.set({ kind: 'ready', ...(await this.#page(undefined)) });
    } catch (cause) {
      if (this.value.kind !== 'ready') this.set({ kind: 'failed' });
      this.#context.emit('chatkit.error', { error: asError(cause) });
    }
  }

  async loadMore(): Promise<void> {
    const state = this.value;
    if (state.kind !== 'ready' || (state.more.kind !== 'more' && state.more.kind !== 'failed')) return;
    const { after } = state.more;
    this.#ready((ready) => ({ ...ready, more: { kind: 'loading', after } }));
    try {
      const { threads, more } = await this.#page(after);
      this.#ready((ready) => {
        const known = new Set(ready.threads.map(({ id }) => id));
        return { ...ready, threads: [...ready.threads, ...threads.filter(({ id }) => !known.has(id))], more };
      });
    } catch (cause) {
      this.#ready((ready) => ({ ...ready, more: { kind: 'failed', after } }));
      this.#context.emit('chatkit.error', { error: asError(cause) });
    }
  }

  /** A new thread goes to the top. */
  add(thread: ThreadMetadata): void {
    this.#ready((ready) => ({
      ...ready,
      threads: [thread, ...ready.threads.filter(({ id }) => id !== thread.id)],
    }));
  }

  /** Takes over the title and status of a thread that is listed. */
  put(thread: ThreadMetadata): void {
    this.#ready((ready) => ({
      ...ready,
      threads: ready.threads.map((row) => (row.id === thread.id ? { ...row, ...thread } : row)),
    }));
  }

  /** Shows the new title at once and takes it back if the server refuses. Throws `RequestFailed`. */
  async rename(thread: ThreadMetadata, title: string): Promise<ThreadMetadata> {
    this.put({ ...thread, title });
    try {
      const answer = await this.#context.api.call({
        type: 'threads.update',
        params: { thread_id: thread.id, title },
      });
      const renamed = decodeThread(answer) ?? { ...thread, title };
      this.put(renamed);
      return renamed;
    } catch (cause) {
      this.put(thread);
      this.#context.emit('chatkit.error', { error: asError(cause) });
      throw cause;
    }
  }

  /** Throws `RequestFailed`. */
  async delete(id: string): Promise<void> {
    try {
      await this.#context.api.call({ type: 'threads.delete', params: { thread_id: id } });
    } catch (cause) {
      this.#context.emit('chatkit.error', { error: asError(cause) });
      throw cause;
    }
    this.#ready((ready) => ({ ...ready, threads: ready.threads.filter((row) => row.id !== id) }));
  }

  #ready(change: (state: Ready) => Ready): void {
    this.update((state) => (state.kind === 'ready' ? change(state) : state));
  }

  async #page(after: string | undefined): Promise<Omit<Ready, 'kind'>> {
    const page = decodeThreadPage(
      await this.#context.api.call({
        type: 'threads.list',
        params: { limit: PAGE, order: 'desc', ...(after ? { after } : {}) },
      }),
    );
    const cursor = page.after ?? page.data.at(-1)?.id;
    const more: More = page.has_more && cursor ? { kind: 'more', after: cursor } : { kind: 'none' };
    return { threads: page.data, more };
  }
}
