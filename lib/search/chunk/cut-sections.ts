import type { Root } from 'mdast';
import { anchorHeadings } from '../course';
import type { Section } from './section';

/** Deeper headings stay in the text of their section. */
const DEEPEST = 3;

/**
 * The sections of a page. Only headings of the page itself cut it: one inside a quote, a list or an admonition belongs to
 * its block, and `## ` inside a fence is no heading at all.
 */
export function cutSections(tree: Root, body: string): Section[] {
  const byLine = new Map(anchorHeadings(tree).map((heading) => [heading.line, heading]));
  let current: Section = { headings: [], headingLine: '', blocks: [] };
  const sections = [current];
  for (const block of tree.children) {
    const heading = block.type === 'heading' ? byLine.get(block.position?.start.line ?? 0) : undefined;
    if (!heading || heading.depth > DEEPEST) {
      current.blocks.push(block);
      continue;
    }
    current = {
      headings: [...current.headings.filter((outer) => outer.depth < heading.depth), heading],
      headingLine: body.slice(block.position?.start.offset, block.position?.end.offset),
      blocks: [],
    };
    sections.push(current);
  }
  return sections.filter((section) => section.headingLine || section.blocks.length);
}
