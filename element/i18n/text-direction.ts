const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur']);

export function textDirection(locale: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(locale.split('-')[0]?.toLowerCase() ?? '') ? 'rtl' : 'ltr';
}

const RIGHT_TO_LEFT_LETTER =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/**
 * The direction of a block of Markdown by its first letter. `dir="auto"` does not do for a block of paragraphs: it does not look
 * into elements that have a direction of their own.
 */
export function markdownDirection(source: string): 'ltr' | 'rtl' {
  const [first = ''] = /\p{L}/u.exec(source.replace(/`[^`]*`|<[^>]*>|\]\([^)]*\)|https?:\S+/g, '')) ?? [];
  return RIGHT_TO_LEFT_LETTER.test(first) ? 'rtl' : 'ltr';
}
