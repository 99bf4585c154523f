import { ChatKitError } from '../chatkit/server/errors';
import type { Identity } from './identity';
import { readSessionCookie } from './session-cookie';
import type { VerifyUpstreamToken } from './upstream-token';

export interface IdentifyOptions {
  secret: string;
  /** Undefined: bearer tokens are not accepted. */
  verifyUpstream: VerifyUpstreamToken | undefined;
  allowedOrigins: readonly string[];
}

/**
 * Who is asking (DESIGN §3): a bearer token, else the session cookie.
 *
 * @throws ChatKitError `unauthorized`; `forbidden` if `X-User-ID` names somebody else, or if a write that is
 * authenticated by cookie comes from a page of another origin
 */
export async function identify(request: Request, options: IdentifyOptions): Promise<Identity> {
  const identity = await authenticate(request, options);
  const claimed = request.headers.get('x-user-id');
  if (claimed !== null && claimed !== identity.principal.userId) {
    throw new ChatKitError('forbidden', 'This request names another user.');
  }
  if (identity.via === 'cookie' && !['GET', 'HEAD'].includes(request.method)) assertOrigin(request, options);
  return identity;
}

async function authenticate(
  request: Request,
  { secret, verifyUpstream }: IdentifyOptions,
): Promise<Identity> {
  const authorization = request.headers.get('authorization');
  const bearer = authorization && /^bearer\s+(\S+)$/i.exec(authorization)?.[1];
  if (bearer && verifyUpstream) return verifyUpstream(bearer);
  // A token that cannot be checked is not ignored: it might have been meant for another user than the cookie's.
  if (authorization) throw new ChatKitError('unauthorized', 'Please sign in again.');
  const session = await readSessionCookie(request, secret);
  if (!session) throw new ChatKitError('unauthorized', 'Please sign in to talk to the tutor.');
  return session;
}

/** A browser says where a write comes from; a page of another origin must not act with the student's cookie. */
function assertOrigin(request: Request, { allowedOrigins }: IdentifyOptions): void {
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  if (origin === null) {
    if (site === null || site === 'same-origin' || site === 'none') return;
  } else if (
    allowedOrigins.includes(origin) ||
    hostOf(origin) === (request.headers.get('x-forwarded-host') ?? request.headers.get('host'))
  ) {
    return;
  }
  throw new ChatKitError('forbidden', 'This page may not talk to the tutor.');
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
