import { localPath } from './local-path';

/** Where the site serves the course. */
const LESSON = /^\/docs\/[\w-]+(?:\/[\w-]+)*$/;

/** The path and fragment of a page of the course that a tool names; null for everything else, another site above all. */
export function coursePath(named: unknown, here: string): { pathname: string; hash: string } | null {
  if (typeof named !== 'string' || !named.startsWith('/')) return null;
  const path = localPath(named, here);
  if (path === null) return null;
  const { pathname, hash } = new URL(path, here);
  return LESSON.test(pathname) ? { pathname, hash } : null;
}
