/**
 * The path of a link to a page of this site, to give to the router; null for any other link: another origin, the API,
 * a file.
 */
export function localPath(url: string, here: string): string | null {
  let target: URL;
  try {
    target = new URL(url, here);
  } catch {
    return null;
  }
  if (target.origin !== new URL(here).origin) return null;
  if (target.pathname.startsWith('/api/') || /\.[a-z0-9]+$/i.test(target.pathname)) return null;
  return target.pathname + target.search + target.hash;
}
