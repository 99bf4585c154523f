import { type JWTPayload, jwtVerify } from 'jose';
import { ChatKitError } from '../chatkit/server/errors';
import type { Config } from '../config';
import { LONGEST_SESSION_MS } from './ended-sessions';
import type { Identity } from './identity';
import { type Profile, parseHardwareTier, softwareBackground } from './profile';
import { type UpstreamKeysTimes, upstreamKeys } from './upstream-keys';

/** Only signatures by a key that the upstream keeps to itself: no `none`, no shared secrets. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Between our clock and the one of the sign-on, in seconds. */
const CLOCK_TOLERANCE = 5;

/** A token that says it is good for longer than a year was not made with care: milliseconds for seconds, most likely. */
const MAX_LIFETIME = LONGEST_SESSION_MS / 1000;

/** How our own sign-ins begin the ids of their users; a token must not speak for one of those. */
const OWN_USERS = /^(?:demo|github|google|oidc):/;

export type VerifyUpstreamToken = (token: string) => Promise<Identity>;

/**
 * Verifies bearer tokens of the sign-on in front of us: signature by its published keys, issuer, audience, times, subject.
 * The verifier throws ChatKitError `unauthorized`, always with the same words, or `unavailable` if the keys cannot be had.
 */
export function upstreamVerifier(
  upstream: NonNullable<Config['auth']['upstream']>,
  times?: UpstreamKeysTimes,
): VerifyUpstreamToken {
  const keys = upstreamKeys(upstream.jwksUrl, times);
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: upstream.issuer,
        audience: upstream.audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: CLOCK_TOLERANCE,
      });
      assertTimes(payload);
      const principal = { userId: subject(payload) };
      const since = payload.iat === undefined ? undefined : payload.iat * 1000;
      return { principal, claims: profileClaims(payload), via: 'bearer', since };
    } catch (error) {
      // The key server does not answer and no cached key fits: the token may be good, so the caller should come back.
      if (ChatKitError.is(error)) throw error;
      throw new ChatKitError('unauthorized', 'Please sign in again.', { cause: error });
    }
  };
}

function assertTimes({ iat, exp }: JWTPayload): void {
  const now = Date.now() / 1000;
  if (iat !== undefined && !(iat <= now + CLOCK_TOLERANCE)) throw new Error('issued in the future');
  if (exp === undefined || exp > now + MAX_LIFETIME) throw new Error('valid for too long');
}

function subject({ sub }: { sub?: unknown }): string {
  if (typeof sub !== 'string' || sub.length > 200) throw new Error('no subject, or too long a one');
  if (sub.trim() !== sub || sub === '' || /\p{C}/u.test(sub))
    throw new Error('a subject with odd characters');
  if (OWN_USERS.test(sub)) throw new Error('a subject that is ours to name');
  return sub;
}

function profileClaims(payload: JWTPayload): Profile {
  const background = softwareBackground.safeParse(payload.software_background);
  const tier = parseHardwareTier(payload.hardware_tier);
  return {
    ...bounded('name', payload.name, 100),
    ...bounded('email', payload.email, 320),
    ...bounded('role', payload.role, 100),
    ...(background.success ? { softwareBackground: background.data } : {}),
    ...(tier ? { hardwareTier: tier } : {}),
  };
}

function bounded(key: 'name' | 'email' | 'role', value: unknown, length: number): Profile {
  return typeof value === 'string' && value.trim() !== '' ? { [key]: value.trim().slice(0, length) } : {};
}
