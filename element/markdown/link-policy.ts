import { decodeEntities } from './decode-entities';

/** What a link may do. Everything that is not listed here is shown as plain text (spec element 4.2). */
export type LinkTarget =
  | { kind: 'page'; url: string; host: string; sameOrigin: boolean }
  | { kind: 'contact'; url: string }
  | { kind: 'deeplink'; name: string; data: Record<string, string> };

/** Control characters and white space, which browsers drop or skip when they read a scheme. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very characters to remove
const IGNORED = /[\u0000-\u0020\u007f-\u00a0\u2028\u2029\ufeff]+/g;

function deeplink(url: URL): LinkTarget {
  const path = `${url.host}${url.pathname}`.replace(/^\/+|\/+$/g, '');
  return { kind: 'deeplink', name: path, data: Object.fromEntries(url.searchParams) };
}

/** The target of a link in text that a model wrote, or null. Relative links are refused: there is nothing to resolve by. */
export function linkTarget(href: string, origin: string): LinkTarget | null {
  const cleaned = decodeEntities(href).replace(IGNORED, '');
  let url: URL;
  try {
    url = new URL(cleaned);
  } catch {
    return null;
  }
  switch (url.protocol) {
    case 'https:':
    case 'http:':
      return { kind: 'page', url: url.href, host: url.host, sameOrigin: url.origin === origin };
    case 'mailto:':
    case 'tel:':
      return { kind: 'contact', url: url.href };
    case 'chatkit-link:':
      return deeplink(url);
    default:
      return null;
  }
}
