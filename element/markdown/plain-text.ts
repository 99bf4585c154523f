import type { Token } from 'marked';
import { decodeEntities } from './decode-entities';
import { isKnown, type MarkdownToken } from './markdown-token';

/** The words of blocks or of what is in them, to be read out: no marks, no code blocks, no addresses but bare ones. */
export function plainText(tokens: Token[]): string {
  return tokens.filter(isKnown).map(words).join('').replace(/\s+/g, ' ').trim();
}

/** With white space around what stands apart. */
function words(token: MarkdownToken): string {
  switch (token.type) {
    case 'space':
    case 'br':
    case 'hr':
    case 'code':
    case 'checkbox':
      return ' ';
    case 'text':
      return token.tokens ? ` ${plainText(token.tokens)} ` : decodeEntities(token.raw);
    case 'escape':
    case 'codespan':
      return token.text;
    case 'image':
      return decodeEntities(token.text);
    case 'formula':
      return token.display ? ` ${token.tex} ` : token.tex;
    case 'html':
    case 'def':
      return token.raw;
    case 'table':
      return [token.header, ...token.rows]
        .map((row) => ` ${row.map((cell) => plainText(cell.tokens)).join(', ')}; `)
        .join('');
    case 'list':
      return token.items.map((item) => ` ${plainText(item.tokens)} `).join('');
    case 'details':
      return ` ${plainText(token.summaryTokens)} ${plainText(token.tokens)} `;
    case 'em':
    case 'strong':
    case 'del':
    case 'link':
    case 'element':
      return token.tokens.filter(isKnown).map(words).join('');
    case 'paragraph':
    case 'heading':
    case 'blockquote':
    case 'list_item':
      return ` ${plainText(token.tokens)} `;
    default:
      return token satisfies never;
  }
}
