import type { Nodes } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';

/** What a heading says to Docusaurus when it makes the anchor: it leaves out `:b` of `a:b`, a directive without words. */
export function anchorText(node: Nodes): string {
  if (node.type === 'text') return node.data?.directiveText ?? node.value;
  return 'children' in node ? node.children.map(anchorText).join('') : textOf(node);
}
