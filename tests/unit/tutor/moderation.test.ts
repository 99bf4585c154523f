import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createModeration } from '@/lib/tutor/care/moderation';
import { freePort } from '../../support/free-port';
import { ScriptedModeration } from '../../support/scripted-moderation';

let server: ScriptedModeration;

beforeAll(async () => {
  server = await ScriptedModeration.start();
});

afterAll(() => server.stop());

/** A moderation with a clock of its own, and what it has told. */
function moderation(more: { baseUrl?: string; patienceMs?: number } = {}) {
  const told: string[] = [];
  const clock = { now: 0 };
  const moderate = createModeration({
    apiKey: 'sk-moderation',
    baseUrl: server.baseUrl,
    patienceMs: 20_000,
    onFailed: () => told.push('failed'),
    onState: (state) => told.push(state),
    now: () => clock.now,
    ...more,
  });
  const never = new AbortController().signal;
  return { told, clock, ask: (text: string, signal: AbortSignal = never) => moderate(text, signal) };
}

describe('what the moderation flags', () => {
  test.each([
    [[], undefined],
    [['self-harm'], 'self-harm'],
    [['self-harm/intent', 'violence'], 'self-harm'],
    [['self-harm/instructions', 'illicit/violent'], 'self-harm'],
    [['illicit', 'illicit/violent'], 'harm'],
    [['sexual', 'sexual/minors'], 'harm'],
    [['harassment/threatening'], 'harm'],
    [['hate/threatening'], 'harm'],
    [['violence'], undefined],
    [['violence/graphic', 'harassment', 'hate', 'illicit', 'sexual'], undefined],
  ])('%j comes to %s', async (categories, concern) => {
    server.play(() => categories);
    const { ask, told } = moderation();
    expect(await ask('Some words')).toBe(concern);
    expect(told).toEqual([]);
  });
});

describe('what is sent', () => {
  test('is the text alone, with the key', async () => {
    server.play(() => []);
    await moderation().ask('Some words');
    expect(server.requests).toEqual([
      {
        body: { model: 'omni-moderation-latest', input: 'Some words' },
        authorization: 'Bearer sk-moderation',
      },
    ]);
  });

  test('is cut where it is long, and nothing where there is nothing', async () => {
    server.play(() => []);
    const { ask, told } = moderation();
    await ask('🤖'.repeat(30_000));
    expect(String(server.requests[0]?.body.input).length).toBeLessThanOrEqual(10_000);
    await ask(' \n');
    expect(server.requests).toHaveLength(1);
    expect(told).toEqual([]);
  });
});

describe('a moderation that fails', () => {
  const failures: [string, (response: ServerResponse) => void][] = [
    ['with an error', (response) => response.writeHead(500).end('{"error":{"message":"oh"}}')],
    ['for want of a key', (response) => response.writeHead(401).end('{"error":{"message":"bad key"}}')],
    [
      'for want of money',
      (response) => response.writeHead(429).end('{"error":{"code":"insufficient_quota"}}'),
    ],
    [
      'with another page',
      (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Hi</p>'),
    ],
    [
      'with JSON of something else',
      (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}'),
    ],
    [
      'with half an answer',
      (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"results":[{"cat'),
    ],
    ['by hanging up', (response) => response.destroy()],
  ];

  test.each(failures)('%s lets the message through, and says so once', async (_, fail) => {
    server.play(() => fail);
    const { ask, told, clock } = moderation();
    expect(await ask('Some words')).toBeUndefined();
    expect(told).toEqual(['failed', 'away']);
    // The next do not wait for it.
    expect(await ask('More words')).toBeUndefined();
    expect(server.requests).toHaveLength(1);
    clock.now += 61_000;
    expect(await ask('And more')).toBeUndefined();
    expect(server.requests).toHaveLength(2);
    expect(told).toEqual(['failed', 'away', 'failed']);
    clock.now += 61_000;
    server.play(() => ['self-harm']);
    expect(await ask('And more')).toBe('self-harm');
    expect(told).toEqual(['failed', 'away', 'failed', 'back']);
  });

  test('by no answer, or by half of one, is waited for no longer than it may take', async () => {
    for (const hang of [
      () => undefined,
      (response: ServerResponse) => void response.writeHead(200).write('{'),
    ]) {
      server.play(() => hang);
      const { ask, told } = moderation({ patienceMs: 50 });
      expect(await ask('Some words')).toBeUndefined();
      expect(told).toEqual(['failed', 'away']);
    }
  });

  test('by not being there lets the message through', async () => {
    const { ask, told } = moderation({ baseUrl: `http://127.0.0.1:${await freePort()}/v1` });
    expect(await ask('Some words')).toBeUndefined();
    expect(told).toEqual(['failed', 'away']);
  });

  test('because the turn was stopped has not failed', async () => {
    const stop = new AbortController();
    server.play(() => () => stop.abort());
    const { ask, told } = moderation();
    expect(await ask('Some words', stop.signal)).toBeUndefined();
    expect(told).toEqual([]);
  });
});
