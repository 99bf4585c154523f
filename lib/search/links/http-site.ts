import pLimit from 'p-limit';
import type { BuiltSite } from './built-site';
import { htmlIds } from './html-ids';
import { SiteUnreadable } from './site-unreadable';

export interface HttpSiteOptions {
  fetch?: typeof fetch;
  /** How long a page may take, in milliseconds. */
  timeoutMs?: number;
  /** Pages asked for at the same time. */
  atOnce?: number;
}

/** A site by its address, which may have a path of its own. */
export function httpSite(
  base: string,
  { fetch: ask = fetch, timeoutMs = 10_000, atOnce = 8 }: HttpSiteOptions = {},
): BuiltSite {
  const limit = pLimit(atOnce);
  const root = base.replace(/\/+$/, '');
  return {
    page: (path) =>
      limit(async () => {
        const url = new URL(root + path).href;
        try {
          const response = await ask(url, { signal: AbortSignal.timeout(timeoutMs) });
          if (response.ok) return { ids: htmlIds(await response.text()) };
          await response.body?.cancel();
          if (response.status === 404 || response.status === 410) return undefined;
          throw new SiteUnreadable(url, `answered ${response.status}`);
        } catch (cause) {
          if (cause instanceof SiteUnreadable) throw cause;
          throw new SiteUnreadable(
            url,
            isTimeout(cause) ? `did not answer in ${timeoutMs} ms` : 'cannot be reached',
            {
              cause,
            },
          );
        }
      }),
  };
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}
