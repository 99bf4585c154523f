import GithubSlugger, { slug } from 'github-slugger';
import type { Heading, Nodes, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import { anchorHeadings } from '../anchor-headings';
import { anchorText } from '../anchor-text';
import { customId } from '../custom-id';
import { expressionText, isElement, isExpression } from './mdx-text';

/** A heading whose anchor has to be written behind it. */
export interface Pin {
  /** Offset of the end of its text. */
  at: number;
  anchor: string;
}

/**
 * The headings of an MDX page that would have another anchor as plain Markdown: Docusaurus slugs the source of an
 * expression, and the headings of a partial apart from those of the page around it.
 * @param all also those that would not
 */
export function pins(tree: Root, all: boolean): Pin[] {
  const found: Heading[] = [];
  visit(tree, 'heading', (heading) => {
    found.push(heading);
  });
  if (!found.length) return [];
  const headings = found.map((heading) => ({
    heading,
    text: plainText(heading),
    isCustom: customId(textOf(heading)) !== undefined,
  }));
  const wanted = anchorHeadings(structuredClone(tree)).map(({ anchor }) => anchor);
  const pinned = new Set<number>();
  for (const [index, { heading, text, isCustom }] of headings.entries()) {
    if (!isCustom && (all || slug(text.trim()) !== slug(anchorText(heading)))) pinned.add(index);
  }

  for (let wrong = 0; wrong >= 0; ) {
    // A heading with an anchor of its own is not counted among those that repeat.
    const slugger = new GithubSlugger();
    wrong = headings.findIndex(
      ({ isCustom, text }, index) =>
        !isCustom && !pinned.has(index) && slugger.slug(text.trim()) !== wanted[index],
    );
    if (wrong >= 0) pinned.add(wrong);
  }
  return [...pinned].flatMap((index): Pin[] => {
    const at = headings[index]?.heading.children.at(-1)?.position?.end.offset;
    const anchor = wanted[index];
    return at === undefined || !anchor ? [] : [{ at, anchor }];
  });
}

/** The text of a heading as it will be in Markdown. */
function plainText(node: Nodes): string {
  if (isExpression(node)) return expressionText(node);
  if (isElement(node) && node.name === 'br') return ' ';
  if ('children' in node) return node.children.map(plainText).join('');
  return anchorText(node);
}
