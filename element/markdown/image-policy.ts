import { decodeEntities } from './decode-entities';

export type ImageVerdict = { kind: 'show'; url: string } | { kind: 'blocked'; url: string | null };

const SAFE_DATA = /^data:image\/(png|jpeg|gif|webp|avif)[;,]/i;

function matches(host: string, pattern: string): boolean {
  const wanted = pattern.toLowerCase();
  return wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) : host === wanted;
}

/**
 * Whether an image in an answer may be fetched (spec element 1.21): an address composed by a model can carry data out by
 * being fetched. `domains` is the thread's list; undefined means no limit, an empty list none at all.
 */
export function imageVerdict(src: string, domains: string[] | undefined, origin: string): ImageVerdict {
  const cleaned = decodeEntities(src).trim();
  if (SAFE_DATA.test(cleaned)) return { kind: 'show', url: cleaned };
  let url: URL;
  try {
    url = new URL(cleaned);
  } catch {
    return { kind: 'blocked', url: null };
  }
  const secure = url.protocol === 'https:' || url.origin === origin;
  if (!secure) return { kind: 'blocked', url: url.protocol === 'http:' ? url.href : null };
  const listed = !domains || domains.some((pattern) => matches(url.host, pattern));
  return listed ? { kind: 'show', url: url.href } : { kind: 'blocked', url: url.href };
}
