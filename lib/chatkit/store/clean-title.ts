/**
 * The title as every store keeps it: no database takes U+0000 in a text, and no UTF-8 a lone surrogate. A hook may set a title
 * that holds either.
 */
export function cleanTitle(title: string): string {
  return title.replaceAll('\u0000', '').toWellFormed();
}
