import type { Nodes, Root } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

const processor = unified().use(remarkParse).use(remarkGfm).use(remarkDirective);

/**
 * Reads the Markdown of a page: GitHub's Markdown, and `:::note[Title]` blocks. The inline and one-line forms of
 * directives are text again, as in Docusaurus: a course full of `a:b` would otherwise lose every `:b`.
 */
export function parseLesson(body: string): Root {
  const tree = processor.parse(body);
  visit(tree, (node, index, parent) => {
    if (node.type !== 'textDirective' && node.type !== 'leafDirective') return;
    if (!parent || index === undefined) return;
    const text = { type: 'text' as const, value: written(node, body) };
    parent.children[index] = node.type === 'leafDirective' ? { type: 'paragraph', children: [text] } : text;
  });
  return tree;
}

function written(node: Nodes, body: string): string {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  return start === undefined || end === undefined ? '' : body.slice(start, end);
}
