import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { mergeDelta } from '../thread/merge-deltas';

/** Text is drawn at most every other frame, in ms: as even to the eye, at half the work in a long conversation. */
const PACE = 32;
/** Waiting ends within the frame before, so that the next one is not missed, in ms. */
const FRAME = 12;
/** Hidden tabs have no frames; there it is drawn after this long, in ms. */
const HIDDEN_TAB_WAIT = 100;

/** Runs `callback` in the first frame after `wait` ms; returns the way out. */
function frameAfter(wait: number, callback: () => void): () => void {
  let frame = 0;
  const timer = setTimeout(() => {
    frame = requestAnimationFrame(callback);
  }, wait);
  const fallback = setTimeout(callback, wait + HIDDEN_TAB_WAIT);
  return () => {
    clearTimeout(timer);
    clearTimeout(fallback);
    cancelAnimationFrame(frame);
  };
}

/** Hands events on in order, but streamed text in paces: a fast model must not cost a render per token. */
export class DeltaBuffer {
  readonly #apply: (event: ThreadStreamEvent) => void;
  #waiting: ThreadStreamEvent[] = [];
  #cancel: (() => void) | null = null;
  #flushed = 0;

  constructor(apply: (event: ThreadStreamEvent) => void) {
    this.#apply = apply;
  }

  push(event: ThreadStreamEvent): void {
    if (event.type !== 'thread.item.updated') {
      this.flush();
      this.#apply(event);
      return;
    }
    const merged = mergeDelta(this.#waiting.at(-1), event);
    if (merged) this.#waiting[this.#waiting.length - 1] = merged;
    else this.#waiting.push(event);
    const wait = Math.max(0, PACE - FRAME - (performance.now() - this.#flushed));
    this.#cancel ??= frameAfter(wait, () => this.flush());
  }

  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#flushed = performance.now();
    const events = this.#waiting;
    this.#waiting = [];
    for (const event of events) this.#apply(event);
  }
}
