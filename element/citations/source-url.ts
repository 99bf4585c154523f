import type { Source } from '@/lib/chatkit/protocol';
import { type LinkTarget, linkTarget } from '../markdown/link-policy';

/** Where a source leads, if it leads anywhere. Sources come from the server, so their relative links are the page's. */
export function sourceUrl(source: Source): Extract<LinkTarget, { kind: 'page' }> | null {
  if (source.type !== 'url' || !URL.canParse(source.url, document.baseURI)) return null;
  const target = linkTarget(new URL(source.url, document.baseURI).href, location.origin);
  return target?.kind === 'page' ? target : null;
}
