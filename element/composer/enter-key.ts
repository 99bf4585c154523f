type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'isComposing' | 'keyCode' | 'preventDefault'>;

/** Browsers without `isComposing` give this key code to every key that an input method takes. */
const IME_KEY = 229;

/**
 * What Enter does in the composer (spec element 4.1). It sends, Shift+Enter breaks the line, and while text is being
 * composed it belongs to the input method: in Japanese or Chinese it picks a candidate. Hangul has no candidates to
 * pick, there the Enter that ends the composition is meant to send, too.
 */
export class EnterKey {
  readonly #send: () => void;
  #enterInComposition = false;

  constructor(send: () => void) {
    this.#send = send;
  }

  keyDown(event: Key): void {
    if (event.key !== 'Enter' || event.shiftKey) {
      this.#enterInComposition = false;
      return;
    }
    if (event.isComposing || event.keyCode === IME_KEY) {
      this.#enterInComposition = true;
      return;
    }
    event.preventDefault();
    this.#send();
  }

  /** Browsers put the text into the field before they tell this, but tell the field's `input` after it: hence the wait. */
  compositionEnd(event: Pick<CompositionEvent, 'data'>): void {
    const hangul = /\p{Script=Hangul}$/u.test(event.data);
    if (this.#enterInComposition && hangul) setTimeout(this.#send, 0);
    this.#enterInComposition = false;
  }
}
