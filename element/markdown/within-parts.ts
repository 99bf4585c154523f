import type { Tokens } from 'marked';
import { literalBlock } from './literal-tokens';
import type { MarkdownToken } from './markdown-token';

/** Blocks of a text, and items of a list, that are drawn as such: each costs a page some elements. */
const MAX_PARTS = 3000;

/** `blocks`, the rest of too many as it is written. */
export function withinParts(blocks: MarkdownToken[]): MarkdownToken[] {
  if (blocks.length <= MAX_PARTS) return blocks;
  return [...blocks.slice(0, MAX_PARTS), literalBlock(restOf(blocks))];
}

/** The items of a list that are drawn, and the rest as it is written. */
export const splitItems = (items: Tokens.ListItem[]): { drawn: Tokens.ListItem[]; rest: string } => ({
  drawn: items.slice(0, MAX_PARTS),
  rest: restOf(items),
});

const restOf = (parts: { raw: string }[]): string =>
  parts
    .slice(MAX_PARTS)
    .map(({ raw }) => raw)
    .join('');
