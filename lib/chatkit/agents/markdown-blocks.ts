/** What holds other blocks: a quotation, or an item of a list whose content begins `indent` columns further in. */
type Container = { kind: 'quote' } | { kind: 'item'; indent: number; isEmpty: boolean };

type Leaf =
  | { kind: 'none' }
  | { kind: 'paragraph' }
  /** Each of its lines has inline content of its own (GFM). */
  | { kind: 'table' }
  /** Of HTML, which is shown as text: no code span crosses its lines either. */
  | { kind: 'html' }
  | { kind: 'indented' }
  /** `before`: what its first line belongs to after all if there is another backtick in it; undefined from the second on. */
  | { kind: 'fence'; mark: string; length: number; before: Before | undefined };

interface Before {
  containers: Container[];
  paragraph: number | undefined;
}

/**
 * What counts as a code block: all that CommonMark has, or only that on which parsers agree. Of lines that are indented in a list
 * or a quotation they make different things.
 */
export type CodeScope = 'commonmark' | 'agreed';

/** Characters that can stand before the content of a line and decide what kind of block it belongs to. */
const STRUCTURAL = /[ \t>*+\-_=#`~.)\d|:]/;
const TAB = 4;
const LIST_MARKER = /^(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)/;
const RULE = /^(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$/;
const SETEXT = /^(?:=+|-+)[ \t]*$/;
const DELIMITERS = /^(?=.*\|)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
/** What begins a block of HTML even in the middle of a paragraph (CommonMark 4.6, kinds 1 to 6). */
const HTML_START =
  /^<(?:!--|!?\?|!\[CDATA\[|![a-z]|(?:script|pre|style|textarea)[\s>]|\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:\s|\/?>))/i;
const HTML_BEGINNING = /^<(?:\/?[a-z]{0,10}\d?\/?|![[-]?[a-z]{0,5})$/i;
const HEADING = /^#{1,6}(?:[ \t]|$)/;
const FENCE = /^(?:`{3,}|~{3,})/;

/**
 * Follows the block structure of a Markdown text as it comes, as far as it decides where code blocks are: quotations, lists,
 * fences, indented code, paragraphs with their lazy lines (CommonMark 0.31, appendix "A parsing strategy"). The work for a
 * character does not grow with what came before it.
 */
export class MarkdownBlocks {
  private containers: Container[] = [];
  private leaf: Leaf = { kind: 'none' };
  /** The beginning of the line, until its kind is known. */
  private prefix = '';
  private isClassified = false;
  /** Which paragraph, or what else has inline content, the last character stands in. */
  paragraph = 0;
  private started = 0;
  /** Of the line of a fence, as far as it can still close it. */
  private closing = '';
  private isAfterReturn = false;
  /** The beginning of a line that may be a block of HTML, or a footnote. */
  private html: string | undefined;

  constructor(private readonly scope: CodeScope = 'commonmark') {}

  /** Whether the character that came last, if its line is classified, stands in a code block, behind the first line of a fence. */
  get isCode(): boolean {
    const { leaf } = this;
    if (leaf.kind === 'indented') return true;
    return leaf.kind === 'fence' && leaf.before === undefined;
  }

  /** Whether it stands in the first line of a fence, if that is one. */
  get isInfo(): boolean {
    return this.leaf.kind === 'fence' && this.leaf.before !== undefined;
  }

  /**
   * Takes the next character.
   *
   * @returns characters of which it is known now that they are inline content: always the last ones that came, and none while
   *   the kind of the line is open or if they are code
   */
  push(character: string): string {
    const isSecondHalf = character === '\n' && this.isAfterReturn;
    this.isAfterReturn = character === '\r';
    if (isSecondHalf) return '';
    if (character === '\n' || character === '\r') return this.endLine();
    if (!this.isClassified) {
      this.prefix += character;
      if (STRUCTURAL.test(character)) return '';
      return this.classify(this.prefix);
    }
    return this.content(character);
  }

  private content(character: string): string {
    const { leaf } = this;
    if (this.html !== undefined) this.readHtml(character);
    // A cell ends before the code in it does.
    if (leaf.kind === 'table' && character === '|') this.begin(leaf);
    if (leaf.kind !== 'fence') return leaf.kind === 'indented' ? '' : character;
    this.closing = this.closing.length < 1_000 ? this.closing + character : 'x';
    if (!leaf.before || leaf.mark !== '`' || character !== '`') return '';
    this.resume(leaf.before);
    return this.closing;
  }

  /** At the end of the text. @returns as `push` does */
  end(): string {
    return this.isClassified ? '' : this.classify(this.prefix);
  }

  private readHtml(character: string): void {
    const html = (this.html ?? '') + character;
    this.html = HTML_BEGINNING.test(html) ? html : undefined;
    if (HTML_START.test(html)) this.begin({ kind: 'html' });
    // The definition of a footnote (GFM).
    if (html === '[^') this.begin({ kind: 'paragraph' });
  }

  private endLine(): string {
    let content = this.end();
    if (this.html !== undefined) this.readHtml('\n');
    this.html = undefined;
    const { leaf } = this;
    if (leaf.kind === 'fence') {
      if (leaf.before) this.leaf = { ...leaf, before: undefined };
      else if (this.isClosing(leaf)) this.begin({ kind: 'none' });
    } else if (leaf.kind === 'paragraph' || content) content += '\n';
    this.prefix = '';
    this.closing = '';
    this.isClassified = false;
    return content;
  }

  private isClosing({ mark, length }: { mark: string; length: number }): boolean {
    const run = /^ {0,3}((`|~)\2*)[ \t]*$/.exec(this.closing);
    return run?.[2] === mark && (run[1]?.length ?? 0) >= length;
  }

  /** Decides what the line is. @returns its content, as far as it is inline */
  private classify(line: string): string {
    this.isClassified = true;
    const expanded = expandTabs(line);
    let rest = expanded;
    let matched = 0;
    for (const container of this.containers) {
      const inner = continued(container, rest);
      if (inner === undefined) break;
      rest = inner;
      matched += 1;
    }
    const isWhole = matched === this.containers.length;
    if (this.leaf.kind === 'fence') {
      if (isWhole) {
        this.closing = rest;
        return '';
      }
      this.begin({ kind: 'none' });
    }
    if (rest.trim() === '') {
      this.containers.length = matched;
      if (this.leaf.kind !== 'indented') this.begin({ kind: 'none' });
      return '';
    }
    const content = asWritten(line, this.open(rest, matched, isWhole));
    if (content === '<' || content === '[') this.html = content;
    return content;
  }

  /** Opens the blocks that begin in `rest`, the line behind its `matched` containers. */
  private open(line: string, matched: number, isWhole: boolean): string {
    let rest = line;
    let isInParagraph = this.leaf.kind === 'paragraph';
    let isNew = false;
    const enter = (container: Container, inner: string) => {
      if (!isNew) this.containers.length = matched;
      this.containers.push(container);
      isNew = true;
      isInParagraph = false;
      rest = inner;
    };
    for (;;) {
      const indent = indentOf(rest);
      if (rest.trim() === '') {
        this.begin({ kind: 'none' });
        return '';
      }
      if (indent >= TAB) {
        const isAgreed = !isNew && this.containers.length === 0 && this.leaf.kind !== 'table';
        if (isInParagraph || this.leaf.kind === 'html' || (this.scope === 'agreed' && !isAgreed)) break;
        if (!isNew) this.containers.length = matched;
        this.begin({ kind: 'indented' });
        return '';
      }
      const text = rest.slice(indent);
      if (text[0] === '>') {
        enter({ kind: 'quote' }, text.slice(text[1] === ' ' ? 2 : 1));
        continue;
      }
      const fence = FENCE.exec(text)?.[0];
      if (fence) {
        const paragraph = isInParagraph ? this.paragraph : undefined;
        const before = { containers: [...this.containers], paragraph };
        if (!isNew) this.containers.length = matched;
        this.begin({ kind: 'fence', mark: fence[0] ?? '`', length: fence.length, before });
        this.closing = text;
        if (fence[0] !== '`' || !text.slice(fence.length).includes('`')) return '';
        this.resume(before);
        return text;
      }
      if (HEADING.test(text)) {
        if (!isNew) this.containers.length = matched;
        this.begin({ kind: 'none' });
        return text;
      }
      if (isInParagraph && isWhole && SETEXT.test(text)) {
        this.begin({ kind: 'none' });
        return '';
      }
      if (isInParagraph && isWhole && DELIMITERS.test(text)) {
        this.begin({ kind: 'table' });
        return text;
      }
      if (RULE.test(text)) {
        if (!isNew) this.containers.length = matched;
        this.begin({ kind: 'none' });
        return '';
      }
      const marker = LIST_MARKER.exec(text);
      const canInterrupt = !(isInParagraph && isWhole) || interrupts(text, marker);
      if (marker && canInterrupt) {
        const width = marker[0].length;
        const blanks = indentOf(text.slice(width));
        const isEmpty = text.slice(width).trim() === '';
        const padding = isEmpty || blanks > TAB ? width + 1 : width + blanks;
        enter({ kind: 'item', indent: indent + padding, isEmpty }, text.slice(padding));
        continue;
      }
      break;
    }
    // What stands in no new block goes on with an open paragraph, even without the marks of its containers.
    if (!isInParagraph) {
      const { kind } = this.leaf;
      const goesOn = (kind === 'table' || kind === 'html') && isWhole && !isNew;
      if (!isNew) this.containers.length = matched;
      this.begin({ kind: goesOn ? kind : 'paragraph' });
    }
    return rest.trimStart();
  }

  private begin(leaf: Leaf): void {
    this.leaf = leaf;
    this.started += 1;
    this.paragraph = this.started;
  }

  /** No info string has a backtick in it: what looked like a fence is a code span in a paragraph. */
  private resume({ containers, paragraph }: Before): void {
    if (paragraph === undefined) {
      this.begin({ kind: 'paragraph' });
      return;
    }
    this.containers = containers;
    this.leaf = { kind: 'paragraph' };
    this.paragraph = paragraph;
  }
}

/** What of a line stands inside a container that is open; undefined if it is not continued. */
function continued(container: Container, line: string): string | undefined {
  const indent = indentOf(line);
  if (container.kind === 'quote') {
    if (indent >= TAB || line[indent] !== '>') return undefined;
    return line.slice(indent + (line[indent + 1] === ' ' ? 2 : 1));
  }
  if (line.trim() === '') {
    if (container.isEmpty) return undefined;
    return line;
  }
  if (indent < container.indent) return undefined;
  container.isEmpty = false;
  return line.slice(container.indent);
}

/** Whether an item may begin in the middle of a paragraph: one with content, and with a number only the first. */
function interrupts(text: string, marker: RegExpExecArray | null): boolean {
  if (!marker || text.slice(marker[0].length).trim() === '') return false;
  return marker[1] === undefined || Number(marker[1]) === 1;
}

function indentOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}

/** The end of `line` that `expanded`, without its tabs, is. */
function asWritten(line: string, expanded: string): string {
  if (expanded === '' || line.endsWith(expanded)) return expanded;
  let at = line.length;
  for (let left = expanded.replaceAll(' ', '').length; left > 0; ) {
    at -= 1;
    if (line[at] !== ' ' && line[at] !== '\t') left -= 1;
  }
  return line.slice(at);
}

/** With blanks in place of the tabs before the content. */
function expandTabs(line: string): string {
  if (!line.includes('\t')) return line;
  let expanded = '';
  for (const character of line) {
    expanded += character === '\t' ? ' '.repeat(TAB - (expanded.length % TAB)) : character;
  }
  return expanded;
}
