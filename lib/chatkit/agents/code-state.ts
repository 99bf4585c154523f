/**
 * Follows Markdown text character by character and knows whether the next one stands in code, where brackets are code and
 * not citations.
 */
export class CodeState {
  private fence: { mark: string; length: number } | undefined;
  private inlineTicks = 0;
  private run = { mark: '', length: 0, atLineStart: false };
  private lineIsBlank = true;

  /** Whether `character`, coming next, stands in code. Ends a run of backticks that it does not continue. */
  isCodeBefore(character: string): boolean {
    if (character !== this.run.mark) this.endRun();
    return this.fence !== undefined || this.inlineTicks > 0;
  }

  push(character: string): void {
    if ((character === '`' || character === '~') && (this.run.length === 0 || this.run.mark === character)) {
      if (this.run.length === 0) this.run = { mark: character, length: 0, atLineStart: this.lineIsBlank };
      this.run.length += 1;
      this.lineIsBlank = false;
      return;
    }
    this.endRun();
    if (character === '\n') {
      // A code span does not reach over a blank line, so an unpaired backtick does no lasting harm.
      if (this.lineIsBlank) this.inlineTicks = 0;
      this.lineIsBlank = true;
    } else if (character !== ' ' && character !== '\t') this.lineIsBlank = false;
  }

  private endRun(): void {
    const { mark, length, atLineStart } = this.run;
    if (length === 0) return;
    this.run = { mark: '', length: 0, atLineStart: false };
    if (this.fence) {
      if (atLineStart && mark === this.fence.mark && length >= this.fence.length) this.fence = undefined;
    } else if (atLineStart && length >= 3) this.fence = { mark, length };
    else if (mark !== '`') return;
    else if (this.inlineTicks === 0) this.inlineTicks = length;
    else if (this.inlineTicks === length) this.inlineTicks = 0;
  }
}
