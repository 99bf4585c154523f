import type { Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';

/** The block directives that Docusaurus knows, and the tone each is shown in. */
const TONES = {
  note: 'note',
  info: 'note',
  important: 'note',
  tip: 'tip',
  success: 'tip',
  warning: 'warning',
  caution: 'warning',
  danger: 'danger',
} as const;

export type CalloutTone = (typeof TONES)[keyof typeof TONES];

/** Turns `:::tip[Title]` blocks into `<aside data-tone data-title>` for `Callout` to dress. */
export function admonitions(tree: Root): void {
  visit(tree, 'containerDirective', (block) => {
    const name = Object.entries(TONES).find(([known]) => known === block.name);
    const [first] = block.children;
    const label = first?.type === 'paragraph' && first.data?.directiveLabel ? textOf(first) : undefined;
    if (label !== undefined) block.children.shift();
    const [word, tone] = name ?? ['note', TONES.note];
    block.data = {
      ...block.data,
      hName: 'aside',
      hProperties: { dataTone: tone, dataTitle: label ?? word.charAt(0).toUpperCase() + word.slice(1) },
    };
  });
}
