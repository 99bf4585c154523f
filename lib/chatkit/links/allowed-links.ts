/**
 * Which addresses a text of a model may link: those that begin with one of the entries that are addresses
 * (`https://learn.example/docs/`), and pages of the hosts among them (`docs.ros.org`, `*.ros.org`), by https and on the usual
 * port. Undefined: all.
 */
export type AllowedLinks = readonly string[] | undefined;

/** Everything else is read differently by different readers, or has room for what an address could carry away. */
const PLAIN = /^[\w./#%:~+,-]+$/;
const FRAGMENT = /^(?:#[\w.%-]{1,100})?$/;

/**
 * The whole address of a link that may be one; undefined for any other. No query, no name or password, and no fragment but the
 * name of a section.
 *
 * @param href as it is written; a path is one of the site of the first entry that is an address
 */
export function allowedLink(href: string, allowed: readonly string[]): string | undefined {
  if (!PLAIN.test(href) || href.startsWith('//')) return undefined;
  const addresses = allowed.filter((entry) => entry.includes('://'));
  const [site] = addresses;
  const base = href.startsWith('/') ? site : undefined;
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
