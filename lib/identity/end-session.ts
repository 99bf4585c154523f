import { parseCookie } from 'cookie';

/** NextAuth's cookie, whole or in numbered parts. */
const SESSION_COOKIE = /^(__Secure-)?next-auth\.session-token(\.\d+)?$/;

/** Makes the browser that sent the request forget its session. */
export function endSession(request: Request, headers: Headers): void {
  for (const name of Object.keys(parseCookie(request.headers.get('cookie') ?? ''))) {
    const [matched, secure] = SESSION_COOKIE.exec(name) ?? [];
    if (!matched) continue;
    headers.append(
      'Set-Cookie',
      `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
    );
  }
}
