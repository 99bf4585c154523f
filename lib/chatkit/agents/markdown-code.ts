import { MarkdownBlocks } from './markdown-blocks';

/**
 * Follows a Markdown text as it comes and knows of each character whether it stands in code: in a fence or indented, wherever
 * it is nested, or in a code span. A span that is open counts as code, because whether it will be closed is not known yet;
 * `findCode` knows.
 */
export class MarkdownCode {
  private readonly blocks = new MarkdownBlocks();
  private paragraph = 0;
  /** Length of the backticks that opened a span; 0 outside. */
  private open = 0;
  private run = 0;
  private isEscaped = false;

  /** Takes the next character. @returns whether it stands in code; of what opens or closes code, that says nothing */
  push(character: string): boolean {
    const content = this.blocks.push(character);
    if (this.blocks.paragraph !== this.paragraph) {
      this.paragraph = this.blocks.paragraph;
      this.open = 0;
      this.run = 0;
      this.isEscaped = false;
    }
    for (const inline of content) this.take(inline);
    return this.blocks.isCode || this.open > 0;
  }

  private take(character: string): void {
    if (character === '`' && !this.isEscaped) {
      this.run += 1;
      return;
    }
    if (this.run > 0) {
      if (this.open === 0) this.open = this.run;
      else if (this.open === this.run) this.open = 0;
      this.run = 0;
    }
    // In code a backslash is one.
    this.isEscaped = character === '\\' && !this.isEscaped && this.open === 0;
  }
}

/** Backticks in a row. An escaped first one opens no span, but it closes one, since a backslash in code is just that. */
interface Run {
  from: number;
  to: number;
  isEscaped: boolean;
}

/**
 * Where the code of a whole Markdown text stands, exactly: a backtick that nothing closes opens nothing.
 *
 * @returns for each UTF-16 unit of the text, 1 if it stands in code or is one of the backticks of a code span
 */
export function findCode(text: string): Uint8Array {
  const blocks = new MarkdownBlocks();
  const code = new Uint8Array(text.length);
  const paragraphs = new Map<number, { runs: Run[]; isEscaped: boolean }>();
  const inline = (content: string, end: number) => {
    if (content === '') return;
    const paragraph = paragraphs.get(blocks.paragraph) ?? { runs: [], isEscaped: false };
    paragraphs.set(blocks.paragraph, paragraph);
    for (let at = end - content.length; at < end; at += 1) {
      code[at] = 0;
      const { runs, isEscaped } = paragraph;
      const last = runs.at(-1);
      if (text[at] === '`') {
        if (last?.to === at) last.to += 1;
        else runs.push({ from: at, to: at + 1, isEscaped });
      }
      paragraph.isEscaped = text[at] === '\\' && !isEscaped;
    }
  };
  for (let at = 0; at < text.length; at += 1) {
    const content = blocks.push(text[at] ?? '');
    if (blocks.isCode) code[at] = 1;
    inline(content, at + 1);
  }
  inline(blocks.end(), text.length);
  for (const { runs } of paragraphs.values()) markSpans(runs, code);
  return code;
}

/** Marks what stands between two runs of the same length. */
function markSpans(runs: Run[], code: Uint8Array): void {
  const closing = new Map<number, { indexes: number[]; next: number }>();
  for (const [index, { from, to }] of runs.entries()) {
    const known = closing.get(to - from);
    if (known) known.indexes.push(index);
    else closing.set(to - from, { indexes: [index], next: 0 });
  }
  for (let index = 0; index < runs.length; index += 1) {
    const run = runs[index];
    if (!run) return;
    const from = run.isEscaped ? run.from + 1 : run.from;
    const candidates = closing.get(run.to - from);
    if (!candidates) continue;
    while ((candidates.indexes[candidates.next] ?? Number.POSITIVE_INFINITY) <= index) candidates.next += 1;
    const end = candidates.indexes[candidates.next];
    const last = end === undefined ? undefined : runs[end];
    if (end === undefined || !last) continue;
    code.fill(1, from, last.to);
    index = end;
  }
}
