import { afterEach, beforeEach, expect, test } from 'vitest';
import { ChatKitError } from '@/lib/chatkit/server/errors';
import { upstreamVerifier } from '@/lib/identity/upstream-token';
import { KeyServer, type SigningKey, signingKey, signToken } from '../../support/key-server';

/** What a key server may answer in place of keys. The pause is short; tests/integration/key-server.test.ts has the real ones. */
let first: SigningKey;
let second: SigningKey;
let keyServer: KeyServer;
let verify: ReturnType<typeof upstreamVerifier>;

beforeEach(async () => {
  [first, second] = await Promise.all([signingKey('one', 'ES256'), signingKey('two', 'ES256')]);
  keyServer = await KeyServer.start(first);
  const upstream = { jwksUrl: keyServer.url, issuer: KeyServer.issuer, audience: KeyServer.audience };
  verify = upstreamVerifier(upstream, { pauseMs: 30 });
});

afterEach(() => keyServer.stop());

/** 200, or the status of the refusal. */
async function status(key: SigningKey): Promise<number> {
  try {
    await verify(await signToken(key));
    return 200;
  } catch (error) {
    return ChatKitError.is(error) ? error.status : 500;
  }
}

let trapped = false;
const answers: [string, Parameters<KeyServer['misbehave']>[0]][] = [
  ['a page', (_request, response) => response.end('<html>Sign in to the Wi-Fi</html>')],
  ['half an answer', (_request, response) => response.end('{"keys":')],
  ['no list', (_request, response) => response.end('{"keys":"none"}')],
  ['no key', (_request, response) => response.end('{"keys":[]}')],
  ['a failure', (_request, response) => response.writeHead(500).end('{"keys":[]}')],
  [
    'a flood',
    (_request, response) => response.end(JSON.stringify({ keys: [second.jwk], pad: 'x'.repeat(300 * 1024) })),
  ],
  [
    'another address',
    (request, response) => {
      trapped ||= request.url !== '/jwks';
      if (trapped) response.end(JSON.stringify({ keys: [second.jwk] }));
      else response.writeHead(302, { location: '/trap' }).end();
    },
  ],
  // The answer has to come all the same.
  ['never an end', (_request, response) => response.write('{"keys":[')],
];

test.each(answers)('%s neither replaces the known keys nor counts as a verdict', async (_, answer) => {
  expect(await status(first)).toBe(200);
  keyServer.misbehave(answer);
  const asked = keyServer.requests;
  await expect.poll(async () => [await status(second), keyServer.requests > asked]).toEqual([503, true]);
  expect(await status(first)).toBe(200);

  keyServer.misbehave();
  keyServer.publish(first, second);
  await expect.poll(() => status(second)).toBe(200);
  expect(trapped).toBe(false);
});
