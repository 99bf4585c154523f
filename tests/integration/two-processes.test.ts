import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ThreadItem, ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { type AppServer, startApp } from '../support/app-server';
import { ChatClient, input, streamedText, threadIdOf } from '../support/chat-client';
import { gate } from '../support/gate';
import { pausedReply } from '../support/paused-reply';
import { frames } from '../support/run-frames';
import { ScriptedOpenAI } from '../support/scripted-openai';
import { sharedPostgres } from '../support/shared-postgres';

/** Two processes of the built product on one PostgreSQL, as behind a balancer: each answers for the turns of the other. */
let apps: [AppServer, AppServer];
let openai: ScriptedOpenAI;
let env: Record<string, string>;
/** The same student at both. */
let here: ChatClient;
let there: ChatClient;
let students = 0;

const DECLARED = { 'x-chatkit-resume': '1' };

beforeAll(async () => {
  openai = await ScriptedOpenAI.start();
  env = {
    DATABASE_URL: await sharedPostgres().createDatabase(),
    NEXTAUTH_SECRET: 'a secret of the tests of two processes that is long enough',
    AUTH_DEMO: 'on',
    OPENAI_BASE_URL: openai.baseUrl,
  };
  const first = await startApp({ env });
  apps = [first, await startApp({ env })];
});

afterAll(async () => {
  await Promise.all(apps?.map((app) => app.stop()) ?? []);
  await openai?.stop();
});

beforeEach(async () => {
  students += 1;
  here = await ChatClient.signIn(apps[0].url, `Student ${students}`);
  there = new ChatClient(apps[1].url, { ...here.headers, origin: apps[1].url });
});

/** A model that says one word and then waits until it is let go on, or its caller leaves. */
function waiting() {
  const { opened, open } = gate();
  let calls = 0;
  openai.play(() => {
    calls += 1;
    return pausedReply(['one ', 'two ', 'three'], opened);
  });
  return {
    release: open,
    get calls() {
      return calls;
    },
  };
}

interface Turn {
  threadId: string;
  runId: string;
  /** Reads the rest of it. */
  rest: Promise<ThreadStreamEvent[]>;
  comments: string[];
}

/** Begins a turn and reads until its first word. */
async function begin(
  client: ChatClient,
  body: object,
  headers: Record<string, string> = DECLARED,
): Promise<Turn> {
  const response = await client.with(headers).post(body);
  const runId = response.headers.get('x-chatkit-run-id') ?? '';
  const comments: string[] = [];
  const seen: ThreadStreamEvent[] = [];
  const firstWord = gate();
  const rest = (async () => {
    for await (const { event } of frames(response, (comment) => comments.push(comment))) {
      seen.push(event);
      if (JSON.stringify(event).includes('text_delta')) firstWord.open();
    }
    firstWord.open();
    return seen;
  })();
  await firstWord.opened;
  const created = seen.find((event) => event.type === 'thread.created');
  return { threadId: created ? threadIdOf(seen) : '', runId, rest, comments };
}

/** Nobody waits for the model any more. */
const modelWasLeft = () => expect.poll(() => openai.openRequests).toBe(0);

const create = (text = 'hello') => ({ type: 'threads.create', params: { input: input(text) } });

const add = (threadId: string, text = 'more') => ({
  type: 'threads.add_user_message',
  params: { thread_id: threadId, input: input(text) },
});

const resume = (client: ChatClient, runId: string, after = 0) =>
  fetch(`${client.url}/api/chatkit/runs/${runId}/events?after=${after}`, {
    headers: { ...client.headers, ...DECLARED },
  });

/** What a thread holds, in a word or two each. */
async function shown(client: ChatClient, threadId: string): Promise<string[]> {
  const { data } = await client.with(DECLARED).items(threadId);
  return data.flatMap((item: ThreadItem) => {
    if (item.type === 'user_message') return [`user: ${item.content.map((part) => part.text).join('')}`];
    if (item.type === 'assistant_message')
      return [
        `answer: ${item.content
          .map(({ text }) => text)
          .join('')
          .trimEnd()}`,
      ];
    return item.type === 'turn_end' ? [`end: ${item.reason}`] : [];
  });
}

const errors = (events: ThreadStreamEvent[]) => events.filter(({ type }) => type === 'error');

