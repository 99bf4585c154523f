import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page, Thread, ThreadItem } from '@/lib/chatkit/protocol';
import { type AppServer, startApp } from '../support/app-server';
import { answerOf, ChatClient, input, streamedText, threadIdOf } from '../support/chat-client';
import { ScriptedOpenAI, searchThenSay } from '../support/scripted-openai';

/** The wire as a client sees it, with a model that speaks Chat Completions. */
let openai: ScriptedOpenAI;
let app: AppServer;
let student: ChatClient;

beforeAll(async () => {
  openai = await ScriptedOpenAI.start();
  app = await startApp({
    env: { OPENAI_BASE_URL: openai.baseUrl, OPENAI_API: 'chat_completions', HISTORY_MODE: 'prompt' },
  });
  student = await ChatClient.signIn(app.url, 'Wire');
  openai.play(() => ({ kind: 'text', text: 'ok' }));
});

afterAll(async () => {
  await app?.stop();
  await openai?.stop();
});

const list = { type: 'threads.list', params: {} };

describe('requests that cannot be understood', () => {
  test.each<[string, string | object]>([
    ['not JSON', '{"type":'],
    ['no object', '[]'],
    ['an unknown operation', { type: 'threads.run', params: {} }],
    ['no params', { type: 'threads.list' }],
    ['null metadata', { ...list, metadata: null }],
    ['a fractional limit', { type: 'threads.list', params: { limit: 1.5 } }],
    ['an unknown order', { type: 'threads.list', params: { order: 'up' } }],
    ['an unknown cursor', { type: 'threads.list', params: { after: 'thr_unknown' } }],
    ['a missing thread id', { type: 'threads.get_by_id', params: {} }],
    ['an id with U+0000', { type: 'threads.get_by_id', params: { thread_id: 'a\u0000' } }],
    ['a title that is a number', { type: 'threads.update', params: { thread_id: 'x', title: 7 } }],
    ['a result that is missing', { type: 'threads.add_client_tool_output', params: { thread_id: 'x' } }],
    ['an action without a type', { type: 'threads.custom_action', params: { thread_id: 'x', action: {} } }],
    [
      'deep nesting',
      `{"type":"threads.list","params":{},"metadata":${'{"a":'.repeat(100)}1${'}'.repeat(100)}}`,
    ],
  ])('%s is 400 with a plain message', async (_name, body) => {
    const response = await student.post(body);
    const text = await response.text();
    expect([response.status, JSON.parse(text)]).toEqual([
      400,
      { error: { code: 'invalid_request', message: expect.stringMatching(/^[^\n]{5,500}$/) } },
    ]);
    expect(text).not.toMatch(/zod|prisma|at \w+ \(/i);
  });

  test('a message of 100,000 characters is answered and kept; a longer one is refused in the conversation', async () => {
    const text = '🤖'.repeat(100_000);
    const events = await student.stream('threads.create', { input: input(text) });
    expect(streamedText(events)).toBe('ok');
    const { items } = await student.thread(threadIdOf(events));
    const [message] = items.data;
    expect(message?.type === 'user_message' && message.content[0]?.text === text).toBe(true);
    expect(await student.stream('threads.create', { input: input(`${text}!`) })).toEqual([
      expect.objectContaining({ type: 'error', message: expect.stringMatching(/100,001 characters/) }),
    ]);
  });

  test('another content type is 415, a large body 413, bytes that are no text 400', async () => {
    expect((await student.with({ 'content-type': 'text/plain' }).post(list)).status).toBe(415);
    expect((await student.post({ ...list, metadata: { pad: 'x'.repeat(300_000) } })).status).toBe(413);
    const bytes = await fetch(`${app.url}/api/chatkit`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...student.headers },
      body: new Uint8Array([0x7b, 0xff, 0xfe]),
    });
    expect(bytes.status).toBe(400);
  });

  test('what is harmless is accepted', async () => {
    const lenient = [
      { type: 'threads.list', params: { limit: '5', order: 'asc', after: null, odd: 1 }, odd: true },
      { type: 'threads.list', params: { limit: 0 } },
      {
        type: 'threads.create',
        params: { input: { content: [{ type: 'input_text', text: 'short form' }] } },
      },
    ];
    for (const body of lenient) {
      const response = await student.post(body);
      await response.text();
      expect(response.status).toBe(200);
    }
  });
});

describe('refusals of streaming operations come before the first byte', () => {
  test.each([
    ['threads.add_user_message', { thread_id: 'thr_none', input: input('x') }, 404],
    ['threads.create', { input: input('x', { attachments: ['atc_none'] }) }, 404],
    ['threads.retry_after_item', { thread_id: 'thr_none', item_id: 'msg_none' }, 404],
  ])('%s', async (type, params, status) => {
    const before = await student.call<Page<Thread>>('threads.list', { limit: 100 });
    const response = await student.post({ type, params });
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/json']);
    expect(await student.call('threads.list', { limit: 100 })).toEqual(before);
  });

  test('retrying an answer, an unknown item, or answering no tool', async () => {
    const threadId = threadIdOf(await student.create('hello'));
    const { data } = await student.items(threadId);
    const retry = (item_id: string | undefined) =>
      student.post({ type: 'threads.retry_after_item', params: { thread_id: threadId, item_id } });
    expect((await retry(data[1]?.id)).status).toBe(400);
    expect((await retry('msg_none')).status).toBe(404);
    const output = { type: 'threads.add_client_tool_output', params: { thread_id: threadId, result: null } };
    expect((await student.post(output)).status).toBe(409);
    expect(await student.items(threadId)).toEqual({ data, has_more: false });
  });
});

