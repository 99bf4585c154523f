import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { Unavailable } from '../chatkit/server/errors';

/** How long published keys are used before they are fetched again, in milliseconds. */
const FRESH_MS = 10 * 60_000;
/** Between two fetches, whatever tokens ask for: unknown key ids must not make us knock at the key server all the time. */
const PAUSE_MS = 5_000;
const TIMEOUT_MS = 3_000;

/** For tests, which do not wait as long. */
export interface UpstreamKeysTimes {
  now?: () => number;
  /** Milliseconds. */
  pauseMs?: number;
  /** Milliseconds. */
  timeoutMs?: number;
}

const MAX_BYTES = 256 * 1024;

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

/**
 * The keys that the sign-on in front of us publishes. A token signed with an unknown key makes them be fetched again. While the
 * key server is away, or answers anything but keys, the ones that are known go on working.
 *
 * @returns finds the key of a token; throws `Unavailable` if that needs the key server and it does not answer properly
 */
export function upstreamKeys(
  url: string,
  { now = Date.now, pauseMs = PAUSE_MS, timeoutMs = TIMEOUT_MS }: UpstreamKeysTimes = {},
): JWTVerifyGetKey {
  let triedAt = Number.NEGATIVE_INFINITY;
  let fetchedAt = Number.NEGATIVE_INFINITY;

  const keys = createRemoteJWKSet(new URL(url), {
    cacheMaxAge: Number.POSITIVE_INFINITY,
    cooldownDuration: pauseMs,
    [customFetch]: async (address, init) => {
      if (fetchedAt < triedAt && now() - triedAt < pauseMs) throw new Unavailable();
      triedAt = now();
      const response = await fetchKeys(address, init.headers, timeoutMs).catch((cause: unknown) => {
        throw new Unavailable({ cause });
      });
      fetchedAt = now();
      triedAt = fetchedAt;
      return response;
    },
  });

  return async (header, token) => {
    if (keys.jwks() && now() - fetchedAt > FRESH_MS) await keys.reload().catch(() => undefined);
    return keys(header, token);
  };
}

/** An answer that surely is a key set. Redirects are not followed: the configured address is the one that is trusted. */
async function fetchKeys(address: string, headers: Headers, timeoutMs: number): Promise<Response> {
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await fetch(address, { headers, redirect: 'manual', signal });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`the key server answered ${response.status}`);
  }
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of response.body ?? []) {
    text += decoder.decode(part, { stream: true });
    if (text.length > MAX_BYTES) throw new Error('the key server answered too much');
  }
  return Response.json(keySet.parse(JSON.parse(text)));
}
