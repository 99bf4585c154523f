import GithubSlugger from 'github-slugger';
import type { Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
// Its types say that a node may carry `hProperties`.
import type {} from 'remark-rehype';
import { visit } from 'unist-util-visit';
import { anchorText } from './anchor-text';
import { customId } from './custom-id';
import type { Heading } from './heading';

/**
 * Gives every heading of the tree its anchor (as the `id` it will have in the page) and returns them in order, by the rules
 * of Docusaurus: GitHub's slugs over the whole page, so a repeated heading gets `-1`; `{#custom-id}` at the end of one is
 * taken as it stands, is removed from the text, and is not counted among those that repeat.
 */
export function anchorHeadings(tree: Root): Heading[] {
  const slugger = new GithubSlugger();
  const found: Heading[] = [];
  visit(tree, 'heading', (heading) => {
    const written = anchorText(heading);
    const custom = customId(written);
    const last = heading.children.at(-1);
    if (custom && last?.type === 'text') last.value = customId(last.value)?.text ?? last.value;
    const anchor = custom?.id ?? slugger.slug(written);
    heading.data = { ...heading.data, hProperties: { ...heading.data?.hProperties, id: anchor } };
    const text = textOf(heading, { includeImageAlt: false }).trim();
    found.push({ depth: heading.depth, text, anchor, line: heading.position?.start.line ?? 1 });
  });
  return found;
}
