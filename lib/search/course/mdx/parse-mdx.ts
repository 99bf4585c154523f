import type { Root } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { directivesAsText } from '../directives-as-text';
import type { Span } from './code-spans';
import { commentSpans } from './comment-spans';
import { formulaSpans } from './formula-spans';

const processor = unified().use(remarkParse).use(remarkMdx).use(remarkGfm).use(remarkDirective);

const CUSTOM_ID = /^(?<before>[ \t>]*#{1,6} .*?)\{(?<id>#[^{}\n]+)\}(?=[ \t#]*$)/gm;
/** Stand for the braces of `{#id}`, which MDX would take for an expression. As long as what they stand for. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
/** Stands for a `<` in a formula, which MDX would take for a tag. */
const LESS = '\uE004';

/** The tree of an MDX page, its offsets those of the source, and where HTML comments stand, which are not in the tree. */
export interface MdxPage {
  tree: Root;
  comments: Span[];
}

/**
 * Reads MDX as Docusaurus does, which also takes HTML comments, formulas and `{#id}` behind headings.
 * @throws an error of the parser, with the place
 */
export function parseMdx(source: string): MdxPage {
  const comments = commentSpans(source);
  const masked = withoutTex(blanked(source, comments)).replace(CUSTOM_ID, `$<before>${OPEN}$<id>${CLOSE}`);
  const tree = processor.parse(masked);
  directivesAsText(tree, masked);
  visit(tree, 'text', (text) => {
    text.value = text.value.replaceAll(OPEN, '{').replaceAll(CLOSE, '}').replaceAll(LESS, '<');
  });
  return { tree, comments };
}

/** Nothing in a formula is MDX. */
function withoutTex(source: string): string {
  let text = '';
  let at = 0;
  for (const { start, end } of formulaSpans(source)) {
    const formula = source.slice(start, end);
    text += source.slice(at, start);
    text += formula.replaceAll('{', OPEN).replaceAll('}', CLOSE).replaceAll('<', LESS);
    at = end;
  }
  return text + source.slice(at);
}

function blanked(source: string, spans: Span[]): string {
  let text = '';
  let at = 0;
  for (const { start, end } of spans) {
    text += source.slice(at, start) + source.slice(start, end).replace(/[^\n]/g, ' ');
    at = end;
  }
  return text + source.slice(at);
}
