/** What is shown of thoughts, in characters: they can be ten times as long as the answer. */
const MAX_SHOWN = 8_000;
const MIN_STEP = 48;

/**
 * The thoughts of one answer, in pieces that grow with them: whoever shows a thought shows it whole each time, and a model may send
 * thousands of words one by one.
 */
export class ThoughtLine {
  /** As far as it has been passed on. */
  text = '';
  private pending = '';

  /** @returns what is to be passed on now; '' for nothing yet */
  push(text: string): string {
    this.pending = this.text === '' ? (this.pending + text).trimStart() : this.pending + text;
    return this.pending.length >= Math.max(MIN_STEP, this.text.length / 8) ? this.flush() : '';
  }

  /** Something has not been passed on yet. */
  get isPending(): boolean {
    return this.pending !== '';
  }

  /** @returns the rest */
  flush(): string {
    const room = MAX_SHOWN - this.text.length;
    const rest =
      this.pending.length > room
        ? `${this.pending.slice(0, Math.max(0, room))}${room > 0 ? '…' : ''}`
        : this.pending;
    this.pending = '';
    this.text += rest;
    return rest;
  }
}
