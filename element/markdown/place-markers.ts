import type { Token, Tokens } from 'marked';
import type { Citation, Marker } from '../citations/number-sources';
import { isKnown, type MarkdownToken } from './markdown-token';

/** Where a mark goes: into a text token, `at` characters into its source, or behind any other token. */
export interface Placement {
  at: number;
  citations: Citation[];
}

/** A token, or a table cell. */
export type Anchor = object;

export type Placements = ReadonlyMap<Anchor, Placement[]>;

const BEHIND = Number.POSITIVE_INFINITY;

interface Place {
  anchor: Anchor;
  at: number;
}

/** The last of `starts` that lies before `offset`: a mark belongs to the character before it. */
function indexBefore(starts: number[], offset: number): number {
  return Math.max(
    0,
    starts.findLastIndex((start) => start < offset),
  );
}

/** Offsets at which the sources of `tokens` begin in `text`. Between blocks there can be gaps. */
function startsIn(text: string, tokens: MarkdownToken[]): number[] {
  let cursor = 0;
  return tokens.map(({ raw }) => {
    const found = text.indexOf(raw, cursor);
    const start = found < 0 ? cursor : found;
    cursor = start + raw.length;
    return start;
  });
}

/** Maps an offset in a block's source to its content, from whose lines the indent or the `>` was taken. */
function withoutIndent(outer: string, inner: string, offset: number): number {
  const before = outer.slice(0, offset).split('\n');
  const row = before.length - 1;
  const outerLine = outer.split('\n')[row] ?? '';
  const innerLines = inner.split('\n');
  const innerLine = innerLines[row];
  if (innerLine === undefined) return inner.length;
  const removed = Math.max(0, outerLine.trimEnd().length - innerLine.trimEnd().length);
  const column = Math.min(Math.max(0, (before[row]?.length ?? 0) - removed), innerLine.length);
  return innerLines.slice(0, row).reduce((sum, line) => sum + line.length + 1, 0) + column;
}

function inline(tokens: Token[], offset: number, parent: Anchor): Place {
  const known = tokens.filter(isKnown);
  let end = 0;
  const starts = known.map(({ raw }) => {
    end += raw.length;
    return end - raw.length;
  });
  const at = indexBefore(starts, offset);
  const token = known[at];
  if (!token) return { anchor: parent, at: BEHIND };
  const within = offset - (starts[at] ?? 0);
  switch (token.type) {
    case 'text':
      return { anchor: token, at: Math.max(0, Math.min(within, token.raw.length)) };
    case 'strong':
    case 'em':
    case 'del':
    case 'element':
      if (within >= token.raw.length) return { anchor: token, at: BEHIND };
      return inline(token.tokens, within - Math.max(0, token.raw.indexOf(token.text)), token);
    default:
      // Inside code, a link or an image there is no place: behind it.
      return { anchor: token, at: BEHIND };
  }
}

function among(tokens: Token[], text: string, offset: number, parent: Anchor): Place {
  const known = tokens.filter(isKnown);
  const starts = startsIn(text, known);
  const at = indexBefore(starts, offset);
  const token = known[at];
  return token ? inBlock(token, offset - (starts[at] ?? 0)) : { anchor: parent, at: BEHIND };
}

/** Which cell of which row holds `offset`: cells end at pipes that are not escaped. */
function inTable(table: Tokens.Table, offset: number): Place {
  const before = table.raw.slice(0, offset).split('\n');
  const line = before.length - 1;
  const row = line < 2 ? table.header : table.rows[line - 2];
  const pipes = before[line]?.match(/(?<!\\)\|/g)?.length ?? 0;
  const leading = table.raw.split('\n')[line]?.trimStart().startsWith('|') ? 1 : 0;
  const cell = row?.[Math.min(Math.max(0, pipes - leading), row.length - 1)];
  return { anchor: cell ?? table, at: BEHIND };
}

function inBlock(token: MarkdownToken, offset: number): Place {
  switch (token.type) {
    case 'paragraph':
    case 'heading':
    case 'text': {
      if (!token.tokens) return { anchor: token, at: Math.max(0, Math.min(offset, token.raw.length)) };
      return inline(token.tokens, offset - Math.max(0, token.raw.indexOf(token.text)), token);
    }
    case 'blockquote':
    case 'list_item':
      return among(token.tokens, token.text, withoutIndent(token.raw, token.text, offset), token);
    case 'details': {
      const summary = /^\s*<details>(?:\s*<summary>[\s\S]*?<\/summary>)?/i.exec(token.raw)?.[0] ?? '';
      const start = token.raw.indexOf(token.text, summary.length);
      // Marks of the summary stand behind the fold: in it they would be buttons inside of a button.
      if (offset <= start) return { anchor: token, at: BEHIND };
      return among(token.tokens, token.text, offset - start, token);
    }
    case 'list':
      return among(token.items, token.raw, offset, token);
    case 'table':
      return inTable(token, offset);
    default:
      return { anchor: token, at: BEHIND };
  }
}

/** Finds for every marker, given relative to the block's source, the token that it stands in or behind. */
export function placeMarkers(block: MarkdownToken, markers: Marker[]): Placements {
  const placements = new Map<Anchor, Placement[]>();
  for (const { offset, citations } of markers) {
    const { anchor, at } = inBlock(block, offset);
    placements.set(anchor, [...(placements.get(anchor) ?? []), { at, citations }]);
  }
  return placements;
}

/** The markers of each block, relative to it. A marker between blocks belongs to the one before. */
export function markersByBlock(blocks: MarkdownToken[], markers: Marker[]): Marker[][] {
  const lists: Marker[][] = blocks.map(() => []);
  let end = 0;
  const ranges = blocks.map(({ raw, type }, index) => {
    end += raw.length;
    return { index, start: end - raw.length, visible: type !== 'space' && type !== 'def' };
  });
  const shown = ranges.filter(({ visible }) => visible);
  for (const { offset, citations } of markers) {
    const block = shown.findLast(({ start }) => start < offset) ?? shown[0];
    if (block) lists[block.index]?.push({ offset: offset - block.start, citations });
  }
  return lists;
}
