import { posix } from 'node:path';
import type { FrontMatter } from './parse-front-matter';
import { stripNumberPrefix } from './strip-number-prefix';

/**
 * The path a Markdown file is served at, by the rules of Docusaurus (spec B6 D-R4, `plugin-content-docs` `lib/slug.js`):
 * a README, an index or a file named like its directory takes the URL of the directory, unless it has a `slug`; then come
 * `slug`, `id` and the file name without its number. A `slug` that begins with `/` counts from the root of the docs.
 * Paths end without a slash, wherever the site is served from.
 * @param sourceFile path below the directory of the docs
 * @param root where the docs are served, as in `/docs` or `/ur/docs`
 */
export function documentPath(
  sourceFile: string,
  frontMatter: Pick<FrontMatter, 'id' | 'slug' | 'parseNumberPrefixes'>,
  root: string,
): string {
  const { dir, name } = posix.parse(sourceFile);
  const bare = (part: string) => (frontMatter.parseNumberPrefixes ? stripNumberPrefix(part).name : part);
  const directory = posix.join('/', ...dir.split('/').map(bare));
  const own =
    frontMatter.slug === undefined && isDirectoryIndex(sourceFile)
      ? directory
      : posix.resolve(directory, frontMatter.slug ?? frontMatter.id ?? bare(name));
  return posix.join(root || '/', own).replace(/(?<=.)\/$/, '');
}

/** Whether a file is the page of its directory. */
export function isDirectoryIndex(sourceFile: string): boolean {
  const { dir, name } = posix.parse(sourceFile);
  return ['index', 'readme', posix.basename(dir).toLowerCase()].includes(name.toLowerCase());
}
