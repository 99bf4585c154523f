/** What a request says about the page that sent it. Works on the headers of Node, Next and the Fetch standard alike. */
export interface AskingPage {
  method: string;
  headers: { get(name: string): string | null };
}

export interface OriginOptions {
  /** The site's own origin where it is configured; else it is where the browser sent the request. */
  ownOrigin: string | undefined;
  /** Other sites that may act with a student's session. */
  allowedOrigins: readonly string[];
}

/**
 * Whether a request that carries a cookie may act for who the cookie belongs to: it has to come from a page of ours or of an
 * allowed site. Browsers send `Origin` with every write, so a write without it (and without `Sec-Fetch-Site`, which pages cannot
 * set either) is refused: programs have tokens. A read without `Origin` is taken unless the browser says that it is for another site.
 */
export function mayUseCookie(page: AskingPage, options: OriginOptions): boolean {
  const origin = page.headers.get('origin');
  if (origin !== null) return options.allowedOrigins.includes(origin) || isOwnOrigin(origin, page, options);
  const site = page.headers.get('sec-fetch-site');
  if (site === 'same-origin') return true;
  return isRead(page) && (site === null || site === 'none');
}

function isRead({ method }: AskingPage): boolean {
  return method === 'GET' || method === 'HEAD';
}

/**
 * Scheme, host and port, all three. `X-Forwarded-Host` has no say: it names whatever the sender likes, where no proxy replaces it.
 */
function isOwnOrigin(origin: string, { headers }: AskingPage, { ownOrigin }: OriginOptions): boolean {
  if (ownOrigin !== undefined) return origin === ownOrigin;
  const scheme = headers.get('x-forwarded-proto')?.split(',')[0]?.trim() ?? 'http';
  const own = `${scheme}://${headers.get('host')}`;
  return URL.canParse(own) && origin === new URL(own).origin;
}
