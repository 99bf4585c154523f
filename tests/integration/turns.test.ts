import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { type AppServer, startApp } from '../support/app-server';
import { answerOf, ChatClient, input, threadIdOf } from '../support/chat-client';
import { ScriptedOpenAI } from '../support/scripted-openai';
import { sharedPostgres } from '../support/shared-postgres';

/** A text that the model says word by word, each when the test lets it. */
function gate() {
  let release: () => void = () => undefined;
  let opened = Promise.resolve();
  const close = () => {
    opened = new Promise((resolve) => {
      release = resolve;
    });
  };
  return { wait: () => opened, close, open: () => release() };
}

/** Reads until an event satisfies the condition; the iterator stays open. */
async function readUntil(
  events: AsyncIterator<ThreadStreamEvent>,
  wanted: (event: ThreadStreamEvent) => boolean,
) {
  const seen: ThreadStreamEvent[] = [];
  for (;;) {
    const { done, value } = await events.next();
    if (done) throw new Error(`the stream ended: ${JSON.stringify(seen.map((event) => event.type))}`);
    seen.push(value);
    if (wanted(value)) return seen;
  }
}

const isDelta = (text: string) => (event: ThreadStreamEvent) =>
  event.type === 'thread.item.updated' &&
  event.update.type === 'assistant_message.content_part.text_delta' &&
  event.update.delta.includes(text);

interface Place {
  name: string;
  env(): Promise<Record<string, string>>;
}

const places: Place[] = [
  { name: 'the embedded database', env: async () => ({}) },
  {
    name: 'PostgreSQL',
    env: async () => ({
      DATABASE_URL: await sharedPostgres().createDatabase(),
      NEXTAUTH_SECRET: 'a secret of the turn tests that is long enough',
      AUTH_DEMO: 'on',
    }),
  },
];

