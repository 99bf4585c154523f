/** Markdown of one line as plain text: without marks of emphasis and code, and with the words of links. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .replace(/(?<![\w\\])_|_(?!\w)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
