import { parseCookie } from 'cookie';
import { decode } from 'next-auth/jwt';
import type { Identity } from './identity';
import { sessionSince } from './session-since';

/** NextAuth names its cookie by whether the site is served over HTTPS. */
const COOKIE_NAMES = ['__Secure-next-auth.session-token', 'next-auth.session-token'];

/** Who a NextAuth session cookie belongs to; undefined if there is none, or it is expired or forged. */
export async function readSessionCookie(request: Request, secret: string): Promise<Identity | undefined> {
  const cookies = parseCookie(request.headers.get('cookie') ?? '');
  for (const name of COOKIE_NAMES) {
    const token = cookies[name] ?? joinChunks(cookies, name);
    if (!token) continue;
    const session = await decode({ token, secret }).catch(() => null);
    if (!session?.sub) continue;
    const profile = {
      ...(session.name ? { name: session.name } : {}),
      ...(session.email ? { email: session.email } : {}),
    };
    const since = sessionSince(session);
    return { principal: { userId: session.sub }, claims: profile, via: 'cookie', since };
  }
  return undefined;
}

/** A large session is spread over `name.0`, `name.1`, …. */
function joinChunks(cookies: Record<string, string | undefined>, name: string): string {
  let joined = '';
  for (let index = 0; cookies[`${name}.${index}`] !== undefined; index += 1)
    joined += cookies[`${name}.${index}`];
  return joined;
}
