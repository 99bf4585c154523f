/**
 * Formulas in TeX, as they are written in Markdown: `$…$`, `$$…$$`, `\\(…\\)`, `\\[…\\]`. A dollar opens one before something that is no
 * blank and closes it behind such, and never before a digit, so that "$5 and $6" is money.
 */
const FORMULA =
  /(?<!\\)(?:\\\\)*(?:\$\$.{1,4000}?\$\$|\\\[.{1,4000}?\\\]|\\\((?:(?!\n\s*\n).){1,1000}?\\\)|(?<![\w$])\$(?=[^\s$])(?:[^$\n\\]|\\.|\n(?!\s*\n)){1,1000}?(?<=[^\s\\])\$(?![\d$]))/gs;

/** Marks the formulas of a text in a map of its code, but for what stands in code. */
export function markFormulas(text: string, code: Uint8Array): void {
  if (!/[$\\]/.test(text)) return;
  for (const { 0: formula, index } of text.matchAll(FORMULA)) {
    if (code[index] === 0) code.fill(1, index, index + formula.length);
  }
}

/** Knows of a text as it comes whether a formula may be open, in which brackets are its own. */
export class OpenFormula {
  private closing = '';
  private previous = '';
  private isEscape = false;
  private isBlankLine = true;

  /** Takes the next character that is no code. @returns whether it may stand in a formula */
  push(character: string): boolean {
    const { previous, isEscape } = this;
    this.previous = character;
    this.isEscape = character === '\\' && !isEscape;
    if (character === '\n') {
      if (this.isBlankLine && this.closing !== '$$' && this.closing !== '\\]') this.closing = '';
      this.isBlankLine = true;
    } else if (/\S/.test(character)) this.isBlankLine = false;
    // Before a blank a dollar opens nothing.
    if (this.closing === '$' && previous === '$' && /\s/.test(character)) this.closing = '';
    if (this.closing === '') return this.opens(character, previous, isEscape);
    if (this.closing === '$' ? character === '$' && !isEscape : previous + character === this.closing) {
      this.closing = this.closing === '$' && previous === '$' ? '$$' : '';
    }
    return true;
  }

  private opens(character: string, previous: string, isEscape: boolean): boolean {
    if (isEscape && (character === '(' || character === '['))
      this.closing = character === '(' ? '\\)' : '\\]';
    else if (character === '$' && !isEscape && !/[\w$]/.test(previous)) this.closing = '$';
    return this.closing !== '';
  }
}
