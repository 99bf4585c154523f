import { Store } from '../thread/store';

/** How often progress may speak, in ms. */
const PROGRESS_PAUSE = 3000;

/** What screen readers are told. One region each, outside the transcript, so that nothing is read token by token. */
export class Announcer {
  readonly polite = new Store('');
  readonly assertive = new Store('');
  #lastProgress = 0;

  say(text: string): void {
    // The same words twice are a change only if the text differs.
    this.polite.set(this.polite.value === text ? `${text}\u00a0` : text);
  }

  progress(text: string): void {
    const now = performance.now();
    if (now - this.#lastProgress < PROGRESS_PAUSE) return;
    this.#lastProgress = now;
    this.say(text);
  }

  alert(text: string): void {
    this.assertive.set(this.assertive.value === text ? `${text}\u00a0` : text);
  }
}
