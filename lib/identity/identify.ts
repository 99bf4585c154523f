import { ChatKitError } from '../chatkit/server/errors';
import type { HasEnded } from './ended-sessions';
import type { Identity } from './identity';
import { mayUseCookie, type OriginOptions } from './page-origin';
import { readSessionCookie } from './session-cookie';
import type { VerifyUpstreamToken } from './upstream-token';

export interface IdentifyOptions extends OriginOptions {
  secret: string;
  /** Undefined: bearer tokens are not accepted. */
  verifyUpstream: VerifyUpstreamToken | undefined;
  /** Whether a session that was good is over, because its account was deleted. */
  hasEnded: HasEnded;
}

/** Longest token that is looked at, in characters. */
const MAX_TOKEN = 16_384;

/**
 * Who is asking (DESIGN §3): a bearer token, else the session cookie.
 *
 * @throws ChatKitError `unauthorized`; `forbidden` if `X-User-ID` names somebody else, or if the
 * cookie comes with a page of another origin
 */
export async function identify(request: Request, options: IdentifyOptions): Promise<Identity> {
  const identity = await authenticate(request, options);
  const { principal, since, via } = identity;
  if (since !== undefined && (await options.hasEnded(principal.userId, since))) {
    throw via === 'cookie' ? notSignedIn() : signInAgain();
  }
  const claimed = request.headers.get('x-user-id');
  if (claimed !== null && claimed !== identity.principal.userId) {
    throw new ChatKitError('forbidden', 'This request names another user.');
  }
  if (identity.via === 'cookie' && !mayUseCookie(request, options)) {
    throw new ChatKitError('forbidden', 'This page may not talk to the tutor.');
  }
  return identity;
}

async function authenticate(
  request: Request,
  { secret, verifyUpstream }: IdentifyOptions,
): Promise<Identity> {
  const authorization = request.headers.get('authorization');
  const bearer = authorization && /^bearer +([\w.-]+)$/i.exec(authorization)?.[1];
  if (bearer && bearer.length <= MAX_TOKEN && verifyUpstream) return verifyUpstream(bearer);
  // A token that cannot be checked is not ignored: it might have been meant for another user than the cookie's.
  if (authorization) throw signInAgain();
  const session = await readSessionCookie(request, secret);
  if (!session) throw notSignedIn();
  return session;
}

const signInAgain = () => new ChatKitError('unauthorized', 'Please sign in again.');
const notSignedIn = () => new ChatKitError('unauthorized', 'Please sign in to talk to the tutor.');
