import type { Nodes } from 'mdast';
import type { Span } from './code-spans';
import { dedent } from './dedent';
import { attributeOf, expressionText, isElement, isExpression, type MdxElement } from './mdx-text';
import type { MdxPage } from './parse-mdx';
import { type Pin, pins } from './pins';

interface Edit extends Span {
  text: string;
}

/**
 * The page as Markdown: what only MDX knows becomes its text, and everything else stays as it is written, to the letter.
 * @param partials what stands for an element, by the element's name
 * @param pinAll give every heading its anchor explicitly, as the headings of a partial need it
 */
export function stripMdx(
  source: string,
  { tree, comments }: MdxPage,
  partials: ReadonlyMap<string, string>,
  pinAll: boolean,
): string {
  const pinned = pins(tree, pinAll).map(
    ({ at, anchor }: Pin): Edit => ({ start: at, end: at, text: ` {#${anchor}}` }),
  );
  const free = [...comments.map((span): Edit => ({ ...span, text: '' })), ...pinned];

  /** The source of a node, with what is to be edited in it edited. */
  const rendered = (node: Nodes): string => {
    const { start, end } = spanOf(node);
    const edits = editsOf(node);
    const within = ({ start: from, end: to }: Span) => start <= from && to <= end;
    const extra = free.filter(
      (edit) => within(edit) && !edits.some((own) => own.start < edit.start && edit.end < own.end),
    );
    return apply(source, { start, end }, [...edits, ...extra]);
  };

  const editsOf = (node: Nodes): Edit[] => {
    const text = replacement(node);
    if (text !== undefined) return [{ ...spanOf(node), text: indented(text, node, source) }];
    return 'children' in node ? node.children.flatMap(editsOf) : [];
  };

  const replacement = (node: Nodes): string | undefined => {
    if (isElement(node)) return elementText(node);
    if (isExpression(node)) return expressionText(node);
    return node.type === 'mdxjsEsm' ? '' : undefined;
  };

  const elementText = (element: MdxElement): string => {
    const partial = partials.get(element.name ?? '');
    if (element.type === 'mdxJsxTextElement') {
      if (partial !== undefined) return partial.replace(/\s*\n\s*/g, ' ').trim();
      if (element.name === 'br') return ' ';
      return element.children.length ? inner(element) : (attributeOf(element, 'alt') ?? '');
    }
    const blocks = element.children.map((child) => dedent(rendered(child), column(child)));
    return [partial ?? '', labelOf(element), ...blocks].filter((block) => block.trim()).join('\n\n');
  };

  /** What stands between the tags of an element within a line. */
  const inner = (element: MdxElement): string => element.children.map(rendered).join('');

  const blocks = tree.children.map((child): Edit => {
    const text = rendered(child);
    // A block that is set in too far would be code in Markdown, which MDX does not have.
    const from = column(child);
    const start = spanOf(child).start - (from > 3 ? from : 0);
    const { end } = spanOf(child);
    const gap = text === '' ? (/^\s*\n/.exec(source.slice(end))?.[0].length ?? 0) : 0;
    return { start, end: end + gap, text: from > 3 ? dedent(text, from) : text };
  });
  const between = free.filter(
    ({ start, end }) => !blocks.some((block) => block.start <= start && end <= block.end),
  );
  return apply(source, { start: 0, end: source.length }, [...blocks, ...between]);
}

/** Names that are shown above what an element holds. */
function labelOf(element: MdxElement): string {
  const label =
    element.name === 'TabItem'
      ? (attributeOf(element, 'label') ?? attributeOf(element, 'value'))
      : element.name === 'Admonition'
        ? attributeOf(element, 'title')
        : undefined;
  if (label) return `**${label}**`;
  return element.children.length ? '' : (attributeOf(element, 'alt') ?? '');
}

function apply(source: string, { start, end }: Span, edits: Edit[]): string {
  let text = '';
  let at = start;
  for (const edit of edits.toSorted((one, other) => one.start - other.start || one.end - other.end)) {
    text += source.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return text + source.slice(at, end);
}

/** Text of several lines in a list or a quote goes on as the first line begins. */
function indented(text: string, node: Nodes, source: string): string {
  const { start } = spanOf(node);
  const lineStart = source.lastIndexOf('\n', start - 1) + 1;
  const prefix = source.slice(lineStart, start).replace(/[^>\s]/g, ' ');
  return text.replace(/\n(?=[^\n])/g, `\n${prefix}`);
}

function spanOf(node: Nodes): Span {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}

function column(node: Nodes): number {
  return (node.position?.start.column ?? 1) - 1;
}
