import { createHmac, generateKeyPairSync, KeyObject, sign as signBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { CompactEncrypt, exportJWK, exportSPKI, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AppServer, startApp } from '../support/app-server';
import { KeyServer, type SigningKey, signingKey, signToken } from '../support/key-server';

/** Tokens that are wrong in some way, through the front door: each is refused, in the same words, and leaves no trace. */
let key: SigningKey;
let elliptic: SigningKey;
/** A key that is published by mistake: 1,024 bits of RSA. */
const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
let stranger: SigningKey;
let keyServer: KeyServer;
let app: AppServer;

beforeAll(async () => {
  [key, elliptic, stranger] = await Promise.all([
    signingKey('one'),
    signingKey('two', 'ES256'),
    signingKey('one'),
  ]);
  keyServer = await KeyServer.start(key, elliptic);
  keyServer.published.push({ ...(await exportJWK(weak.publicKey)), kid: 'weak', alg: 'RS256' });
  app = await startApp({ env: keyServer.env });
});

afterAll(async () => {
  await app?.stop();
  await keyServer?.stop();
});

const soon = () => Math.floor(Date.now() / 1000) + 300;
const encoded = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const parts = async () => (await signToken(key)).split('.') as [string, string, string];
const good = () => ({
  iss: KeyServer.issuer,
  aud: KeyServer.audience,
  sub: 'student-1',
  exp: soon(),
});

/** Signed with the published key, whatever stands in it: header and payload are given as text. */
function signedText(header: string, payload: string, by = KeyObject.from(key.privateKey)): string {
  const signed = `${encoded(header)}.${encoded(payload)}`;
  return `${signed}.${signBytes('sha256', Buffer.from(signed), by).toString('base64url')}`;
}

async function hmacWith(secret: string | Uint8Array): Promise<string> {
  const input = `${encoded({ alg: 'HS256', kid: 'one' })}.${encoded(good())}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

async function foreignKeyInHeader(name: string): Promise<string> {
  const { jwk } = stranger;
  const header: Record<string, unknown> = {
    jwk: { jwk },
    jku: { jku: keyServer.url.replace('/jwks', '/elsewhere') },
    x5u: { x5u: 'https://evil.test/chain.pem' },
    x5c: { x5c: [Buffer.from('not a certificate').toString('base64')] },
  };
  return signToken(stranger, {}, header[name] as Record<string, unknown>);
}

const now = () => Math.floor(Date.now() / 1000);

const BAD: [string, () => Promise<string> | string][] = [
  ['with another issuer', () => signToken(key, { iss: 'https://evil.test' })],
  ['whose issuer only begins like ours', () => signToken(key, { iss: `${KeyServer.issuer}.evil.test` })],
  ['without an issuer', () => signToken(key, { iss: undefined })],
  ['for another audience', () => signToken(key, { aud: 'other' })],
  ['for a list of other audiences', () => signToken(key, { aud: ['other', 'robolearn2'] })],
  ['without an audience', () => signToken(key, { aud: undefined })],
  ['that has expired', () => signToken(key, { exp: now() - 60 })],
  ['that never expires', () => signToken(key, { exp: undefined })],
  ['whose expiry is a text', () => signToken(key, { exp: String(soon()) })],
  ['whose expiry is in milliseconds', () => signToken(key, { exp: soon() * 1000 })],
  ['that is not yet valid', () => signToken(key, { nbf: now() + 300 })],
  ['whose beginning is a text', () => signToken(key, { nbf: 'now' })],
  ['issued in the future', () => signToken(key, { iat: now() + 3600 })],
  ['whose issue time is a text', () => signToken(key, { iat: 'tomorrow' })],
  ['without a subject', () => signToken(key, { sub: undefined })],
  ['with an empty subject', () => signToken(key, { sub: '' })],
  ['with a subject of spaces', () => signToken(key, { sub: '   ' })],
  ['with a subject that is a number', () => signToken(key, { sub: 42 })],
  ['with a subject that is a list', () => signToken(key, { sub: ['student-1'] })],
  ['with a subject that is null', () => signToken(key, { sub: null })],
  ['with a subject of 201 characters', () => signToken(key, { sub: 'a'.repeat(201) })],
  ['with a line break in the subject', () => signToken(key, { sub: 'student-1\nadmin' })],
  ['with a zero byte in the subject', () => signToken(key, { sub: 'student-1\u0000' })],
  ['with a hidden character in the subject', () => signToken(key, { sub: 'student\u200b-1' })],
  ['with half a character in the subject', () => signToken(key, { sub: 'student-\ud800' })],
  ['with the subject of a name typed here', () => signToken(key, { sub: 'demo:alice' })],
  ['with the subject of another sign-in', () => signToken(key, { sub: 'github:1' })],
  [
    'whose second subject is empty',
    () =>
      signedText(
        '{"alg":"RS256","kid":"one"}',
        `{"sub":"student-1",${JSON.stringify({ ...good(), sub: '' }).slice(1)}`,
      ),
  ],
  [
    'whose second algorithm is none',
    () => signedText('{"alg":"RS256","kid":"one","alg":"none"}', JSON.stringify(good())),
  ],
  ['unsigned', () => new UnsecuredJWT(good()).encode()],
  ['unsigned, in other letters', () => `${encoded({ alg: 'nOnE', kid: 'one' })}.${encoded(good())}.`],
  ['signed with the public key as a secret', async () => hmacWith(await exportSPKI(key.publicKey))],
  ['signed with the published key as a secret', () => hmacWith(JSON.stringify(key.jwk))],
  ['signed with an empty secret', () => hmacWith('')],
  ['signed with another key of the same id', () => signToken(stranger)],
  ['of an unknown key', () => signToken(stranger, {}, { kid: 'nobody' })],
  ['without a key id, where there are several', () => signToken(key, {}, { kid: undefined })],
  ['whose key id is a path', () => signToken(stranger, {}, { kid: '../../../../dev/null' })],
  ['whose key id is SQL', () => signToken(stranger, {}, { kid: "one' UNION SELECT 'secret" })],
  ['whose key id is huge', () => signToken(stranger, {}, { kid: 'k'.repeat(4000) })],
  ['whose key id is a property of all objects', () => signToken(stranger, {}, { kid: '__proto__' })],
  ['that brings its key along', () => foreignKeyInHeader('jwk')],
  ['that says where its key is', () => foreignKeyInHeader('jku')],
  ['that says where its certificate is', () => foreignKeyInHeader('x5u')],
  ['that brings its certificate along', () => foreignKeyInHeader('x5c')],
  [
    'with a critical extension that nobody knows',
    () =>
      signedText(
        JSON.stringify({ alg: 'RS256', kid: 'one', crit: ['urn:x'], 'urn:x': true }),
        JSON.stringify(good()),
      ),
  ],
  ['of another algorithm than its key', () => signToken(key, {}, { alg: 'RS256', kid: 'two' })],
  [
    'whose header says another algorithm',
    async () => {
      const [, payload, signature] = await parts();
      return `${encoded({ alg: 'RS512', kid: 'one' })}.${payload}.${signature}`;
    },
  ],
  [
    'signed with a weak key',
    () => signedText('{"alg":"RS256","kid":"weak"}', JSON.stringify(good()), weak.privateKey),
  ],
  [
    'encrypted, not signed',
    async () =>
      new CompactEncrypt(Buffer.from(JSON.stringify(good())))
        .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: 'one' })
        .encrypt(KeyObject.from(key.publicKey)),
  ],
  ['cut off', async () => (await signToken(key)).slice(0, -20)],
  ['without its signature', async () => (await parts()).slice(0, 2).join('.')],
  ['with an empty signature', async () => `${(await parts()).slice(0, 2).join('.')}.`],
  [
    'with one bit of the signature turned',
    async () => {
      const [header, payload, signature] = await parts();
      const bytes = Buffer.from(signature, 'base64url');
      bytes[10] = (bytes[10] ?? 0) ^ 1;
      return `${header}.${payload}.${bytes.toString('base64url')}`;
    },
  ],
  [
    'with another payload under the signature',
    async () => {
      const [header, , signature] = await parts();
      return `${header}.${encoded({ ...good(), sub: 'student-2' })}.${signature}`;
    },
  ],
  ['with more points', async () => `${await signToken(key)}..`],
  ['of points alone', () => '..'],
  [
    'in another base64',
    async () => {
      const [header, payload, signature] = await parts();
      return `${header}.${payload}.${Buffer.from(signature, 'base64url').toString('base64')}`;
    },
  ],
  ['whose payload is no object', () => signedText('{"alg":"RS256","kid":"one"}', '"student-1"')],
  ['whose payload is no JSON', () => signedText('{"alg":"RS256","kid":"one"}', '{sub:student-1}')],
  ['that is rubbish', () => 'rubbish'],
  ['followed by another', async () => `${await signToken(stranger)}, Bearer ${await signToken(key)}`],
  ['followed by more words', async () => `${await signToken(key)} admin`],
];

const LIST = JSON.stringify({ type: 'threads.list', params: {} });

function ask(headers: Record<string, string>, path = '/api/chatkit') {
  return fetch(app.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: LIST,
  });
}

test('there are at least thirty of them', () => {
  expect(BAD.length).toBeGreaterThanOrEqual(30);
});

test.each([
  ['RS256', () => signToken(key)],
  ['ES256', () => signToken(elliptic)],
  ['for several audiences, one of them ours', () => signToken(key, { aud: ['other', KeyServer.audience] })],
])('a good token (%s) is taken, whatever the case of its scheme', async (_name, make) => {
  for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
    expect((await ask({ authorization: `${scheme} ${await make()}` })).status).toBe(200);
  }
});

describe('a token', () => {
  test.each(BAD)('%s is refused like all the others', async (_name, make) => {
    const token = await make();
    const asked = keyServer.requests;
    const answer = await ask({ authorization: `Bearer ${token}` });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({
      error: { code: 'unauthorized', message: 'Please sign in again.' },
    });
    expect(keyServer.requests - asked).toBeLessThanOrEqual(1);
    for (const part of token.split('.').filter((each) => each.length > 40)) {
      expect(app.output()).not.toContain(part);
    }
  });

  test('of a megabyte is refused before it is read', async () => {
    const [header, , signature] = await parts();
    const status = await statusOf({
      authorization: `Bearer ${header}.${'a'.repeat(1024 * 1024)}.${signature}`,
    });
    expect(status).toBe(431);
  });

  test('that is bad counts also when a good one follows in a header of its own', async () => {
    const [bad, fine] = [`Bearer ${await signToken(stranger)}`, `Bearer ${await signToken(key)}`];
    expect(await statusOf({ authorization: [bad, fine] })).toBe(401);
  });

  test('is read from its header only', async () => {
    const token = await signToken(key);
    const elsewhere: [Record<string, string>, string?][] = [
      [{ cookie: `token=${token}; access_token=${token}; next-auth.session-token=${token}` }],
      [{ 'x-access-token': token }],
      [{ 'proxy-authorization': `Bearer ${token}` }],
      [{}, `/api/chatkit?access_token=${token}&token=${token}`],
      [{ authorization: `Basic ${Buffer.from(`${token}:`).toString('base64')}` }],
      [{ authorization: token }],
    ];
    for (const [headers, path] of elsewhere) {
      expect((await ask({ origin: app.url, ...headers }, path)).status).toBe(401);
    }
    expect(app.output()).not.toContain(token.split('.')[1]);
  });
});

/** Sends headers that `fetch` would not. */
async function statusOf(headers: Record<string, string | string[]>): Promise<number | undefined> {
  const request = httpRequest(`${app.url}/api/chatkit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
  });
  request.on('error', () => undefined);
  request.end(LIST);
  const [response] = await once(request, 'response');
  response.resume();
  return response.statusCode;
}

test('every other way in refuses a bad token too', async () => {
  const headers = { authorization: `Bearer ${await signToken(stranger)}` };
  for (const path of ['/chatkit', '/api/chatkit/upload', '/api/search']) {
    expect((await ask(headers, path)).status).toBe(401);
  }
  expect((await fetch(`${app.url}/api/chatkit/runs/run_x/events`, { headers })).status).toBe(401);
});

test('a claim of the wrong kind beside a good subject is ignored, not believed', async () => {
  const token = await new SignJWT({
    ...good(),
    iat: now(),
    name: { first: 'Alice' },
    role: 7,
    hardware_tier: 99,
    email: ['a@x.test'],
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .sign(key.privateKey);
  expect((await ask({ authorization: `Bearer ${token}` })).status).toBe(200);
});
