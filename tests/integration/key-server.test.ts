import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppServer, startApp } from '../support/app-server';
import { KeyServer, type SigningKey, signingKey, signToken } from '../support/key-server';

/** The sign-on's keys change, and its key server has bad days; students who are signed in notice neither. */
// One product for all of it, since most of the time went into starting it: each test goes on with the keys of the one before.
let keyServer: KeyServer;
let app: AppServer;
let known: SigningKey;

const newKey = (kid: string) => signingKey(kid, 'ES256');

beforeAll(async () => {
  known = await newKey('one');
  keyServer = await KeyServer.start(known);
  keyServer.misbehave((request) => request.socket.destroy());
  app = await startApp({ env: keyServer.env });
});

afterAll(async () => {
  await app?.stop();
  await keyServer?.stop();
});

async function status(token: string): Promise<number> {
  const answer = await fetch(`${app.url}/api/chatkit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ type: 'threads.list', params: {} }),
  });
  return answer.status;
}

/** Between two fetches there is a pause. */
const RETRY = { interval: 500 };

test('a key server that is down from the start is asked again when it is back', async () => {
  expect(await status(await signToken(known))).toBe(503);
  keyServer.misbehave();
  await expect.poll(async () => status(await signToken(known)), RETRY).toBe(200);
});

test('unknown keys do not make us ask the key server again and again', async () => {
  const unknown = await newKey('unknown');
  const asked = keyServer.requests;
  const made = Array.from({ length: 30 }, (_, at) => signToken(unknown, {}, { kid: `unknown-${at}` }));
  const seen = await Promise.all((await Promise.all(made)).map(status));
  expect(new Set(seen)).toEqual(new Set([401]));
  expect(keyServer.requests - asked).toBeLessThanOrEqual(1);
});

test('a new key is fetched when a token names it, and a key that was taken back counts no more', async () => {
  const [first, second, third] = [known, await newKey('two'), await newKey('three')];
  expect(await status(await signToken(first))).toBe(200);
  keyServer.publish(first, second);
  await expect.poll(async () => status(await signToken(second)), RETRY).toBe(200);
  expect(await status(await signToken(first))).toBe(200);

  keyServer.publish(second, third);
  await expect.poll(async () => status(await signToken(third)), RETRY).toBe(200);
  expect(await status(await signToken(first))).toBe(401);
  known = third;
});

// What else it may answer stands in tests/unit/identity/upstream-keys.test.ts.
test('a key server that never comes to an end neither replaces the known keys nor counts as a verdict', async () => {
  const next = await newKey('four');
  const asked = keyServer.requests;
  keyServer.misbehave((_request, response) => response.write('{"keys":['));
  await expect
    .poll(async () => [await status(await signToken(next)), keyServer.requests > asked], RETRY)
    .toEqual([503, true]);
  expect(await status(await signToken(known))).toBe(200);

  keyServer.misbehave();
  keyServer.publish(known, next);
  await expect.poll(async () => status(await signToken(next)), RETRY).toBe(200);
});

test('while the key server is down known keys work, and a token of an unknown one is neither good nor bad', async () => {
  const next = await newKey('five');
  await keyServer.stop();
  expect(await status(await signToken(known))).toBe(200);
  await expect.poll(async () => status(await signToken(next)), RETRY).toBe(503);
  expect(await status(await signToken(known))).toBe(200);
});
