import type { Entry } from './entry';

/** What the copy button of a turn takes: the Markdown of its answers and the `copy_text` of its widgets, in order. */
export function turnCopyText(entries: Entry[]): string {
  return entries
    .flatMap((entry) => {
      if (entry.kind !== 'item') return [];
      if (entry.item.type === 'assistant_message') return entry.item.content.map((part) => part.text);
      return entry.item.type === 'widget' ? [entry.item.copy_text ?? ''] : [];
    })
    .filter((text) => text !== '')
    .join('\n\n');
}
