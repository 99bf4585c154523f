import type { Token, Tokens } from 'marked';

/** Text of which nothing means anything but its line breaks: one token, since elements for them all would cost too much. */
export const literalTokens = (text: string): Token[] => [{ type: 'text', raw: text, text, escaped: false }];

/** A text as it is written, as a block. */
export const literalBlock = (text: string): Tokens.Paragraph => ({
  type: 'paragraph',
  raw: text,
  text,
  tokens: literalTokens(text),
});
