import type { RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';

/** A piece of a page by its offsets. */
export interface Span {
  start: number;
  end: number;
}

/**
 * Packs the blocks of a section into spans of at most `limit` characters, cutting only between blocks. A sentence that
 * announces the next block ("… like this:") stays with it; a block that is longer by itself stays whole, except that a long
 * list is cut between its items.
 */
export function splitBlocks(blocks: RootContent[], limit: number): Span[] {
  const packed: Span[] = [];
  for (const unit of units(blocks, limit)) {
    const last = packed.at(-1);
    if (last && unit.end - last.start <= limit) last.end = unit.end;
    else packed.push({ ...unit });
  }
  return packed;
}

function units(blocks: RootContent[], limit: number): Span[] {
  const found: Span[] = [];
  let announced = false;
  for (const block of blocks) {
    const [first, ...others] = spans(block, limit);
    if (!first) continue;
    const last = found.at(-1);
    if (announced && last) last.end = first.end;
    else found.push(first);
    found.push(...others);
    announced = block.type === 'paragraph' && textOf(block).trimEnd().endsWith(':');
  }
  return found;
}

function spans(block: RootContent, limit: number): Span[] {
  const start = block.position?.start.offset;
  const end = block.position?.end.offset;
  if (start === undefined || end === undefined) return [];
  if (block.type === 'list' && end - start > limit) {
    return block.children.flatMap((item) => spans(item, limit));
  }
  return [{ start, end }];
}
