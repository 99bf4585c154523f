import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { encode } from 'next-auth/jwt';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { LONGEST_SESSION_MS } from '@/lib/identity/ended-sessions';
import { createHasEnded } from '@/lib/identity/has-ended';
import { identify } from '@/lib/identity/identify';
import { upstreamVerifier } from '@/lib/identity/upstream-token';

const secret = 'a secret of the identity tests that is long enough';
const issuer = 'https://auth.robolearn.test';
const audience = 'robolearn';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

let server: Server;
let jwksUrl: string;
let key: KeyPair;
let rotated: KeyPair;
const published: object[] = [];

beforeAll(async () => {
  [key, rotated] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')]);
  published.push({ ...(await exportJWK(key.publicKey)), kid: 'one', alg: 'ES256' });
  server = createServer((_request, response) => response.end(JSON.stringify({ keys: published })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
});

afterAll(() => {
  server.close();
});

interface TokenOptions {
  pair?: KeyPair;
  kid?: string;
  claims?: Record<string, unknown>;
  sub?: string | undefined;
  expires?: string;
  notBefore?: string;
}

function token({
  pair = key,
  kid = 'one',
  claims = {},
  sub = 'student-1',
  expires = '5m',
  notBefore,
}: TokenOptions = {}) {
  const jwt = new SignJWT({ iss: issuer, aud: audience, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid })
    .setExpirationTime(expires);
  if (sub) jwt.setSubject(sub);
  if (notBefore) jwt.setNotBefore(notBefore);
  return jwt.sign(pair.privateKey);
}

/** When sessions of `demo:alice` and `student-1` were ended, in milliseconds. */
let ended: number | undefined;
afterEach(() => {
  ended = undefined;
});

function ask(headers: Record<string, string>, method = 'POST', ownOrigin?: string) {
  const request = new Request('http://learn.test/api/chatkit', {
    method,
    headers: { host: 'learn.test', ...headers },
  });
  const verifyUpstream = upstreamVerifier({ jwksUrl, issuer, audience });
  return identify(request, {
    secret,
    verifyUpstream,
    hasEnded: createHasEnded({
      endedAt: async () => (ended === undefined ? undefined : new Date(ended)),
    }),
    ownOrigin,
    allowedOrigins: ['https://docs.robolearn.test'],
  });
}

const bearer = async (options?: TokenOptions) => ({ authorization: `Bearer ${await token(options)}` });

describe('upstream tokens', () => {
  test('a good one names the subject, and vouches for the profile', async () => {
    const claims = {
      name: 'Alice',
      email: 'a@x.test',
      role: 'student',
      software_background: 'beginner',
      hardware_tier: 'tier3',
    };
    expect(await ask(await bearer({ claims }))).toEqual({
      principal: { userId: 'student-1' },
      via: 'bearer',
      claims: {
        name: 'Alice',
        email: 'a@x.test',
        role: 'student',
        softwareBackground: 'beginner',
        hardwareTier: 3,
      },
    });
  });

  test.each<[string, () => Promise<string>]>([
    ['another issuer', () => token({ claims: { iss: 'https://evil.test' } })],
    ['another audience', () => token({ claims: { aud: 'other' } })],
    ['expired', () => token({ expires: '-1m' })],
    ['not yet valid', () => token({ notBefore: '5m' })],
    ['without a subject', () => token({ sub: '' })],
    ['a subject with control characters', () => token({ sub: 'a\nb' })],
    ['signed with a key that is not published', async () => token({ pair: await generateKeyPair('ES256') })],
    ['of an unknown key id', async () => token({ kid: 'nobody', pair: await generateKeyPair('ES256') })],
    ['unsigned', async () => new UnsecuredJWT({ sub: 'student-1', iss: issuer, aud: audience }).encode()],
    [
      'signed with the public key as a shared secret',
      () =>
        new SignJWT({ sub: 'student-1', iss: issuer, aud: audience })
          .setProtectedHeader({ alg: 'HS256', kid: 'one' })
          .setExpirationTime('5m')
          .sign(new TextEncoder().encode(JSON.stringify(published[0]))),
    ],
    ['not a token', async () => 'rubbish'],
  ])('one that is %s is refused', async (_name, make) => {
    await expect(ask({ authorization: `Bearer ${await make()}` })).rejects.toMatchObject({ status: 401 });
  });

  test('a rotated key is found by itself', async () => {
    published.push({ ...(await exportJWK(rotated.publicKey)), kid: 'two', alg: 'ES256' });
    expect((await ask(await bearer({ pair: rotated, kid: 'two' }))).principal.userId).toBe('student-1');
  });

  test('while the key server is down a token is neither good nor bad', async () => {
    const verify = upstreamVerifier({ jwksUrl: 'http://127.0.0.1:9/jwks', issuer, audience });
    await expect(verify(await token())).rejects.toMatchObject({ status: 503 });
  });
});

describe('sessions that were ended', () => {
  const cookie = async (claims: Record<string, unknown>) => ({
    origin: 'http://learn.test',
    cookie: `next-auth.session-token=${await encode({ secret, token: { sub: 'demo:alice', ...claims } })}`,
  });
  const now = () => Date.now();
  const refusal = { status: 401, message: 'Please sign in to talk to the tutor.' };

  test('one that began before is none, also if NextAuth wrote its cookie anew; one that began after is good', async () => {
    ended = now() - 60_000;
    await expect(ask(await cookie({ since: ended - 1 }))).rejects.toMatchObject(refusal);
    expect(await ask(await cookie({ since: ended }))).toMatchObject({ via: 'cookie', since: ended });
  });

  test('a cookie from before this rule began when it was issued', async () => {
    expect(await ask(await cookie({}))).toMatchObject({ via: 'cookie' });
    ended = now() + 1_000;
    await expect(ask(await cookie({}))).rejects.toMatchObject(refusal);
  });

  test('a session that is older than any can be is none', async () => {
    await expect(ask(await cookie({ since: now() - LONGEST_SESSION_MS - 1 }))).rejects.toMatchObject(refusal);
  });

  test('so is a token that was issued before; one that does not say when is taken', async () => {
    ended = now() - 60_000;
    const iat = Math.floor(ended / 1000);
    await expect(ask(await bearer({ claims: { iat: iat - 1 } }))).rejects.toMatchObject({
      status: 401,
      message: 'Please sign in again.',
    });
    expect(await ask(await bearer({ claims: { iat: iat + 1 } }))).toMatchObject({ via: 'bearer' });
    expect(await ask(await bearer())).toMatchObject({ via: 'bearer' });
  });

  test('while nobody can say, sessions go on', async () => {
    const away = createHasEnded({ endedAt: () => Promise.reject(new Error('away')) });
    expect(await away('demo:alice', now())).toBe(false);
    vi.useFakeTimers();
    const hung = createHasEnded({ endedAt: () => new Promise(() => undefined) })('demo:alice', now());
    await vi.advanceTimersByTimeAsync(500);
    expect(await hung).toBe(false);
    vi.useRealTimers();
  });
});

describe('session cookies', () => {
  const session = () => encode({ secret, token: { sub: 'demo:alice', name: 'Alice' } });
  const cookie = async (name = 'next-auth.session-token'): Promise<Record<string, string>> => ({
    origin: 'http://learn.test',
    cookie: `other=1; ${name}=${await session()}`,
  });

  test.each(['next-auth.session-token', '__Secure-next-auth.session-token'])(
    '%s names the user',
    async (name) => {
      expect(await ask(await cookie(name))).toMatchObject({
        principal: { userId: 'demo:alice' },
        claims: { name: 'Alice' },
        via: 'cookie',
      });
    },
  );

  test('an expired session, and one signed with another secret, are refused', async () => {
    const expired = await encode({ secret, token: { sub: 'demo:alice' }, maxAge: -100 });
    const foreign = await encode({ secret: 'another', token: { sub: 'demo:alice' } });
    for (const value of [expired, foreign, 'rubbish', '']) {
      await expect(ask({ cookie: `next-auth.session-token=${value}` })).rejects.toMatchObject({
        status: 401,
      });
    }
  });

  describe('are taken', () => {
    type Case = [string, Record<string, string>];
    const without = async (headers: Record<string, string>) => {
      const { origin: _own, ...rest } = await cookie();
      return { ...rest, ...headers };
    };
    const ours: Case[] = [
      ['from our page', { origin: 'http://learn.test' }],
      ['from our page behind a proxy', { origin: 'https://learn.test', 'x-forwarded-proto': 'https,http' }],
      ['from an allowed site', { origin: 'https://docs.robolearn.test' }],
      ['when the browser vouches for the page', { 'sec-fetch-site': 'same-origin' }],
    ];
    const strange: Case[] = [
      ['from elsewhere', { origin: 'https://evil.test' }],
      ['from nowhere', { origin: 'null' }],
      ['from a host that begins like ours', { origin: 'http://learn.test.evil.test' }],
      ['from our host by another scheme', { origin: 'https://learn.test' }],
      ['from another port', { origin: 'http://learn.test:8080' }],
      ['with a forwarded host', { origin: 'https://evil.test', 'x-forwarded-host': 'evil.test' }],
      ['when the browser says that it is cross-site', { 'sec-fetch-site': 'cross-site' }],
      ['when the browser says that it is a neighbour', { 'sec-fetch-site': 'same-site' }],
    ];
    test.each(ours)('%s', async (_name, headers) => {
      for (const method of ['GET', 'POST'])
        await expect(ask(await without(headers), method)).resolves.toBeDefined();
    });

    test.each(strange)('never %s', async (_name, headers) => {
      for (const method of ['GET', 'POST'])
        await expect(ask(await without(headers), method)).rejects.toMatchObject({ status: 403 });
    });

    test('for reading, also when nothing says from where', async () => {
      await expect(ask(await without({}), 'GET')).resolves.toBeDefined();
      await expect(ask(await without({}), 'POST')).rejects.toMatchObject({ status: 403 });
    });

    test('from the configured address only, if there is one', async () => {
      const own = 'https://robolearn.test';
      await expect(ask(await without({ origin: own }), 'POST', own)).resolves.toBeDefined();
      const byHost = without({ origin: 'http://learn.test' });
      await expect(ask(await byHost, 'POST', own)).rejects.toMatchObject({ status: 403 });
    });
  });
});

test('X-User-ID may only repeat the verified subject', async () => {
  const headers = await bearer();
  await expect(ask({ ...headers, 'x-user-id': 'student-1' })).resolves.toBeDefined();
  for (const other of ['student-2', '', 'STUDENT-1']) {
    await expect(ask({ ...headers, 'x-user-id': other })).rejects.toMatchObject({ status: 403 });
  }
});
