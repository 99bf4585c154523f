import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppServer, startApp } from '../support/app-server';
import { ChatClient, input, threadIdOf } from '../support/chat-client';
import { gate } from '../support/gate';
import { pausedReply } from '../support/paused-reply';
import { allFrames, type Frame, frames as readFrames } from '../support/run-frames';
import { ScriptedOpenAI } from '../support/scripted-openai';

/** Runs over HTTP on the built product: resumed after a break, attached to by an idempotency key (DESIGN §3). */
let app: AppServer;
let openai: ScriptedOpenAI;
let alice: ChatClient;
let bob: ChatClient;

beforeAll(async () => {
  openai = await ScriptedOpenAI.start();
  app = await startApp({ env: { OPENAI_BASE_URL: openai.baseUrl } });
  [alice, bob] = await Promise.all([ChatClient.signIn(app.url, 'Alice'), ChatClient.signIn(app.url, 'Bob')]);
});

afterAll(async () => {
  await app?.stop();
  await openai?.stop();
});

/** A model that waits in the middle of its answer until it is let go on. */
function waiting() {
  const { opened, open } = gate();
  openai.play(() => pausedReply(['one ', 'two ', 'three'], opened));
  return { go: open };
}

const create = (client: ChatClient, headers: Record<string, string>, text = 'hello') =>
  client.with(headers).post({ type: 'threads.create', params: { input: input(text) } });

const resume = (client: ChatClient, runId: string, after: number | string) =>
  fetch(`${client.url}/api/chatkit/runs/${runId}/events?after=${after}`, { headers: client.headers });

test('a client that lost its connection reads on where it was, and misses and doubles nothing', async () => {
  const { go } = waiting();
  const response = await create(alice, { 'x-chatkit-resume': '1' });
  const runId = response.headers.get('x-chatkit-run-id') ?? '';
  const seen: Frame[] = [];
  for await (const frame of readFrames(response)) {
    seen.push(frame);
    if (JSON.stringify(frame.event).includes('"delta"')) break;
  }
  const last = seen.at(-1)?.id ?? 0;
  expect(seen.map(({ id }) => id)).toEqual(seen.map((_, place) => place + 1));
  go();
  const rest = await allFrames(await resume(alice, runId, last));
  expect(rest.map(({ id }) => id)).toEqual(rest.map((_, place) => last + place + 1));
  const threadId = threadIdOf(seen.map(({ event }) => event));
  const answer = (await alice.items(threadId)).data.at(-1);
  expect(answer).toMatchObject({ type: 'assistant_message', content: [{ text: 'one two three' }] });
  // The whole run again, from its beginning, also at the path that older widgets use.
  const path = `${app.url}/chatkit/runs/${runId}/events`;
  const whole = await allFrames(await fetch(path, { headers: alice.headers }));
  expect(whole).toEqual([...seen, ...rest]);
  const byHeader = await fetch(path, { headers: { ...alice.headers, 'last-event-id': String(last) } });
  expect(await allFrames(byHeader)).toEqual(rest);
});

test('a run is nobody else’s, and a number is a number', async () => {
  openai.play(() => ({ kind: 'text', text: 'short' }));
  const response = await create(alice, { 'x-chatkit-resume': '1' });
  const runId = response.headers.get('x-chatkit-run-id') ?? '';
  await response.text();
  const [foreign, missing] = [await resume(bob, runId, 0), await resume(bob, 'run_none', 0)];
  expect([foreign.status, await foreign.text()]).toEqual([missing.status, await missing.text()]);
  expect(foreign.status).toBe(404);
  expect((await resume(alice, runId, 'x')).status).toBe(400);
  expect((await fetch(`${app.url}/api/chatkit/runs/${runId}/events`)).status).toBe(401);
});

test('leaving stops the run of a client of the official wire, and not of one that can resume', async () => {
  for (const [headers, kept] of [
    [{}, 'one'],
    [{ 'x-chatkit-resume': '1' }, 'one two three'],
  ] as const) {
    const { go } = waiting();
    const response = await create(alice, headers);
    const reader = response.body?.getReader();
    let text = '';
    while (!text.includes('"delta"')) text += new TextDecoder().decode((await reader?.read())?.value);
    await reader?.cancel();
    const threadId = /"(thr_[0-9a-f]+)"/.exec(text)?.[1] ?? '';
    if ('x-chatkit-resume' in headers) go();
    await expect
      .poll(async () => JSON.stringify((await alice.items(threadId)).data.at(-1)))
      .toContain(`"text":"${kept}"`);
    go();
  }
});

test('the same key attaches to the run, another body is refused', async () => {
  const { go } = waiting();
  const key = { 'idempotency-key': 'send-1', 'x-chatkit-resume': '1' };
  const [first, second] = await Promise.all([create(alice, key), create(alice, key)]);
  expect(first.headers.get('x-chatkit-run-id')).toBe(second.headers.get('x-chatkit-run-id'));
  go();
  expect(await allFrames(first)).toEqual(await allFrames(second));
  const other = await create(alice, key, 'something else');
  expect([other.status, await other.json()]).toMatchObject([409, { error: { code: 'conflict' } }]);
  const threads = await alice.call<{ data: { id: string }[] }>('threads.list', { limit: 100 });
  const again = await create(alice, key);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  await again.text();
  expect((await alice.call<{ data: unknown[] }>('threads.list', { limit: 100 })).data).toHaveLength(
    threads.data.length,
  );
  // Keys of two students have nothing to do with each other.
  const stranger = await create(bob, key);
  expect(stranger.headers.get('idempotency-replayed')).toBeNull();
  await stranger.text();
});
