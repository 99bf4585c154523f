import type { Nodes, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';

declare module 'mdast' {
  interface TextData {
    /** What goes into an anchor where the text was taken for a directive at first: what it says without its name. */
    directiveText?: string;
  }
}

/** The name of a directive as Docusaurus has it: its parser is older than ours, and knows ASCII only. */
const NAME = /^[A-Za-z](?:[\w-]*[A-Za-z\d])?(?![\w-])/;

/**
 * Makes the inline and one-line forms of directives text again, as in Docusaurus: a course full of `a:b` would otherwise
 * lose every `:b`.
 */
export function directivesAsText(tree: Root, source: string): void {
  visit(tree, (node, index, parent) => {
    if (node.type !== 'textDirective' && node.type !== 'leafDirective') return;
    if (!parent || index === undefined) return;
    const value = written(node, source);
    const name = NAME.exec(node.name)?.[0];
    const rest = node.name.slice(name?.length);
    const text = {
      type: 'text' as const,
      value,
      data: {
        directiveText: name === undefined ? value : rest ? value.slice(1 + name.length) : textOf(node),
      },
      ...(node.position ? { position: node.position } : {}),
    };
    parent.children[index] =
      node.type === 'leafDirective'
        ? { type: 'paragraph', children: [text], ...(node.position ? { position: node.position } : {}) }
        : text;
  });
}

function written(node: Nodes, source: string): string {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  return start === undefined || end === undefined ? '' : source.slice(start, end);
}
