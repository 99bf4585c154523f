import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppServer, startApp } from '../support/app-server';
import { ChatClient } from '../support/chat-client';

/** Who is asking, and from where. What each may reach is the ownership matrix. */
let app: AppServer;
let alice: ChatClient;
let bob: ChatClient;

beforeAll(async () => {
  app = await startApp();
  [alice, bob] = await Promise.all([ChatClient.signIn(app.url, 'Alice'), ChatClient.signIn(app.url, 'Bob')]);
});

afterAll(() => app?.stop());

test('X-User-ID that is the verified subject is accepted', async () => {
  expect(
    (await bob.with({ 'x-user-id': 'demo:bob' }).post({ type: 'threads.list', params: {} })).status,
  ).toBe(200);
});

test('nobody is nobody: without a session, with a forged one, with an unknown token', async () => {
  const request = { type: 'threads.list', params: {} };
  const anonymous = new Headers({ 'content-type': 'application/json' });
  const ask = (headers: HeadersInit) =>
    fetch(`${app.url}/api/chatkit`, { method: 'POST', headers, body: JSON.stringify(request) });
  expect((await ask(anonymous)).status).toBe(401);
  expect((await ask({ 'content-type': 'application/json', 'x-user-id': 'demo:alice' })).status).toBe(401);
  expect(
    (await ask({ 'content-type': 'application/json', cookie: 'next-auth.session-token=forged' })).status,
  ).toBe(401);
  expect((await ask({ 'content-type': 'application/json', authorization: 'Bearer forged' })).status).toBe(
    401,
  );
  expect(
    (await ask({ 'content-type': 'application/json', ...alice.headers, authorization: 'Bearer forged' }))
      .status,
  ).toBe(401);
});

test('a page of another origin cannot act with the student’s cookie', async () => {
  const request = { type: 'threads.list', params: {} };
  expect((await alice.with({ origin: 'https://evil.example' }).post(request)).status).toBe(403);
  expect((await alice.with({ origin: 'null' }).post(request)).status).toBe(403);
});
