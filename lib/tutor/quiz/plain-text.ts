/** Markdown of one line as plain text: without marks of emphasis and code, and with the words of links. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .split(/(`[^`]*`)/)
    .map((piece) => (piece.startsWith('`') ? piece : piece.replace(/\*|(?<![\w\\])_|_(?!\w)/g, '')))
    .join('')
    .replace(/`|\s+/g, (mark) => (mark === '`' ? '' : ' '))
    .trim();
}
