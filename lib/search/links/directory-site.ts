import { readFile, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import type { BuiltPage, BuiltSite } from './built-site';
import { htmlIds } from './html-ids';
import { SiteUnreadable } from './site-unreadable';

/** A site in a directory of HTML files: a page is `path/index.html` or `path.html`. */
export function directorySite(directory: string): BuiltSite {
  const root = resolve(directory);
  return {
    async page(path): Promise<BuiltPage | undefined> {
      await expectDirectory(root);
      for (const file of candidates(root, path)) {
        const html = await readFile(file, 'utf8').catch((error: unknown) => {
          if (isMissing(error)) return undefined;
          throw new SiteUnreadable(file, 'cannot be read', { cause: error });
        });
        if (html !== undefined) return { ids: htmlIds(html) };
      }
      return undefined;
    },
  };
}

/** Builders differ in whether they write the names of files as they are read or as they stand in an address. */
function candidates(root: string, path: string): string[] {
  const bare = path.replace(/\/+$/, '');
  const names = new Set([bare, encodeURI(bare), decoded(bare)]);
  return [...names]
    .flatMap((name) => [join(root, name, 'index.html'), ...(name ? [join(root, `${name}.html`)] : [])])
    .filter((file) => file.startsWith(root + sep));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function expectDirectory(root: string): Promise<void> {
  const found = await stat(root).catch(() => undefined);
  if (!found?.isDirectory()) throw new SiteUnreadable(root, 'is no directory; has the site been built?');
}

function isMissing(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return ['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG'].includes(String(error.code));
}
