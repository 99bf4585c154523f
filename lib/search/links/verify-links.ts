import pLimit from 'p-limit';
import type { CoursePassage } from '../passage';
import type { BuiltSite } from './built-site';

/** A link that does not open its passage: there is no such page, or the page has no such place. */
export interface DeadLink {
  path: string;
  sourceFile: string;
  reason: 'page' | 'anchor';
}

export interface LinkReport {
  /** How many different links there are. */
  checked: number;
  dead: DeadLink[];
}

/** Pages looked at in the same moment. */
const AT_ONCE = 16;

type Linked = Pick<CoursePassage, 'path' | 'sourceFile'>;

/**
 * Opens the link of every passage in the built site. Each page is read once.
 * @param onProgress called after each page with how many are done, and how many there are
 * @throws SiteUnreadable
 */
export async function verifyLinks(
  passages: Iterable<Linked>,
  site: BuiltSite,
  onProgress?: (done: number, total: number) => void,
): Promise<LinkReport> {
  const pages = new Map<string, Map<string, Linked>>();
  for (const { path, sourceFile } of passages) {
    const [page = ''] = path.split('#', 1);
    const links = pages.get(page) ?? new Map<string, Linked>();
    pages.set(page, links.set(path, { path, sourceFile }));
  }

  let done = 0;
  const limit = pLimit(AT_ONCE);
  const dead = await Promise.all(
    [...pages].map(([path, links]) =>
      limit(async () => {
        const found = await site.page(path);
        done += 1;
        onProgress?.(done, pages.size);
        return [...links.values()].flatMap((link): DeadLink[] => {
          if (!found) return [{ ...link, reason: 'page' }];
          const anchor = link.path.slice(path.length + 1);
          return anchor && !found.ids.has(anchor) ? [{ ...link, reason: 'anchor' }] : [];
        });
      }),
    ),
  );
  return { checked: [...pages.values()].reduce((sum, { size }) => sum + size, 0), dead: dead.flat() };
}
