import { Lexer, type MarkedToken, type Token } from 'marked';

const KNOWN: ReadonlySet<string> = new Set<MarkedToken['type']>([
  'blockquote',
  'br',
  'checkbox',
  'code',
  'codespan',
  'def',
  'del',
  'em',
  'escape',
  'heading',
  'hr',
  'html',
  'image',
  'link',
  'list',
  'list_item',
  'paragraph',
  'space',
  'strong',
  'table',
  'text',
]);

/** Tokens of marked itself; there are no extensions that could bring others. */
export const isMarked = (token: Token): token is MarkedToken => KNOWN.has(token.type);

/** Longest text that is parsed, in UTF-16 code units. What exceeds it is cut. */
const LIMIT = 200_000;

/** The blocks of a Markdown text (GFM; a single line break is one). The text must have no CR. */
export function parseMarkdown(source: string): MarkedToken[] {
  const text = source.slice(0, LIMIT);
  try {
    return new Lexer({ gfm: true, breaks: true }).lex(text).filter(isMarked);
  } catch {
    // Some nestings of lists and brackets are too much for the lexer, and anybody can write them: shown as they are written.
    return [{ type: 'text', raw: text, text, escaped: false }];
  }
}
