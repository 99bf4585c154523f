import { directorySite } from './directory-site';
import { httpSite } from './http-site';

/** A page of a built site, as far as links into it are concerned. */
export interface BuiltPage {
  /** What a fragment can lead to. */
  ids: ReadonlySet<string>;
}

/** The pages of a site as it is served. */
export interface BuiltSite {
  /**
   * @param path site path without a fragment, as in `/docs/module-1-ros2`
   * @returns undefined if the site has no such page
   */
  page(path: string): Promise<BuiltPage | undefined>;
}

/**
 * The site at a place: the directory that it was built into (Docusaurus' `build`, Next's `.next/server/app`) or the address
 * that it is served from.
 */
export function builtSite(place: string): BuiltSite {
  return /^https?:\/\//i.test(place) ? httpSite(place) : directorySite(place);
}
