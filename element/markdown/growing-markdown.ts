/*
 * Text that is still growing. What cannot be told yet is held back, so that nothing changes its kind under the reader's eyes: no
 * stars that turn bold, no row of pipes that turns into a table, no underscores of an address that slant it for a moment. What is
 * shown is at all times a beginning of what is shown in the end. Nothing is held back for long: see `REACH` in scan-inline.ts.
 */

import type { Token, Tokens } from 'marked';
import { isKnown, type MarkdownToken } from './markdown-token';
import { parseMarkdown } from './parse-markdown';
import { decidedLength } from './scan-inline';
import { decidedLines, mayCloseFence } from './undecided-lines';

/** The innermost block at the end of a text. */
type Leaf =
  | { kind: 'inline'; text: string }
  | { kind: 'table'; rows: number; text: string }
  | { kind: 'code'; closed: boolean }
  | { kind: 'none' };

const ENDS_IN_BLANK_LINE = /\n[ \t>]*\n$/;

const NONE: Leaf = { kind: 'none' };

function lastVisible(tokens: Token[]): MarkdownToken | undefined {
  return tokens.filter(isKnown).findLast(({ type }) => type !== 'space');
}

const isClosedFence = ({ raw }: Tokens.Code): boolean => {
  const marker = /^ {0,3}(`{3,}|~{3,})/.exec(raw)?.[1];
  if (!marker) return true;
  const last = raw.trimEnd().split('\n').slice(1).at(-1)?.trim() ?? '';
  return last.startsWith(marker) && last === marker.charAt(0).repeat(last.length);
};

function leafOf(tokens: Token[]): Leaf {
  const token = lastVisible(tokens);
  switch (token?.type) {
    case 'paragraph':
    case 'heading':
      return { kind: 'inline', text: token.text };
    case 'text':
      return { kind: 'inline', text: token.text };
    case 'code':
      return { kind: 'code', closed: isClosedFence(token) };
    case 'table':
      return {
        kind: 'table',
        rows: token.rows.length,
        text: growingCell(token.rows.at(-1) ?? [])?.text ?? '',
      };
    case 'blockquote':
    case 'list_item':
      return leafOf(token.tokens);
    case 'details':
      return lastVisible(token.tokens) ? leafOf(token.tokens) : { kind: 'inline', text: token.summary };
    case 'list':
      return leafOf(token.items.slice(-1));
    default:
      return NONE;
  }
}

/** `tokens` up to `length` characters of their source. */
function cutInline(tokens: Token[], length: number): Token[] {
  const result: Token[] = [];
  let rest = length;
  for (const token of tokens) {
    if (rest <= 0) break;
    if (token.raw.length <= rest) result.push(token);
    else if (token.type === 'text') {
      const raw = token.raw.slice(0, rest);
      result.push({ type: 'text', raw, text: raw, escaped: false });
    }
    rest -= token.raw.length;
  }
  return result;
}

/** A block without what is undecided at its end, or null if nothing is left of it. */
function cutBlock(token: MarkdownToken): MarkdownToken | null {
  switch (token.type) {
    case 'paragraph':
    case 'heading':
    case 'text': {
      const length = decidedLength(token.text);
      if (length === token.text.length) return token;
      const tokens = cutInline(token.tokens ?? [], length);
      return tokens.every(({ raw }) => raw.trim() === '') ? null : { ...token, tokens };
    }
    case 'blockquote':
      return withTokens(token);
    case 'list': {
      const item = token.items.at(-1);
      const last = item && withTokens(item);
      const items = last ? [...token.items.slice(0, -1), last] : token.items.slice(0, -1);
      return items.length === 0 ? null : { ...token, items };
    }
    case 'table':
      return {
        ...token,
        rows: token.rows.map((row, at) => (at === token.rows.length - 1 ? cutRow(row) : row)),
      };
    case 'details': {
      if (lastVisible(token.tokens)) {
        const cut = { ...token, tokens: cutLast(token.tokens) };
        return isEmptyFold(cut) ? null : cut;
      }
      const summaryTokens = cutInline(token.summaryTokens, decidedLength(token.summary));
      return summaryTokens.length === 0 ? null : { ...token, summaryTokens };
    }
    default:
      return token;
  }
}

function withTokens<T extends Tokens.Blockquote | Tokens.ListItem>(token: T): T | null {
  const tokens = cutLast(token.tokens);
  return lastVisible(tokens) ? { ...token, tokens } : null;
}

/** The cell that grows is the last one with something in it. */
const growingCell = (row: Tokens.TableCell[]): Tokens.TableCell | undefined =>
  row.findLast(({ text }) => text !== '');

function cutRow(row: Tokens.TableCell[]): Tokens.TableCell[] {
  const growing = growingCell(row);
  return row.map((cell) =>
    cell === growing ? { ...cell, tokens: cutInline(cell.tokens, decidedLength(cell.text)) } : cell,
  );
}

function cutLast(tokens: Token[]): Token[] {
  const last = lastVisible(tokens);
  if (!last) return tokens;
  const index = tokens.lastIndexOf(last);
  const cut = cutBlock(last);
  return cut === last ? tokens : [...tokens.slice(0, index), ...(cut ? [cut] : [])];
}

/** A fold of which nothing is known yet but that it is one. */
const isEmptyFold = (token: MarkdownToken | undefined): boolean =>
  token?.type === 'details' && token.summary === '' && !lastVisible(token.tokens);

/** Whether `text` ends in a table whose second row is complete: more cells in it would make it none. */
function endsInTable(text: string): boolean {
  if (ENDS_IN_BLANK_LINE.test(text)) return false;
  const leaf = leafOf(parseMarkdown(text));
  return leaf.kind === 'table' && (leaf.rows > 0 || text.endsWith('\n'));
}

/** What of `text` is made of lines that are told. `blocks` are its blocks. */
function decidedText(text: string, blocks: MarkdownToken[]): string {
  const leaf = leafOf(blocks);
  if (leaf.kind === 'code') {
    const lineStart = text.lastIndexOf('\n') + 1;
    if (mayCloseFence(text.slice(lineStart))) return text.slice(0, lineStart);
    if (!leaf.closed) return text;
  }
  return text.slice(0, decidedLines(text, endsInTable));
}

/** How many characters at the end of a leaf are held back. */
function heldLength(leaf: Leaf): number {
  const growing = leaf.kind === 'inline' || leaf.kind === 'table' ? leaf.text : '';
  return growing.length - decidedLength(growing);
}

/** Without the start of a tag that may end a fold: what stands before it would be the whole of its line. */
function withoutPartialEnd(text: string): string {
  const start = text.lastIndexOf('<');
  return start >= 0 && '</details>'.startsWith(text.slice(start).toLowerCase()) && !text.endsWith('>')
    ? text.slice(0, start)
    : text;
}

export interface GrowingMarkdown {
  blocks: MarkdownToken[];
  /** How much of the source is shown, in UTF-16 code units. */
  shown: number;
}

/** The blocks of a text as they can be shown while more of it is coming. The text must have no CR. */
export function parseGrowing(growing: string): GrowingMarkdown {
  const source = withoutPartialEnd(growing);
  const written = parseMarkdown(source);
  const text = decidedText(source, written);
  const blocks = text === source ? written : parseMarkdown(text);
  const last = lastVisible(blocks);
  if (!last) return { blocks, shown: text.length };
  if (isEmptyFold(last)) {
    const index = blocks.lastIndexOf(last);
    return { blocks: blocks.slice(0, index), shown: text.length - last.raw.length };
  }
  // A blank line closes a block: nothing that comes can change it.
  const isClosed = ENDS_IN_BLANK_LINE.test(source) || (last.type === 'heading' && source.endsWith('\n'));
  if (isClosed) return { blocks, shown: text.length };
  return {
    blocks: cutLast(blocks).filter(isKnown),
    shown: text.trimEnd().length - heldLength(leafOf(blocks)),
  };
}

/** How many blocks at the end are read anew each time. The last one grows; the one before it may turn out to go on. */
const MAX_UNSETTLED = 2;

/**
 * Reads a text again and again while it grows, but only the end of it: however long an answer gets, its next word costs the same.
 */
export class GrowingReader {
  /** The settled beginning, up to a blank line behind its last block. */
  #settled = '';
  #blocks: MarkdownToken[] = [];

  /** As `parseGrowing`. A text that does not begin as the one before is read as a whole. */
  read(source: string): GrowingMarkdown {
    if (!source.startsWith(this.#settled)) {
      this.#settled = '';
      this.#blocks = [];
    }
    const { blocks, shown } = parseGrowing(source.slice(this.#settled.length));
    const growing = { blocks: [...this.#blocks, ...blocks], shown: this.#settled.length + shown };
    this.#settle(source, blocks);
    return growing;
  }

  #settle(source: string, blocks: MarkdownToken[]): void {
    const visible = blocks.filter(({ type }) => type !== 'space');
    const firstUnsettled = visible.at(-MAX_UNSETTLED);
    if (visible.length <= MAX_UNSETTLED || !firstUnsettled) return;
    const settled = blocks.slice(0, blocks.indexOf(firstUnsettled));
    const text = this.#settled + settled.map(({ raw }) => raw).join('');
    // Blocks that are not read from their very letters, as lists with tabs, are read again with what follows.
    if (settled.at(-1)?.type !== 'space' || !source.startsWith(text)) return;
    this.#settled = text;
    this.#blocks = [...this.#blocks, ...settled];
  }
}
