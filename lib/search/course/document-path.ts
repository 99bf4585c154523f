import { posix } from 'node:path';
import type { FrontMatter } from './parse-front-matter';
import { stripNumberPrefix } from './strip-number-prefix';

/** Where the site serves the course. */
export const DOCS_ROOT = '/docs';

/**
 * The path a Markdown file is served at, by the rules of Docusaurus (spec B6 D-R4, `plugin-content-docs` `lib/slug.js`):
 * a README, an index or a file named like its directory takes the URL of the directory, unless it has a `slug`; then come
 * `slug`, `id` and the file name without its number. A `slug` that begins with `/` counts from the root of the docs.
 */
export function documentPath(sourceFile: string, frontMatter: Pick<FrontMatter, 'id' | 'slug'>): string {
  const { dir, name } = posix.parse(sourceFile);
  const directory = posix.join(DOCS_ROOT, ...dir.split('/').map((part) => stripNumberPrefix(part).name));
  if (frontMatter.slug?.startsWith('/')) return withoutTrailingSlash(posix.join(DOCS_ROOT, frontMatter.slug));
  if (!frontMatter.slug && isDirectoryIndex(name, dir)) return directory;
  const own = frontMatter.slug ?? frontMatter.id ?? stripNumberPrefix(name).name;
  return withoutTrailingSlash(posix.join(directory, own));
}

function isDirectoryIndex(name: string, dir: string): boolean {
  return ['index', 'readme', posix.basename(dir).toLowerCase()].includes(name.toLowerCase());
}

function withoutTrailingSlash(path: string): string {
  return path.length > 1 ? path.replace(/\/$/, '') : path;
}
