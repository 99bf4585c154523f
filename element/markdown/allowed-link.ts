import { createContext } from 'preact';

/**
 * What texts of the model may link, as the server says it (`allowed_links` of a thread): hosts, and beginnings of addresses.
 * Undefined: it says nothing, and whatever is a safe address is a link.
 */
export const AllowedLinks = createContext<readonly string[] | undefined>(undefined);

/** Everything else is read differently by different readers, or has room for what an address could carry away. */
const PLAIN = /^[\w./#%:~+,-]+$/;
const FRAGMENT = /^(?:#[\w.%-]{1,100})?$/;

/**
 * The whole address of a link that may be one; undefined for any other: no query, no name or password, and no fragment but the
 * name of a section. The rule is the server's (`lib/chatkit/links/allowed-links.ts`), and tested with the same cases.
 */
export function allowedLink(href: string, allowed: readonly string[]): string | undefined {
  if (!PLAIN.test(href) || href.startsWith('//')) return undefined;
  const addresses = allowed.filter((entry) => entry.includes('://'));
  const base = href.startsWith('/') ? addresses[0] : undefined;
  if (!URL.canParse(href, base)) return undefined;
  const url = new URL(href, base);
  if (url.username || url.password || !FRAGMENT.test(url.hash)) return undefined;
  if (addresses.some((address) => url.href.startsWith(address))) return url.href;
  const isOfHost = allowed.some(
    (entry) => !entry.includes('://') && isHost(url.hostname, entry.toLowerCase()),
  );
  return isOfHost && url.protocol === 'https:' && url.port === '' ? url.href : undefined;
}

function isHost(host: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern;
}
