import { realpath } from 'node:fs/promises';
import type { DocsRoot } from '../docs-root';
import { directiveLabels } from './directive-labels';
import { mayBeMdx } from './may-be-mdx';
import { type MdxPage, parseMdx } from './parse-mdx';
import { readPartials } from './read-partials';
import { stripMdx } from './strip-mdx';
import { unwrapMdxBlocks } from './unwrap-mdx-blocks';

export interface PlainMarkdownOptions {
  /** Absolute path of the page. */
  file: string;
  isMdx: boolean;
  root: DocsRoot;
  warn: (warning: string) => void;
}

/** Characters up to which partials are put in: some that put in others many times would fill the memory. */
const LONGEST = 4_000_000;

/** The page as plain Markdown: partials are put in, and what only MDX and Docusaurus know becomes its text. */
export function plainMarkdown(written: string, options: PlainMarkdownOptions): Promise<string> {
  return plain(written, options, []);
}

async function plain(written: string, options: PlainMarkdownOptions, around: string[]): Promise<string> {
  const { file, isMdx, root, warn } = options;
  const source = directiveLabels(unwrapMdxBlocks(written));
  const isPartial = around.length > 0;
  if (!isMdx || (!isPartial && !mayBeMdx(source))) return source;

  let page: MdxPage;
  try {
    page = parseMdx(source);
  } catch (error) {
    warn(
      `${isPartial ? `${file.slice(root.site.length + 1)} ` : ''}is no valid MDX and was read as Markdown${place(error)}`,
    );
    return source;
  }
  const within = [...around, await realpath(file)];
  const partials = new Map<string, string>();
  let length = source.length;
  for (const partial of await readPartials(page.tree, { file, within, root, warn })) {
    const text = (await plain(partial.written, { ...options, file: partial.file }, within)).trim();
    length += text.length * (source.split(`<${partial.name}`).length - 1);
    if (length > LONGEST) warn(`${partial.name} would make the page too long and was left out`);
    else partials.set(partial.name, text);
  }
  return stripMdx(source, page, partials, isPartial).replace(/^(?:[ \t]*\n)+/, '');
}

function place(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const reason = 'reason' in error ? String(error.reason) : error.message;
  const line = 'line' in error && typeof error.line === 'number' ? `, line ${error.line}` : '';
  return ` (${reason.split('\n')[0]}${line})`;
}