describe.each(places)('turns on $name', ({ env }) => {
  let openai: ScriptedOpenAI;
  let app: AppServer;
  let settings: Record<string, string>;
  const dataDir = mkdtempSync(path.join(tmpdir(), 'robolearn-turns-'));

  beforeAll(async () => {
    openai = await ScriptedOpenAI.start();
    settings = { ...(await env()), OPENAI_BASE_URL: openai.baseUrl, OPENAI_API_KEY: 'sk-scripted' };
    app = await startApp({ env: settings, dataDir });
  });

  afterAll(async () => {
    await app?.stop();
    await openai?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** A turn that has said "one two " and waits to go on. */
  async function halfway(student: ChatClient, signal?: AbortSignal) {
    const second = gate();
    second.close();
    let chunk = 0;
    openai.play(() => ({
      kind: 'text',
      text: 'one two three four.',
      chunks: ['one ', 'two ', 'three ', 'four.'],
      pace: () => (++chunk > 2 ? second.wait() : Promise.resolve()),
    }));
    const events = student.events('threads.create', { input: input('Hello!') }, undefined, signal);
    const seen = await readUntil(events, isDelta('two'));
    return { events, threadId: threadIdOf(seen), goOn: second.open };
  }

  test('a client that leaves stops the turn; what was said stays', async () => {
    const student = await ChatClient.signIn(app.url, 'Leaver');
    const leaving = new AbortController();
    const { threadId, goOn } = await halfway(student, leaving.signal);
    leaving.abort();
    await expect.poll(async () => (await student.items(threadId)).data.length).toBe(2);
    goOn();
    const { data } = await student.items(threadId);
    expect(data.map((item) => item.type)).toEqual(['user_message', 'assistant_message']);
    expect(data[1]?.type === 'assistant_message' && data[1].content[0]?.text.trim()).toBe('one two');
  });

  test('threads.stop stops the turn and ends its stream without an error', async () => {
    const student = await ChatClient.signIn(app.url, 'Stopper');
    const { events, threadId, goOn } = await halfway(student);
    expect(await student.call('threads.stop', { thread_id: threadId })).toEqual({});
    const rest: string[] = [];
    for await (const event of events) rest.push(event.type);
    goOn();
    expect(rest).not.toContain('error');
    expect((await student.items(threadId)).data).toHaveLength(2);
    // Also when none runs.
    expect(await student.call('threads.stop', { thread_id: threadId })).toEqual({});
  });

  test('a stranger’s threads.stop does nothing', async () => {
    const student = await ChatClient.signIn(app.url, 'Owner');
    const stranger = await ChatClient.signIn(app.url, 'Stranger');
    const { events, threadId, goOn } = await halfway(student);
    expect(await stranger.call('threads.stop', { thread_id: threadId })).toEqual({});
    goOn();
    const rest: ThreadStreamEvent[] = [];
    for await (const event of events) rest.push(event);
    expect(answerOf(rest).content[0]?.text).toBe('one two three four.');
  });

  test('a second message while an answer runs is refused and not stored', async () => {
    const student = await ChatClient.signIn(app.url, 'Hasty');
    const { events, threadId, goOn } = await halfway(student);
    const second = await student.post({
      type: 'threads.add_user_message',
      params: { thread_id: threadId, input: input('And now?') },
    });
    expect(second.status).toBe(409);
    goOn();
    for await (const _event of events);
    expect((await student.items(threadId)).data).toHaveLength(2);
  });

  test('deleting a thread during its answer leaves nothing behind', async () => {
    const student = await ChatClient.signIn(app.url, 'Deleter');
    const { events, threadId, goOn } = await halfway(student);
    await student.call('threads.delete', { thread_id: threadId });
    goOn();
    for await (const _event of events);
    expect((await student.post({ type: 'threads.get_by_id', params: { thread_id: threadId } })).status).toBe(
      404,
    );
    expect((await student.call<{ data: unknown[] }>('threads.list')).data).toEqual([]);
  });

  test('a rename during an answer survives it', async () => {
    const student = await ChatClient.signIn(app.url, 'Renamer');
    const { events, threadId, goOn } = await halfway(student);
    await student.call('threads.update', { thread_id: threadId, title: 'My own title' });
    goOn();
    for await (const _event of events);
    expect((await student.thread(threadId)).title).toBe('My own title');
  });

  test('kill -9 in the middle of an answer leaves a readable thread with the question', async () => {
    const student = await ChatClient.signIn(app.url, 'Survivor');
    const { threadId, events } = await halfway(student);
    const broken = (async () => {
      for await (const _event of events);
    })().catch(() => 'broken');
    await app.stop('SIGKILL');
    expect(await broken).toBe('broken');

    app = await startApp({ env: settings, dataDir });
    const again = await ChatClient.signIn(app.url, 'Survivor');
    const thread = await again.thread(threadId);
    expect(thread.items.data[0]?.type).toBe('user_message');
    // Whoever reads it closes the turn of the dead process.
    const runThatGoesOn = async () => {
      const response = await again.post({ type: 'threads.get_by_id', params: { thread_id: threadId } });
      await response.text();
      return response.headers.get('x-chatkit-active-run');
    };
    await expect.poll(runThatGoesOn).toBeNull();
    openai.play(() => ({ kind: 'text', text: 'Here I am again.' }));
    const retried = await again.stream('threads.retry_after_item', {
      thread_id: threadId,
      item_id: thread.items.data[0]?.id,
    });
    expect(answerOf(retried).content[0]?.text).toBe('Here I am again.');
  });

  test('SIGTERM in the middle of an answer keeps what was said, and a session outlives the restart', async () => {
    const student = await ChatClient.signIn(app.url, 'Patient');
    const { threadId, events } = await halfway(student);
    const drained = (async () => {
      for await (const _event of events);
    })().catch(() => undefined);
    await app.stop('SIGTERM');
    await drained;
    app = await startApp({ env: settings, dataDir });
    const same = new URL(app.url);
    const { cookie = '' } = student.headers;
    const response = await fetch(`${same.origin}/api/chatkit`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, origin: same.origin },
      body: JSON.stringify({ type: 'items.list', params: { thread_id: threadId, order: 'asc' } }),
    });
    const { data } = (await response.json()) as { data: { type: string }[] };
    expect(data.map((item) => item.type)).toEqual(['user_message', 'assistant_message']);
  });
});