describe('a turn of one process', () => {
  test('is found, followed from its first event, and read to its end at the other', async () => {
    const model = waiting();
    const turn = await begin(here, create());
    for (const client of [here, there]) {
      for (const body of [
        { type: 'threads.get_by_id', params: { thread_id: turn.threadId } },
        { type: 'items.list', params: { thread_id: turn.threadId, limit: 5, order: 'desc' } },
      ]) {
        const answer = await client.post(body);
        expect(answer.headers.get('x-chatkit-active-run')).toBe(turn.runId);
        expect(answer.headers.get('x-chatkit-extensions')).toContain('active-run');
        await answer.text();
      }
    }
    const followed = await resume(there, turn.runId);
    expect(Number(followed.headers.get('x-chatkit-run-position'))).toBeGreaterThan(0);
    const comments: string[] = [];
    const read = (async () => {
      const seen: [number, ThreadStreamEvent][] = [];
      for await (const { id, event } of frames(followed, (comment) => comments.push(comment)))
        seen.push([id, event]);
      return seen;
    })();
    model.release();
    const events = await turn.rest;
    const seen = await read;
    expect(seen.map(([, event]) => event)).toEqual(events);
    expect(seen.map(([id]) => id)).toEqual(events.map((_, index) => index + 1));
    // Who comes later is greeted at once: the next event may be far.
    expect([turn.comments, comments]).toEqual([['end'], ['ping', 'end']]);
    expect(await shown(there, turn.threadId)).toEqual(['user: hello', 'answer: one two three']);
    const after = await there.post({ type: 'threads.get_by_id', params: { thread_id: turn.threadId } });
    expect(after.headers.get('x-chatkit-active-run')).toBeNull();
    // And again, when it is over.
    const again: ThreadStreamEvent[] = [];
    for await (const { event } of frames(await resume(there, turn.runId))) again.push(event);
    expect(again).toEqual(events);
    expect(model.calls).toBe(1);
  });

  test('is stopped by the other, and what was said stays at its place', async () => {
    waiting();
    const turn = await begin(here, create());
    await there.call('threads.stop', { thread_id: turn.threadId });
    await modelWasLeft();
    const events = await turn.rest;
    expect(errors(events)).toEqual([]);
    expect(streamedText(events).trim()).toBe('one');
    openai.play(() => ({ kind: 'text', text: 'second' }));
    await there.say(turn.threadId, 'next');
    expect(await shown(here, turn.threadId)).toEqual([
      'user: hello',
      'answer: one',
      'end: stopped',
      'user: next',
      'answer: second',
    ]);
  });

  test('keeps another message, a retry and a continuation out at the other, and stores nothing of them', async () => {
    const model = waiting();
    const turn = await begin(here, create());
    const [message] = (await there.items(turn.threadId)).data;
    for (const body of [
      add(turn.threadId),
      { type: 'threads.retry_after_item', params: { thread_id: turn.threadId, item_id: message?.id } },
    ]) {
      const refused = await there.post(body);
      expect([refused.status, (await refused.json()).error.code]).toEqual([409, 'conflict']);
    }
    model.release();
    await turn.rest;
    expect(await shown(there, turn.threadId)).toEqual(['user: hello', 'answer: one two three']);
    expect(model.calls).toBe(1);
  });

  test('ends without an error when the other deletes its conversation', async () => {
    waiting();
    const turn = await begin(here, create());
    await there.call('threads.delete', { thread_id: turn.threadId });
    await modelWasLeft();
    expect(errors(await turn.rest)).toEqual([]);
    expect((await resume(there, turn.runId)).status).toBe(404);
    const gone = await here.post({ type: 'threads.get_by_id', params: { thread_id: turn.threadId } });
    expect(gone.status).toBe(404);
  });

  test('ends without an error when the other deletes the account', async () => {
    waiting();
    const turn = await begin(here, create());
    const response = await fetch(`${there.url}/api/account`, { method: 'DELETE', headers: there.headers });
    expect(response.ok).toBe(true);
    await modelWasLeft();
    expect(errors(await turn.rest)).toEqual([]);
  });
});

