import type { JWT } from 'next-auth/jwt';

/**
 * When the person of a session signed in, in milliseconds. NextAuth writes the cookie anew from time to time, and with it the time
 * at which it was issued; this one stays.
 */
export function sessionSince({ since, iat }: JWT): number {
  if (typeof since === 'number') return since;
  return typeof iat === 'number' ? iat * 1000 : 0;
}
