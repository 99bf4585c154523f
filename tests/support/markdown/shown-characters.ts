import type { Token } from 'marked';
import { isKnown } from '@/element/markdown/markdown-token';

/** A character as a reader sees it, and what it is: "p", "ul li strong", … White space is left out. */
export interface ShownCharacter {
  char: string;
  kind: string;
}

const characters = (text: string, kind: string): ShownCharacter[] =>
  [...text].filter((char) => !/\s/.test(char)).map((char) => ({ char, kind }));

const TAGS: Record<string, string> = {
  paragraph: 'p',
  text: 'p',
  blockquote: 'blockquote',
  list_item: 'li',
  link: 'a',
  element: 'element',
};

/** All that is shown of blocks, in order. Formulas, images and rules count as one character. */
export function shownCharacters(tokens: Token[], around = ''): ShownCharacter[] {
  return tokens.filter(isKnown).flatMap((token): ShownCharacter[] => {
    const kind = `${around} ${TAGS[token.type] ?? token.type}`;
    switch (token.type) {
      case 'space':
      case 'br':
      case 'checkbox':
        return [];
      case 'hr':
      case 'image':
      case 'formula':
        return [{ char: token.raw.trim(), kind }];
      case 'code':
      case 'codespan':
        return characters(token.text, kind);
      case 'heading':
        return shownCharacters(token.tokens, `${around} h${token.depth}`);
      case 'list':
        return shownCharacters(token.items, `${around} ${token.ordered ? 'ol' : 'ul'}`);
      case 'table':
        return [token.header, ...token.rows].flatMap((row) =>
          row.flatMap((cell, column) => shownCharacters(cell.tokens, `${kind} ${column}`)),
        );
      case 'details':
        return [
          ...(token.summary
            ? shownCharacters(token.summaryTokens, `${kind} summary`)
            : [{ char: 'Details', kind: `${kind} summary` }]),
          ...shownCharacters(token.tokens, kind),
        ];
      case 'text': {
        const inBlock = /(^| )(li|blockquote|details)$/.test(around);
        const own = inBlock ? `${around} p` : around;
        return token.tokens ? shownCharacters(token.tokens, own) : characters(token.raw, own);
      }
      case 'escape':
        return characters(token.text, around);
      case 'html':
      case 'def':
        return characters(token.raw, around);
      default:
        return shownCharacters(token.tokens ?? [], kind);
    }
  });
}
