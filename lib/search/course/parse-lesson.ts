import type { Root } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { directivesAsText } from './directives-as-text';

const processor = unified().use(remarkParse).use(remarkGfm).use(remarkDirective);

/** Reads the Markdown of a page: GitHub's Markdown, and `:::note[Title]` blocks. */
export function parseLesson(body: string): Root {
  const tree = processor.parse(body);
  directivesAsText(tree, body);
  return tree;
}
