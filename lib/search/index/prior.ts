import type { Candidate } from './candidate';
import type { IndexedPage } from './index-data';

/** What being on the page that is read, or in its module, adds to a score: enough to decide between equals, no more. */
const SAME_PAGE = 1.08;
const SAME_MODULE = 1.03;

/**
 * What the place of a candidate makes of its score.
 * @param near site path of the page that is being read, if that is known
 */
export function priorOf(
  near: string | undefined,
  pages: readonly IndexedPage[],
  candidates: readonly Candidate[],
): (candidate: Candidate) => number {
  if (near === undefined) return () => 1;
  const path = trimmed(near);
  const isIt = (page: IndexedPage) => trimmed(page.path) === path;
  const module = (pages.find(isIt) ?? candidates.find(({ page }) => isIt(page))?.page)?.module;
  return ({ page }) => {
    if (isIt(page)) return SAME_PAGE;
    return page.module === module ? SAME_MODULE : 1;
  };
}

function trimmed(path: string): string {
  return path.replace(/[#?].*$/, '').replace(/\/+$/, '');
}
