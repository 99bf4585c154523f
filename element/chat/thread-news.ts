/** Tells other windows of this browser that something happens in a thread, and is told so by them. Never what. */
export class ThreadNews {
  readonly #onNews: (threadId: string) => void;
  #channel: BroadcastChannel | null = null;

  constructor(onNews: (threadId: string) => void) {
    this.#onNews = onNews;
  }

  /** Talks with windows that use the same API; null: with nobody. */
  open(apiUrl: string | null): void {
    this.close();
    if (apiUrl === null || typeof BroadcastChannel === 'undefined') return;
    this.#channel = new BroadcastChannel(`chatkit ${apiUrl}`);
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') this.#onNews(data);
    };
  }

  tell(threadId: string): void {
    this.#channel?.postMessage(threadId);
  }

  close(): void {
    this.#channel?.close();
    this.#channel = null;
  }
}
