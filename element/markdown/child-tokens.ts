import type { Token } from 'marked';
import type { MarkdownToken } from './markdown-token';

/** The tokens that stand in a token, in the order of the text. */
export function childTokens(token: MarkdownToken): Token[] {
  switch (token.type) {
    case 'list':
      return token.items;
    case 'table':
      return [token.header, ...token.rows].flatMap((row) => row.flatMap(({ tokens }) => tokens));
    case 'details':
      return [...token.summaryTokens, ...token.tokens];
    default:
      return 'tokens' in token ? (token.tokens ?? []) : [];
  }
}
