import { type MarkedToken, marked, type Token } from 'marked';
import type { Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

/**
 * Where the links and pictures of a Markdown text lead, as two renderers read it that do not agree on everything; and its HTML
 * that has attributes, which somebody else's renderer may show.
 */
export function linksInMarkdown(markdown: string): string[] {
  return [...byMarked(markdown), ...byRemark(markdown)];
}

function byMarked(markdown: string): string[] {
  const found: string[] = [];
  const take = (token: Token) => {
    const known = token as MarkedToken;
    if (known.type === 'link' || known.type === 'image') found.push(known.href);
    if (known.type === 'html' && /[=:]/.test(known.text)) found.push(known.text);
  };
  try {
    marked.walkTokens(marked.lexer(markdown, { gfm: true }), take);
  } catch (error) {
    // On some broken quotations in lists it fails by itself; what it cannot read it cannot show.
    if (!(error instanceof TypeError)) throw error;
  }
  return found;
}

function byRemark(markdown: string): string[] {
  const found: string[] = [];
  const tree = unified().use(remarkParse).use(remarkGfm).parse(markdown);
  visit(tree, (node: Nodes) => {
    // A definition leads somewhere as soon as anything names it.
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition') found.push(node.url);
    if (node.type === 'html' && /[=:]/.test(node.value)) found.push(node.value);
  });
  return found;
}
