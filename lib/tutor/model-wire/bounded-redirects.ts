import { errorBody, WireError } from './wire-error';

const MAX_REDIRECTS = 3;
const REPEATED: ReadonlySet<number> = new Set([301, 302, 307, 308]);

/**
 * Makes a call again where the server says that it belongs, a few times: the platform follows twenty, and a server that redirects to
 * itself would get each call so often. It stays a POST, and its key goes to no other origin.
 *
 * @throws WireError if there is no end to it
 */
export async function fetchWithFewRedirects(
  send: typeof fetch,
  url: string,
  init: RequestInit | undefined,
): Promise<Response> {
  let at = url;
  let sent: RequestInit = { ...init, redirect: 'manual' };
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const response = await send(at, sent);
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    await response.body?.cancel();
    if (!REPEATED.has(response.status) || !URL.canParse(location, at)) break;
    const next = new URL(location, at);
    if (next.origin !== new URL(at).origin) {
      const headers = new Headers(sent.headers);
      for (const name of ['authorization', 'api-key', 'x-api-key', 'cookie']) headers.delete(name);
      sent = { ...sent, headers };
    }
    at = next.href;
  }
  const message = `The model server redirects its calls, and after ${MAX_REDIRECTS} times they were not answered.`;
  throw new WireError({ ...errorBody({ message, code: 'too_many_redirects' }), status: 400 });
}
