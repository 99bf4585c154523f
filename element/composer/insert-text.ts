/** Puts text at the caret, in place of what is selected, parted by a space from the words around it; answers the whole. */
export function insertText(area: HTMLTextAreaElement, text: string): string {
  const { value, selectionStart, selectionEnd } = area;
  const before = /\S$/.test(value.slice(0, selectionStart)) ? ' ' : '';
  const after = /^\S/.test(value.slice(selectionEnd)) ? ' ' : '';
  area.setRangeText(`${before}${text}${after}`, selectionStart, selectionEnd, 'end');
  return area.value;
}
