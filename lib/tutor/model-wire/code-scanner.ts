const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** Follows a Markdown text as it is written, and knows whether it is in code: in a fence, or between backticks of a line. */
export class CodeScanner {
  /** The present line, as far as it is written. */
  line = '';
  private fence: string | undefined;

  push(text: string): void {
    const lines = text.split('\n');
    for (const [index, part] of lines.entries()) {
      this.line += part;
      if (index < lines.length - 1) this.endLine();
    }
  }

  get isInCode(): boolean {
    if (this.fence || FENCE.test(this.line)) return true;
    return (this.line.split('`').length - 1) % 2 === 1;
  }

  get isInFence(): boolean {
    return this.fence !== undefined;
  }

  private endLine(): void {
    const marker = FENCE.exec(this.line)?.[1];
    this.line = '';
    if (!marker) return;
    if (!this.fence) this.fence = marker;
    else if (marker.startsWith(this.fence)) this.fence = undefined;
  }
}
