/**
 * Where to go after signing in: a path of this site, whatever the address asked for. Another origin, the sign-in page
 * itself and anything that is no address lead to the course index.
 * @param origin the site's own, as in `https://robolearn.example`
 */
export function safeCallback(wanted: string | undefined, origin: string): string {
  if (!wanted) return '/';
  let target: URL;
  try {
    target = new URL(wanted, origin);
  } catch {
    return '/';
  }
  const path = target.pathname + target.search + target.hash;
  // A path that begins with two slashes would be read as another host.
  if (target.origin !== new URL(origin).origin || path.startsWith('//')) return '/';
  return /^\/(?:signin|api)(?:[/?#]|$)/.test(path) ? '/' : path;
}
