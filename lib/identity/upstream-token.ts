import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { ChatKitError, Unavailable } from '../chatkit/server/errors';
import type { Config } from '../config';
import type { Identity } from './identity';
import { type Profile, parseHardwareTier, softwareBackground } from './profile';

/** Only signatures by a key that the upstream keeps to itself: no `none`, no shared secrets. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

export type VerifyUpstreamToken = (token: string) => Promise<Identity>;

/**
 * Verifies bearer tokens of the sign-on in front of us: signature by its published keys, issuer, audience, expiry.
 * The keys are cached; a token signed with an unknown key makes them be fetched again.
 */
export function upstreamVerifier(upstream: NonNullable<Config['auth']['upstream']>): VerifyUpstreamToken {
  const keys = createRemoteJWKSet(new URL(upstream.jwksUrl));
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: upstream.issuer,
        audience: upstream.audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: 5,
      });
      return { principal: { userId: subject(payload) }, claims: profileClaims(payload), via: 'bearer' };
    } catch (error) {
      if (error instanceof ChatKitError) throw error;
      // The key server is down and no cached key fits: the token may be good, so the caller should come back.
      if (!(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout) {
        throw new Unavailable({ cause: error });
      }
      throw new ChatKitError('unauthorized', 'Please sign in again.', { cause: error });
    }
  };
}

function subject(payload: JWTPayload): string {
  const { sub } = payload;
  if (!sub || sub.length > 200 || /\p{Cc}/u.test(sub))
    throw new ChatKitError('unauthorized', 'Please sign in again.');
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
