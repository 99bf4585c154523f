import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppServer, startApp } from '../support/app-server';
import { answerOf, ChatClient, threadIdOf } from '../support/chat-client';
import { freePort } from '../support/free-port';
import { ScriptedOpenAI } from '../support/scripted-openai';

/** A student who comes with a token of the sign-on in front of us, from the sign-in there to the answer here. */
const issuer = 'https://auth.robolearn.test';
const audience = 'robolearn';

let app: AppServer;
let openai: ScriptedOpenAI;
let keyServer: Server;
let sign: (sub: string, claims?: object) => Promise<string>;

beforeAll(async () => {
  const pair = await generateKeyPair('RS256');
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k', alg: 'RS256' }] });
  sign = (sub, claims = {}) =>
    new SignJWT({ iss: issuer, aud: audience, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .setSubject(sub)
      .setExpirationTime('5m')
      .sign(pair.privateKey);
  const port = await freePort();
  keyServer = createServer((_request, response) => response.end(jwks));
  await new Promise<void>((resolve) => keyServer.listen(port, '127.0.0.1', resolve));
  openai = await ScriptedOpenAI.start();
  app = await startApp({
    env: {
      AUTH_JWKS_URL: `http://127.0.0.1:${port}/jwks`,
      AUTH_JWT_ISSUER: issuer,
      AUTH_JWT_AUDIENCE: audience,
      OPENAI_BASE_URL: openai.baseUrl,
    },
  });
});

afterAll(async () => {
  await app?.stop();
  await openai?.stop();
  keyServer?.close();
});

test('the token’s subject owns the conversation, and its claims win over what the page says', async () => {
  const claims = {
    name: 'Alice',
    role: 'student',
    software_background: 'advanced',
    hardware_tier: 'tier2',
    email: 'a@x.test',
  };
  const alice = ChatClient.withToken(app.url, await sign('user-1', claims));
  openai.play(() => ({ kind: 'text', text: 'Hello Alice.' }));
  const events = await alice.create('hi', { userInfo: { name: 'Mallory', hardwareTier: 4 } });
  expect(answerOf(events).content[0]?.text).toBe('Hello Alice.');
  expect(openai.turns[0]?.system).toContain(
    'User Information: Name: Alice, Role: student, Software Background: advanced, Hardware Tier: 2',
  );

  const sameUser = ChatClient.withToken(app.url, await sign('user-1'));
  expect((await sameUser.thread(threadIdOf(events))).title).toBe('A scripted title');
  const other = ChatClient.withToken(app.url, await sign('user-2'));
  expect(
    (await other.post({ type: 'threads.get_by_id', params: { thread_id: threadIdOf(events) } })).status,
  ).toBe(404);
  expect(
    (await other.with({ 'x-user-id': 'user-1' }).post({ type: 'threads.list', params: {} })).status,
  ).toBe(403);
});

test('search answers signed-in callers in the original shape', async () => {
  const search = async (body: object, headers: Record<string, string>) =>
    fetch(`${app.url}/api/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const headers = { authorization: `Bearer ${await sign('user-1')}` };
  const found = await search(
    { query: 'What is a topic?', hardware_tier: 1, module: 'ros2', limit: 3 },
    headers,
  );
  const body = (await found.json()) as { results: Record<string, unknown>[]; total_found: number };
  expect(body).toMatchObject({
    query: 'What is a topic?',
    hardware_tier_filter: 1,
    module_filter: 'ros2',
    book_id: 'physical-ai-robotics',
  });
  expect(body.total_found).toBe(body.results.length);
  expect(body.results[0]).toMatchObject({
    lesson_title: 'Nodes and topics',
    citation: expect.stringMatching(/^Nodes and topics \| Section: .+ \| Module ROS2$/),
    lesson_url: expect.stringContaining(
      `${app.url}/docs/module-1-ros2/chapter-1-foundations/nodes-and-topics#`,
    ),
  });
  expect((await search({ query: 'topic' }, {})).status).toBe(401);
  expect((await search({ query: 'ab' }, headers)).status).toBe(400);
  expect((await search({ query: 'topic', module: 'cooking' }, headers)).status).toBe(400);
  expect((await search({ query: 'topic', chapter_min: 5, chapter_max: 2 }, headers)).status).toBe(400);
});

test('health names the parts; every request leaves one line with its ids', async () => {
  const answer = await fetch(`${app.url}/api/health`, { headers: { 'x-request-id': 'probe-1' } });
  expect(answer.headers.get('x-request-id')).toBe('probe-1');
  const health = await answer.json();
  expect(health).toMatchObject({
    status: 'healthy',
    parts: {
      database: { state: 'up', kind: 'embedded' },
      search: { state: 'up', documents: 43 },
      model: { kind: 'openai' },
    },
  });
  const student = ChatClient.withToken(app.url, await sign('user-3')).with({ 'x-request-id': 'line-1' });
  await student.call('threads.list');
  await expect
    .poll(() => app.logs.filter((line) => line.requestId === 'line-1'))
    .toEqual([
      expect.objectContaining({
        level: 'info',
        operation: 'threads.list',
        userId: 'user-3',
        status: 200,
        ms: expect.any(Number),
      }),
    ]);
});