describe('a request with an idempotency key', () => {
  test('begins one turn, wherever and however often it is sent; another body under the key is refused', async () => {
    const model = waiting();
    const keyed = { ...DECLARED, 'idempotency-key': 'message-1' };
    const sends = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        (index % 2 ? there : here).with(keyed).post(create('one key')),
      ),
    );
    expect(sends.map(({ status }) => status)).toEqual(sends.map(() => 200));
    const runs = new Set(sends.map(({ headers }) => headers.get('x-chatkit-run-id')));
    expect(runs.size).toBe(1);
    const other = await there.with(keyed).post(create('another body'));
    expect(other.status).toBe(409);
    model.release();
    const logs = await Promise.all(
      sends.map(async (response) => {
        const events: ThreadStreamEvent[] = [];
        for await (const { event } of frames(response)) events.push(event);
        return events;
      }),
    );
    for (const events of logs) expect(events).toEqual(logs[0]);
    expect(model.calls).toBe(1);
    const list = await here.call<{ data: unknown[] }>('threads.list', { limit: 10, order: 'desc' });
    expect(list.data).toHaveLength(1);
    // Also when it is over, from another page of the course.
    const late = await there
      .with(keyed)
      .post({ ...create('one key'), metadata: { pageContext: { title: 'x' } } });
    expect([late.status, late.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    await late.text();
    expect(model.calls).toBe(1);
  });

  test('changes something once, and answers the same everywhere', async () => {
    openai.play(() => ({ kind: 'text', text: 'hi' }));
    const threadId = threadIdOf(await here.create('hello'));
    const keyed = { 'idempotency-key': 'rename-1' };
    const rename = (client: ChatClient, title: string) =>
      client.with(keyed).post({ type: 'threads.update', params: { thread_id: threadId, title } });
    const answers = await Promise.all([
      rename(here, 'A'),
      rename(there, 'A'),
      rename(here, 'A'),
      rename(there, 'A'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1);
    expect((await rename(there, 'B')).status).toBe(409);
  });
});

describe('a process that dies in mid-answer', () => {
  test('leaves a conversation that is whole: message, what was said, its end, and the next message works', async () => {
    const doomed = await startApp({ env });
    const client = new ChatClient(doomed.url, { ...here.headers, origin: doomed.url });
    const model = waiting();
    const turn = await begin(client, create());
    // What was said is logged: another process has read it.
    for await (const { event } of frames(await resume(there, turn.runId))) {
      if (JSON.stringify(event).includes('text_delta')) break;
    }
    turn.rest.catch(() => undefined);
    await doomed.stop('SIGKILL');
    // The one that follows notices, closes the run and tells how it ended.
    const events: ThreadStreamEvent[] = [];
    const comments: string[] = [];
    for await (const { event } of frames(await resume(there, turn.runId), (comment) =>
      comments.push(comment),
    ))
      events.push(event);
    expect(events.at(-1)).toMatchObject({
      type: 'thread.item.done',
      item: { type: 'turn_end', reason: 'broke_off' },
    });
    expect(comments).toContain('end');
    expect(await shown(here, turn.threadId)).toEqual(['user: hello', 'answer: one', 'end: broke_off']);
    model.release();
    openai.play(() => ({ kind: 'text', text: 'second' }));
    await there.say(turn.threadId, 'next');
    expect((await shown(here, turn.threadId)).slice(3)).toEqual(['user: next', 'answer: second']);
  });
});

describe('a process that is frozen until its turn was closed', () => {
  test('adds nothing to the conversation when it wakes up', async () => {
    const frozen = await startApp({ env });
    const client = new ChatClient(frozen.url, { ...here.headers, origin: frozen.url });
    const model = waiting();
    const turn = await begin(client, create());
    const [message] = (await here.items(turn.threadId)).data;
    frozen.signal('SIGSTOP');
    const active = async () => {
      const read = await there.post({
        type: 'items.list',
        params: { thread_id: turn.threadId, limit: 1, order: 'asc' },
      });
      await read.text();
      return read.headers.get('x-chatkit-active-run');
    };
    await expect.poll(active).toBeNull();
    openai.play(() => ({ kind: 'text', text: 'another' }));
    await there.stream('threads.retry_after_item', { thread_id: turn.threadId, item_id: message?.id });
    const before = await shown(there, turn.threadId);
    expect(before).toEqual(['user: hello', 'answer: another']);
    frozen.signal('SIGCONT');
    model.release();
    expect(errors(await turn.rest)).toEqual([]);
    expect(turn.comments).not.toContain('end');
    await frozen.stop();
    expect(await shown(there, turn.threadId)).toEqual(before);
  });
});

describe('a process that is asked to stop', () => {
  test('sends those away who read a turn of another, and they read on elsewhere', async () => {
    const leaving = await startApp({ env });
    const model = waiting();
    const turn = await begin(here, create());
    const followed = await resume(
      new ChatClient(leaving.url, { ...here.headers, origin: leaving.url }),
      turn.runId,
    );
    const comments: string[] = [];
    const seen: ThreadStreamEvent[] = [];
    let stopped: Promise<void> | undefined;
    const reading = async () => {
      for await (const { event } of frames(followed, (comment) => comments.push(comment))) {
        seen.push(event);
        if (JSON.stringify(event).includes('text_delta')) stopped ??= leaving.stop();
      }
    };
    // A process that has to hurry closes the connection before the stream has its end.
    await reading().catch((error: unknown) => expect(String(error)).toContain('terminated'));
    await stopped;
    expect(comments).not.toContain('end');
    model.release();
    for await (const { event } of frames(await resume(there, turn.runId, seen.length))) seen.push(event);
    expect(seen).toEqual(await turn.rest);
  });

  test('says to its readers how far the answer came, and that it broke off', async () => {
    for (const headers of [DECLARED, {}]) {
      const leaving = await startApp({ env });
      const client = new ChatClient(leaving.url, { ...here.headers, origin: leaving.url });
      waiting();
      const response = await client.with(headers).post(create());
      const reader = response.body?.getReader();
      let text = '';
      while (!text.includes('text_delta')) text += new TextDecoder().decode((await reader?.read())?.value);
      const stopped = leaving.stop();
      for (let next = await reader?.read(); next && !next.done; next = await reader?.read())
        text += new TextDecoder().decode(next.value);
      await stopped;
      expect(text).toMatch(/"type":"thread.item.done","item":\{[^\n]*"type":"assistant_message"/);
      if (headers === DECLARED) expect(text).toContain('"reason":"broke_off"');
      else expect(text).toContain('"type":"error"');
    }
  });
});
