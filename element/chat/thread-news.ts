/** Tells other windows of this browser that something happens in a thread, and is told so by them. Never what. */
export class ThreadNews {
  readonly #onNews: (threadId: string) => void;
  #channel: BroadcastChannel | null = null;
  #leavePage: (() => void) | null = null;

  constructor(onNews: (threadId: string) => void) {
    this.#onNews = onNews;
  }

  /** Talks with windows that use the same API; null: with nobody. */
  open(apiUrl: string | null): void {
    this.close();
    if (apiUrl === null || typeof BroadcastChannel === 'undefined') return;
    this.#connect(apiUrl);
    // A page with an open channel is not kept for the way back.
    const onHide = () => this.#disconnect();
    const onShow = () => this.#connect(apiUrl);
    window.addEventListener('pagehide', onHide);
    window.addEventListener('pageshow', onShow);
    this.#leavePage = () => {
      window.removeEventListener('pagehide', onHide);
      window.removeEventListener('pageshow', onShow);
    };
  }

  post(threadId: string): void {
    this.#channel?.postMessage(threadId);
  }

  close(): void {
    this.#leavePage?.();
    this.#leavePage = null;
    this.#disconnect();
  }

  #connect(apiUrl: string): void {
    this.#disconnect();
    this.#channel = new BroadcastChannel(`chatkit ${apiUrl}`);
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') this.#onNews(data);
    };
  }

  #disconnect(): void {
    this.#channel?.close();
    this.#channel = null;
  }
}
