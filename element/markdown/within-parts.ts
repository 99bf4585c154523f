import type { Tokens } from 'marked';
import { literalTokens } from './inline-limit';
import type { MarkdownToken } from './markdown-token';

/** Blocks of a text, and items of a list, that are drawn as such: each costs a page some elements. */
const MAX_PARTS = 3000;

/** `blocks`, the rest of too many as it is written. */
export function withinParts(blocks: MarkdownToken[]): MarkdownToken[] {
  if (blocks.length <= MAX_PARTS) return blocks;
  const text = blocks
    .slice(MAX_PARTS)
    .map(({ raw }) => raw)
    .join('');
  const rest: Tokens.Paragraph = { type: 'paragraph', raw: text, text, tokens: literalTokens(text) };
  return [...blocks.slice(0, MAX_PARTS), rest];
}

/** The items of a list that are drawn, and the rest as it is written. */
export const splitItems = (items: Tokens.ListItem[]): { drawn: Tokens.ListItem[]; rest: string } => ({
  drawn: items.slice(0, MAX_PARTS),
  rest: items
    .slice(MAX_PARTS)
    .map(({ raw }) => raw)
    .join(''),
});
