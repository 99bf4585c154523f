import type { ChatKitEvents } from '@openai/chatkit';

type Detail<K extends keyof ChatKitEvents> = ChatKitEvents[K] extends CustomEvent<infer D> ? D : never;

/** `emit('chatkit.ready')`, `emit('chatkit.error', { error })`: the detail is asked for where the event has one. */
export type Emit = <K extends keyof ChatKitEvents>(
  name: K,
  ...detail: Detail<K> extends void ? [] : [Detail<K>]
) => void;

export interface Timing {
  requestAnimationFrame(callback: () => void): unknown;
  setTimeout(callback: () => void, ms: number): unknown;
  queueMicrotask(callback: () => void): void;
}

/** requestAnimationFrame does not run in hidden tabs; there the queue opens after this long, in ms. */
const HIDDEN_TAB_WAIT = 100;

/**
 * Holds events back until somebody can hear them (spec element 1.1). React attaches listeners in a passive effect: what
 * is dispatched before is lost. The queue opens with the first `chatkit.*` listener, or one frame and one task after
 * the first event.
 */
export class EventQueue {
  readonly #dispatch: (event: Event) => void;
  readonly #timing: Timing;
  #waiting: Event[] | null = [];
  #timerRuns = false;

  constructor(dispatch: (event: Event) => void, timing: Timing) {
    this.#dispatch = dispatch;
    this.#timing = timing;
  }

  /** Tells the queue that a listener was added. Opens in a microtask: bindings add theirs one after the other. */
  listenerAdded(type: string): void {
    if (type.startsWith('chatkit.') && this.#waiting) this.#timing.queueMicrotask(() => this.#open());
  }

  readonly emit: Emit = (name, ...[detail]) => {
    const event = new CustomEvent(name, { detail: detail ?? null });
    if (!this.#waiting) {
      this.#dispatch(event);
      return;
    }
    this.#waiting.push(event);
    this.#startTimer();
  };

  #startTimer(): void {
    if (this.#timerRuns) return;
    this.#timerRuns = true;
    this.#timing.requestAnimationFrame(() => this.#timing.setTimeout(() => this.#open(), 0));
    this.#timing.setTimeout(() => this.#open(), HIDDEN_TAB_WAIT);
  }

  #open(): void {
    const events = this.#waiting;
    if (!events) return;
    this.#waiting = null;
    for (const event of events) this.#dispatch(event);
  }
}
