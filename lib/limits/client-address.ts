import { isIPv4, isIPv6 } from 'node:net';

/** Set by our own server on every request, over whatever the client sent under the name. */
export const PEER_HEADER = 'x-robolearn-peer';

export interface TrustedProxies {
  /** Proxies in front of this server, each of which appends to `X-Forwarded-For`. */
  hops: number;
  /** Vercel overwrites these headers at its edge, and there is no other way in. */
  vercel: boolean;
}

/**
 * The address that a request comes from, as far as it can be trusted; of IPv6 the network of 64 bits, since one person has
 * many addresses in it. `unknown` if nothing trustworthy says it: all such requests count as one.
 */
export function clientAddress({ headers }: { headers: Headers }, { hops, vercel }: TrustedProxies): string {
  if (vercel) return normal(first(headers.get('x-vercel-forwarded-for')) ?? headers.get('x-real-ip'));
  const forwarded = (headers.get('x-forwarded-for') ?? '').split(',').map((address) => address.trim());
  const way = [...forwarded.filter(Boolean), headers.get(PEER_HEADER) ?? ''];
  // What stands further left was written by the client itself. Next adds the peer to an empty list by itself.
  return normal(hops === 0 ? way.at(-1) : (way.at(-1 - hops) ?? way[0]));
}

function first(list: string | null): string | undefined {
  return list?.split(',')[0]?.trim();
}

function normal(given: string | null | undefined): string {
  const address = (given ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIPv4(address)) return address;
  if (!isIPv6(address)) return 'unknown';
  return `${network(address)}::/64`;
}

/** The first four groups, written out. */
function network(address: string): string {
  const [head = '', tail] = address.replace(/%.*$/, '').toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array.from({ length: missing }, () => '0'), ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
