import { posix } from 'node:path';
import { type CoursePages, courseDocuments } from './course-documents';

const HAS_SCHEME = /^(?:[a-z][a-z\d+.-]*:|\/\/)/i;
const SAFE_SCHEME = /^(?:https?:|mailto:|\/\/)/i;

/**
 * Turns a link as it is written in a course file into one for the site: `../chapter-2-x/02-foo.md#bar` becomes the path
 * of that page with its fragment. Links to the web, from the root or within the page stay as they are.
 * @returns null if the link names a file that the course does not have, or has a scheme that no lesson needs.
 */
export function resolveLink(course: CoursePages, sourceFile: string, href: string): string | null {
  if (HAS_SCHEME.test(href)) return SAFE_SCHEME.test(href) ? href : null;
  if (href.startsWith('/') || href.startsWith('#')) return href;
  const [, written = '', suffix = ''] = /^([^?#]*)(.*)$/.exec(href) ?? [];
  const target = posix.join(posix.dirname(sourceFile), decode(written)).replace(/\/$/, '');
  const candidates = /\.mdx?$/i.test(target) ? [target] : filesFor(target);
  const found = courseDocuments(course).find((document) => candidates.includes(document.sourceFile));
  return found ? found.path + suffix : null;
}

/** What a link without an ending may mean: a file, or the page of a directory. */
function filesFor(target: string): string[] {
  const names = [
    target,
    ...['README', 'index', posix.basename(target)].map((name) => posix.join(target, name)),
  ];
  return names.flatMap((name) => [`${name}.md`, `${name}.mdx`]);
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
