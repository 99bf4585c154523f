import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AppServer, startApp } from '../support/app-server';
import { KeyServer, type SigningKey, signingKey, signToken } from '../support/key-server';

/** The sign-on's keys change, and its key server has bad days; students who are signed in notice neither. */
let first: SigningKey;
let second: SigningKey;
let keyServer: KeyServer;
let app: AppServer;

beforeEach(async () => {
  [first, second] = await Promise.all([signingKey('one', 'ES256'), signingKey('two', 'ES256')]);
  keyServer = await KeyServer.start(first);
  app = await startApp({ env: keyServer.env });
});

afterEach(async () => {
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
const WITHIN = { timeout: 15_000, interval: 500 };

test('a new key is fetched when a token names it, and a key that was taken back counts no more', async () => {
  expect(await status(await signToken(first))).toBe(200);
  keyServer.publish(first, second);
  await expect.poll(async () => status(await signToken(second)), WITHIN).toBe(200);
  expect(await status(await signToken(first))).toBe(200);

  const third = await signingKey('three', 'ES256');
  keyServer.publish(second, third);
  await expect.poll(async () => status(await signToken(third)), WITHIN).toBe(200);
  expect(await status(await signToken(first))).toBe(401);
});

test('unknown keys do not make us ask the key server again and again', async () => {
  expect(await status(await signToken(first))).toBe(200);
  const asked = keyServer.requests;
  const made = Array.from({ length: 30 }, (_, at) => signToken(second, {}, { kid: `unknown-${at}` }));
  const seen = await Promise.all((await Promise.all(made)).map(status));
  expect(new Set(seen)).toEqual(new Set([401]));
  expect(keyServer.requests - asked).toBeLessThanOrEqual(1);
});

test('while the key server is down known keys work, and a token of an unknown one is neither good nor bad', async () => {
  expect(await status(await signToken(first))).toBe(200);
  await keyServer.stop();
  expect(await status(await signToken(first))).toBe(200);
  await expect.poll(async () => status(await signToken(second)), WITHIN).toBe(503);
  expect(await status(await signToken(first))).toBe(200);
});

// What else it may answer stands in tests/unit/identity/upstream-keys.test.ts.
test('a key server that never comes to an end neither replaces the known keys nor counts as a verdict', async () => {
  expect(await status(await signToken(first))).toBe(200);
  const asked = keyServer.requests;
  keyServer.misbehave((_request, response) => response.write('{"keys":['));
  await expect
    .poll(async () => [await status(await signToken(second)), keyServer.requests > asked], WITHIN)
    .toEqual([503, true]);
  expect(await status(await signToken(first))).toBe(200);

  keyServer.misbehave();
  keyServer.publish(first, second);
  await expect.poll(async () => status(await signToken(second)), WITHIN).toBe(200);
});

test('a key server that is down from the start is asked again when it is back', async () => {
  keyServer.misbehave((request) => request.socket.destroy());
  expect(await status(await signToken(first))).toBe(503);
  keyServer.misbehave();
  await expect.poll(async () => status(await signToken(first)), WITHIN).toBe(200);
});
