import GithubSlugger from 'github-slugger';
import type { Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
// Its types say that a node may carry `hProperties`.
import type {} from 'remark-rehype';
import { visit } from 'unist-util-visit';
import type { Heading } from './heading';

const CUSTOM_ID = /\s*\{#(?<id>[\w-]+)\}\s*$/;

/**
 * Gives every heading of the tree its anchor (as the `id` it will have in the page) and returns them in order. Anchors
 * are GitHub's slugs over the whole page, so a repeated heading gets `-1`; `{#custom-id}` at the end of one is taken as
 * it stands and removed from the text.
 */
export function anchorHeadings(tree: Root): Heading[] {
  const slugger = new GithubSlugger();
  const found: Heading[] = [];
  visit(tree, 'heading', (heading) => {
    let custom: string | undefined;
    const last = heading.children.at(-1);
    if (last?.type === 'text') {
      custom = CUSTOM_ID.exec(last.value)?.groups?.id;
      if (custom) last.value = last.value.replace(CUSTOM_ID, '');
    }
    const text = textOf(heading, { includeImageAlt: false }).trim();
    const anchor = custom ? slugger.slug(custom, true) : slugger.slug(text);
    heading.data = { ...heading.data, hProperties: { ...heading.data?.hProperties, id: anchor } };
    found.push({ depth: heading.depth, text, anchor, line: heading.position?.start.line ?? 1 });
  });
  return found;
}