describe('the shape of answers', () => {
  test('a stream is exactly the official wire', async () => {
    const response = await student.post({ type: 'threads.create', params: { input: input('grüße') } });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-chatkit-run-id': expect.stringMatching(/^run_[0-9a-f]{24}$/),
      'x-request-id': expect.stringMatching(/^[\w.-]+$/),
    });
    const text = await response.text();
    expect(text).toMatch(/^(data: \{[^\n]*\}\n\n)+$/);
    expect(text).toContain('grüße');
    expect(text).not.toMatch(/"(id|title|message)":null/);
  });

  test('answers may show no picture from elsewhere: its address could carry the conversation away', async () => {
    const thread = await student.thread(threadIdOf(await student.create('a picture')));
    expect(thread.allowed_image_domains).toEqual([]);
  });

  test('a request id is taken if it is fit to be one', async () => {
    const ask = async (id: string) =>
      (await student.with({ 'x-request-id': id }).post(list)).headers.get('x-request-id');
    expect(await ask('Page-7.a_b')).toBe('Page-7.a_b');
    expect(await ask('has blanks')).not.toBe('has blanks');
    expect(await ask('x'.repeat(129))).not.toBe('x'.repeat(129));
  });

  test('/chatkit is the same endpoint', async () => {
    const response = await fetch(`${app.url}/chatkit`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...student.headers },
      body: JSON.stringify(list),
    });
    expect(response.status).toBe(200);
  });

  test('threads page newest first with exact has_more; a thread gives its oldest twenty items', async () => {
    const pager = await ChatClient.signIn(app.url, 'Pager');
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.push(threadIdOf(await pager.create('hello')));
    const first = await pager.call<Page<Thread>>('threads.list', { limit: 2 });
    expect(first.data.map((thread) => thread.id)).toEqual([ids[4], ids[3]]);
    expect([first.has_more, first.after]).toEqual([true, ids[3]]);
    const last = await pager.call<Page<Thread>>('threads.list', { limit: 3, after: first.after });
    expect([last.data.length, last.has_more, last.after]).toEqual([3, false, undefined]);
    expect(last.data[0]).toMatchObject({
      metadata: {},
      status: { type: 'active' },
      items: { data: [], has_more: false },
    });

    const long = ids[0] ?? '';
    for (let count = 0; count < 10; count += 1) await pager.say(long, 'thank you');
    const thread = await pager.thread(long);
    expect(thread.items.data).toHaveLength(20);
    expect(thread.items.has_more).toBe(true);
    const rest = await pager.call<Page<ThreadItem>>('items.list', {
      thread_id: long,
      order: 'asc',
      after: thread.items.after,
    });
    expect([rest.data.length, rest.has_more]).toEqual([2, false]);
  });

  test('feedback, rename and delete answer as the protocol says', async () => {
    const threadId = threadIdOf(await student.create('rename me'));
    const { data } = await student.items(threadId);
    expect(
      await student.call('items.feedback', {
        thread_id: threadId,
        item_ids: [data[1]?.id],
        kind: 'positive',
      }),
    ).toEqual({});
    expect(
      await student.call('items.feedback', {
        thread_id: threadId,
        item_ids: [data[1]?.id],
        kind: 'negative',
      }),
    ).toEqual({});
    expect(await student.call('threads.update', { thread_id: threadId, title: 'New' })).toMatchObject({
      id: threadId,
      title: 'New',
    });
    expect(await student.call('threads.delete', { thread_id: threadId })).toEqual({});
    expect(await student.call('threads.delete', { thread_id: threadId })).toEqual({});
    expect((await student.post({ type: 'items.list', params: { thread_id: threadId } })).status).toBe(404);
  });
});

describe('a model that speaks Chat Completions', () => {
  test('searches, streams and cites like the other', async () => {
    openai.play(searchThenSay('What is a topic', 'A topic is a named channel [1].'));
    const events = await student.create('What is a topic?');
    expect(streamedText(events)).toBe('A topic is a named channel.');
    expect(answerOf(events).content[0]?.annotations).toHaveLength(1);
    expect(openai.turns.every((turn) => turn.api === 'chat_completions')).toBe(true);
    openai.play(() => ({ kind: 'text', text: 'ok' }));
  });

  test('HISTORY_MODE=prompt puts the history into the system text, and the message once into the input', async () => {
    const threadId = threadIdOf(await student.create('I am called Zed.'));
    openai.play(() => ({ kind: 'text', text: 'ok' }));
    await student.say(threadId, 'Who am I?');
    const [turn] = openai.turns;
    expect(turn?.system).toContain('Conversation history:\nuser: I am called Zed.\nassistant: ok');
    expect(turn?.input).toHaveLength(1);
    expect(JSON.stringify(turn?.body).split('Who am I?')).toHaveLength(2);
  });

  test('quoted text reaches the model with the message', async () => {
    openai.play(() => ({ kind: 'text', text: 'ok' }));
    const events = await student.stream('threads.create', {
      input: input('Why?', { quoted_text: 'QoS must match' }),
    });
    expect(JSON.stringify(openai.turns[0]?.input)).toContain('QoS must match');
    const [message] = (await student.items(threadIdOf(events))).data;
    expect(message?.type === 'user_message' && message.quoted_text).toBe('QoS must match');
  });
});
