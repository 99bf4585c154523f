import type { MarkedToken, Token } from 'marked';
import type { InlineElement } from './inline-html';

/** What our extensions of the tokenizer add to its tokens. */
export interface FormulaToken {
  type: 'formula';
  raw: string;
  tex: string;
  display: boolean;
}

/** An element that is honoured inside of text. */
export interface ElementToken {
  type: 'element';
  raw: string;
  name: InlineElement;
  text: string;
  tokens: Token[];
}

/** A fold: `<details>`. */
export interface DetailsToken {
  type: 'details';
  /** In a line of text, as in a cell of a table, it holds text, else blocks. */
  level: 'block' | 'inline';
  raw: string;
  /** What stands between `<summary>` and its end; empty if there is none. */
  summary: string;
  summaryTokens: Token[];
  text: string;
  tokens: Token[];
}

export type MarkdownToken = MarkedToken | FormulaToken | ElementToken | DetailsToken;

const KNOWN: ReadonlySet<string> = new Set<MarkdownToken['type']>([
  'blockquote',
  'br',
  'checkbox',
  'code',
  'codespan',
  'def',
  'del',
  'details',
  'element',
  'em',
  'escape',
  'formula',
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

/** Tells the tokens that we draw from those that an extension of somebody else could bring: there is none. */
export const isKnown = (token: Token): token is MarkdownToken => KNOWN.has(token.type);
