import {
  asWritten,
  beginsLeaf,
  type Container,
  continued,
  DELIMITERS,
  expandTabs,
  FENCE,
  HEADING,
  HTML_BEGINNING,
  HTML_START,
  indentOf,
  interrupts,
  LIST_MARKER,
  type OpenLine,
  SETEXT,
  TAB,
} from './markdown-lines';

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

/** Deeper quotations and lists are not told apart, and what stands before the content of a line is not longer. */
const MAX_DEPTH = 100;
const MAX_PREFIX = 1_000;

/** Characters that can stand before the content of a line and decide what kind of block it belongs to. */
const STRUCTURAL = /[ \t>*+\-_=#`~.)\d|:]/;

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
      if (STRUCTURAL.test(character) && this.prefix.length < MAX_PREFIX) return '';
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
    if (!/\S/.test(rest)) {
      this.containers.length = matched;
      if (this.leaf.kind !== 'indented') this.begin({ kind: 'none' });
      return '';
    }
    const content = asWritten(line, this.open(rest, matched, isWhole));
    if (content === '<' || content === '[') this.html = content;
    return content;
  }

  /** Opens the blocks that begin in `rest`, the line behind its `matched` containers. @returns its content */
  private open(rest: string, matched: number, isWhole: boolean): string {
    const line = { rest, matched, isWhole, isInParagraph: this.leaf.kind === 'paragraph', isNew: false };
    while (this.openContainer(line));
    return this.openLeaf(line);
  }

  /** @returns whether a quotation or an item of a list begins where the line stands */
  private openContainer(line: OpenLine): boolean {
    const indent = indentOf(line.rest);
    const text = line.rest.slice(indent);
    if (indent >= TAB || text === '' || this.containers.length >= MAX_DEPTH) return false;
    if (text[0] === '>') {
      this.enter(line, { kind: 'quote' }, text.slice(text[1] === ' ' ? 2 : 1));
      return true;
    }
    if (beginsLeaf(text, line)) return false;
    const marker = LIST_MARKER.exec(text);
    if (!marker || (line.isInParagraph && line.isWhole && !interrupts(text, marker))) return false;
    const width = marker[0].length;
    const blanks = indentOf(text.slice(width));
    const isEmpty = !/\S/.test(text.slice(width));
    const padding = isEmpty || blanks > TAB ? width + 1 : width + blanks;
    this.enter(line, { kind: 'item', indent: indent + padding, isEmpty }, text.slice(padding));
    return true;
  }

  private enter(line: OpenLine, container: Container, inner: string): void {
    this.leave(line);
    this.containers.push(container);
    line.isNew = true;
    line.isInParagraph = false;
    line.rest = inner;
  }

  /** Closes the containers that the line does not go on with. */
  private leave({ matched, isNew }: OpenLine): void {
    if (!isNew) this.containers.length = matched;
  }

  private openLeaf(line: OpenLine): string {
    const { rest, isInParagraph, isWhole, isNew } = line;
    const indent = indentOf(rest);
    const text = rest.slice(indent);
    if (text === '') {
      this.begin({ kind: 'none' });
      return '';
    }
    if (indent >= TAB) {
      const isAgreed = !isNew && this.containers.length === 0 && this.leaf.kind !== 'table';
      const isText = isInParagraph || this.leaf.kind === 'html' || (this.scope === 'agreed' && !isAgreed);
      if (isText) return this.openParagraph(line);
      this.leave(line);
      this.begin({ kind: 'indented' });
      return '';
    }
    if (!beginsLeaf(text, line)) return this.openParagraph(line);
    const fence = FENCE.exec(text)?.[0];
    if (fence) return this.openFence(text, fence, line);
    if (isInParagraph && isWhole && !SETEXT.test(text) && DELIMITERS.test(text)) {
      this.begin({ kind: 'table' });
      return text;
    }
    this.leave(line);
    this.begin({ kind: 'none' });
    return HEADING.test(text) ? text : '';
  }

  private openFence(text: string, fence: string, line: OpenLine): string {
    const paragraph = line.isInParagraph ? this.paragraph : undefined;
    const before = { containers: [...this.containers], paragraph };
    this.leave(line);
    this.begin({ kind: 'fence', mark: fence[0] ?? '`', length: fence.length, before });
    this.closing = text;
    if (fence[0] !== '`' || !text.slice(fence.length).includes('`')) return '';
    this.resume(before);
    return text;
  }

  /** What stands in no new block goes on with an open paragraph, even without the marks of its containers. */
  private openParagraph(line: OpenLine): string {
    if (!line.isInParagraph) {
      const { kind } = this.leaf;
      const goesOn = (kind === 'table' || kind === 'html') && line.isWhole && !line.isNew;
      this.leave(line);
      this.begin({ kind: goesOn ? kind : 'paragraph' });
    }
    return line.rest.trimStart();
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
