import { describe, expect, test } from 'vitest';
import type { StructuredInput, ThreadItem, ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { input, threadIdOf } from '../support/chat-client';
import {
  added,
  answer,
  done,
  hidden,
  questions,
  sparseCard,
  toolCall,
  widget,
} from '../support/sample-items';
import { SampleAttachments, SampleServer } from '../support/sample-server';

/** The operations of the protocol through requests and responses (spec section 2), on a server in memory. */
const types = (events: ThreadStreamEvent[]) => events.map((event) => event.type);

/** One choice, several, and free text. */
const ORDER: StructuredInput[] = [
  {
    type: 'multiple_choice',
    id: 'size',
    question: 'Which size?',
    options: [{ value: 'S' }],
    multiple: false,
  },
  { type: 'multiple_choice', id: 'extras', question: 'Extras?', options: [{ value: 'A' }], multiple: true },
  { type: 'freeform', id: 'note', question: 'Anything else?' },
];

const order = (thread_id: string) => questions(thread_id, 'msg_questions', ORDER);

/** A server with a thread in which the given items follow the first message. */
async function withItems(make: (threadId: string) => ThreadItem[] = () => []) {
  const server = new SampleServer();
  server.respondWith = async function* (thread) {
    for (const item of make(thread.id)) yield done(item);
  };
  const threadId = threadIdOf(await server.stream('threads.create', { input: input('hello') }));
  server.respondWith = async function* (thread) {
    yield done(answer(thread.id, `msg_follow_${server.responded.length}`));
  };
  return { server, threadId };
}

describe('threads.create and threads.add_user_message', () => {
  test('the prefix is the official one, and the message is stored as it was sent', async () => {
    const { server, threadId } = await withItems();
    const content = [
      { type: 'input_text', text: 'Compare ' },
      { type: 'input_tag', id: 'doc_1', text: 'Plan', data: { a: null }, group: null, interactive: true },
    ];
    const events = await server.stream('threads.add_user_message', {
      thread_id: threadId,
      input: {
        content,
        attachments: [],
        quoted_text: 'quoted',
        inference_options: { model: 'fast', tool_choice: { id: 't' } },
      },
    });
    expect(types(events)).toEqual(['thread.item.done', 'stream_options', 'thread.item.done']);
    const stored = (await server.stored(threadId))[1];
    expect(stored).toMatchObject({
      content: [
        content[0],
        { type: 'input_tag', id: 'doc_1', text: 'Plan', data: { a: null }, interactive: true },
      ],
      quoted_text: 'quoted',
      inference_options: { model: 'fast', tool_choice: { id: 't' } },
    });
    expect(server.responded.at(-1)).toEqual(stored);
  });

  test('hidden items are stored and never sent, whatever carries them', async () => {
    const server = new SampleServer();
    server.respondWith = async function* (thread) {
      yield added(hidden(thread.id));
      yield done(hidden(thread.id));
      yield { type: 'thread.item.replaced', item: hidden(thread.id) };
    };
    const response = await server.post('threads.create', { input: input('hello') });
    const text = await response.text();
    expect(text).not.toContain('psst');
    const threadId = /"id":"(thr_[0-9a-f]+)"/.exec(text)?.[1] ?? '';
    expect((await server.stored(threadId)).map((item) => item.type)).toEqual([
      'user_message',
      'hidden_context_item',
    ]);
    expect(await (await server.post('items.list', { thread_id: threadId })).text()).not.toContain('psst');
  });

  test('a locked thread takes no new turn, says why, and stays readable', async () => {
    const { server, threadId } = await withItems();
    await server.store.updateThread({ userId: 'alice' }, threadId, {
      status: { type: 'locked', reason: 'The exam is on.' },
    });
    const events = await server.stream('threads.add_user_message', {
      thread_id: threadId,
      input: input('now?'),
    });
    expect(events).toEqual([
      { type: 'error', code: 'custom', message: 'The exam is on.', allow_retry: false },
    ]);
    expect(await server.stored(threadId)).toHaveLength(1);
    expect(await server.call('threads.get_by_id', { thread_id: threadId })).toMatchObject({
      status: { type: 'locked' },
    });
  });
});

describe('threads.add_client_tool_output', () => {
  test('completes the newest pending call, drops others, and goes on', async () => {
    const { server, threadId } = await withItems((id) => [toolCall(id, 'tc_old'), toolCall(id, 'tc_new')]);
    const events = await server.stream('threads.add_client_tool_output', {
      thread_id: threadId,
      result: { ok: null },
    });
    expect(types(events)).toEqual(['stream_options', 'thread.item.done']);
    expect(server.responded.at(-1)).toBeNull();
    const stored = await server.stored(threadId);
    expect(stored.map((item) => item.id)).not.toContain('tc_old');
    expect(stored.find((item) => item.id === 'tc_new')).toMatchObject({
      status: 'completed',
      output: { ok: null },
    });
  });

  test('null is a result; a second one is a conflict that changes nothing', async () => {
    const { server, threadId } = await withItems((id) => [toolCall(id, 'tc_1')]);
    await server.stream('threads.add_client_tool_output', { thread_id: threadId, result: null });
    const before = await server.stored(threadId);
    expect(
      (await server.post('threads.add_client_tool_output', { thread_id: threadId, result: 1 })).status,
    ).toBe(409);
    expect(await server.stored(threadId)).toEqual(before);
  });

  test('a hidden item behind the call does not matter; a newer message does', async () => {
    const behind = await withItems((id) => [toolCall(id, 'tc_1'), hidden(id)]);
    await behind.server.stream('threads.add_client_tool_output', { thread_id: behind.threadId, result: {} });
    const newer = await withItems((id) => [toolCall(id, 'tc_1')]);
    await newer.server.stream('threads.add_user_message', {
      thread_id: newer.threadId,
      input: input('never mind'),
    });
    expect(
      (await newer.server.post('threads.add_client_tool_output', { thread_id: newer.threadId, result: {} }))
        .status,
    ).toBe(409);
  });
});

describe('threads.add_structured_input', () => {
  const submit = (server: SampleServer, thread_id: string, given: object) =>
    server.stream('threads.add_structured_input', { thread_id, item_id: 'msg_questions', input: given });

  test('answers are recorded as the rules say, then the turn goes on', async () => {
    const { server, threadId } = await withItems((id) => [order(id)]);
    const events = await submit(server, threadId, {
      answers: {
        size: { values: ['L', 'XL'] },
        extras: { values: ['A', 'own'] },
        note: { values: ['x'], skipped: true },
        unknown: { values: ['?'] },
      },
    });
    expect(types(events)).toEqual(['stream_options', 'thread.item.replaced', 'thread.item.done']);
    const stored = (await server.stored(threadId)).find((item) => item.id === 'msg_questions');
    expect(
      stored?.type === 'structured_input' && [
        stored.status,
        stored.inputs.map((question) => question.answer),
      ],
    ).toEqual([
      'answered',
      [
        { values: ['L'], skipped: false },
        { values: ['A', 'own'], skipped: false },
        { values: [], skipped: true },
      ],
    ]);
  });

  test('skipping all skips all; answering twice is a conflict; other items cannot be answered', async () => {
    const { server, threadId } = await withItems((id) => [order(id), widget(id)]);
    await submit(server, threadId, { status: 'skipped', answers: { size: { values: ['L'] } } });
    const stored = (await server.stored(threadId)).find((item) => item.id === 'msg_questions');
    expect(stored).toMatchObject({
      status: 'skipped',
      inputs: [{ answer: { values: [], skipped: true } }, {}, {}],
    });
    const again = { thread_id: threadId, item_id: 'msg_questions', input: {} };
    expect((await server.post('threads.add_structured_input', again)).status).toBe(409);
    expect((await server.post('threads.add_structured_input', { ...again, item_id: 'wid_1' })).status).toBe(
      400,
    );
    expect((await server.post('threads.add_structured_input', { ...again, item_id: 'none' })).status).toBe(
      404,
    );
  });
});

describe('threads.retry_after_item', () => {
  test('removes everything after the message and answers that very message', async () => {
    const { server, threadId } = await withItems((id) => [answer(id, 'msg_old'), widget(id)]);
    const [message] = await server.stored(threadId);
    const events = await server.stream('threads.retry_after_item', {
      thread_id: threadId,
      item_id: message?.id,
    });
    expect(types(events)).toEqual(['stream_options', 'thread.item.done']);
    expect(server.responded.at(-1)).toEqual(message);
    expect((await server.stored(threadId)).map((item) => item.id)).toEqual([message?.id, 'msg_follow_2']);
  });
});

describe('actions', () => {
  const action = { type: 'save', payload: { id: 1 }, handler: 'server' };

  test('a streaming action reaches its hook with the widget, and an update lasts', async () => {
    const { server, threadId } = await withItems((id) => [widget(id)]);
    server.actionWith = async function* (given, sender) {
      expect(given).toEqual({ type: 'save', payload: { id: 1 } });
      if (!sender) throw new Error('no widget');
      yield { type: 'thread.item.replaced', item: { ...sender, copy_text: 'saved' } };
    };
    const events = await server.stream('threads.custom_action', {
      thread_id: threadId,
      item_id: 'wid_1',
      action,
    });
    expect(types(events)).toEqual(['stream_options', 'thread.item.replaced']);
    expect((await server.stored(threadId)).at(-1)).toMatchObject({ id: 'wid_1', copy_text: 'saved' });
  });

  test('an action without a hook is an error that can be retried', async () => {
    const { server, threadId } = await withItems();
    const events = await server.stream('threads.custom_action', { thread_id: threadId, action });
    expect(events.at(-1)).toEqual({ type: 'error', code: 'stream.error', allow_retry: true });
    expect(server.errors).toHaveLength(1);
  });

  test('only a widget can send one', async () => {
    const { server, threadId } = await withItems((id) => [answer(id, 'msg_a')]);
    const params = { thread_id: threadId, item_id: 'msg_a', action };
    // Streamed, the answer is the reference's: clients know it (spec 2.7).
    expect(await server.stream('threads.custom_action', params)).toEqual([
      { type: 'error', code: 'stream.error', allow_retry: false },
    ]);
    expect((await server.post('threads.sync_custom_action', params)).status).toBe(400);
  });

  test('a sync action answers the updated item, never a hidden one', async () => {
    const { server, threadId } = await withItems((id) => [widget(id)]);
    const params = { thread_id: threadId, item_id: 'wid_1', action };
    server.syncActionWith = () => ({ updated_item: widget(threadId, 'wid_1', sparseCard) });
    expect(await server.call('threads.sync_custom_action', params)).toEqual({
      // Nulls inside widgets are dropped at every depth; what held only nulls becomes empty.
      updated_item: {
        ...widget(threadId),
        widget: { type: 'Card', odd: {}, children: [{ type: 'Text', value: 'hi' }] },
      },
    });
    server.syncActionWith = () => ({ updated_item: hidden(threadId) });
    expect(await server.call('threads.sync_custom_action', params)).toEqual({});
    server.syncActionWith = () => ({});
    expect(await server.call('threads.sync_custom_action', params)).toEqual({});
  });
});

describe('items.feedback', () => {
  test('names items of the thread, each once', async () => {
    const { server, threadId } = await withItems((id) => [answer(id, 'msg_a')]);
    const give = (item_ids: string[]) =>
      server.post('items.feedback', { thread_id: threadId, item_ids, kind: 'negative' });
    expect((await give(['msg_a', 'msg_a'])).status).toBe(200);
    expect((await give(['msg_a', 'msg_b'])).status).toBe(404);
    expect(server.feedback).toEqual([{ threadId, itemIds: ['msg_a'], kind: 'negative' }]);
  });
});

describe('attachments', () => {
  test('created, used in one thread, shown without what is private, deleted', async () => {
    const attachments = new SampleAttachments();
    const server = new SampleServer({ attachmentStore: attachments });
    const created = await server.call<{ id: string }>('attachments.create', {
      name: 'a.png',
      size: '12',
      mime_type: 'image/png',
    });
    expect(created).toEqual({
      type: 'image',
      id: 'atc_1',
      name: 'a.png',
      mime_type: 'image/png',
      preview_url: 'https://files.test/preview',
      upload_descriptor: { url: 'https://files.test/upload', method: 'PUT', headers: {} },
    });
    const events = await server.stream('threads.create', {
      input: input('look', { attachments: [created.id, created.id] }),
    });
    const sent = events.find((event) => event.type === 'thread.item.done');
    expect(sent?.item.type === 'user_message' && sent.item.attachments).toEqual([
      {
        type: 'image',
        id: 'atc_1',
        name: 'a.png',
        mime_type: 'image/png',
        preview_url: 'https://files.test/preview',
        thread_id: threadIdOf(events),
      },
    ]);
    // It belongs to that thread now.
    expect(
      (await server.post('threads.create', { input: input('again', { attachments: [created.id] }) })).status,
    ).toBe(404);
    expect(await server.call('attachments.delete', { attachment_id: created.id })).toEqual({});
    expect(attachments.deleted).toEqual(['atc_1']);
    expect(
      (await server.post('threads.create', { input: input('gone', { attachments: [created.id] }) })).status,
    ).toBe(404);
  });

  test('without a place for files they are refused', async () => {
    const server = new SampleServer();
    expect(
      (await server.post('attachments.create', { name: 'a', size: 1, mime_type: 'image/png' })).status,
    ).toBe(400);
    expect((await server.post('attachments.delete', { attachment_id: 'x' })).status).toBe(400);
  });
});

describe('input.transcribe', () => {
  test('decodes the recording and names its media type', async () => {
    const server = new SampleServer();
    const audio = {
      audio_base64: Buffer.from('sound').toString('base64'),
      mime_type: 'Audio/WebM;codecs=opus',
    };
    expect(await server.call('input.transcribe', audio)).toEqual({ text: 'heard' });
    const [heard] = server.heard;
    expect([Buffer.from(heard?.data ?? []).toString(), heard?.mediaType, heard?.mimeType]).toEqual([
      'sound',
      'audio/webm',
      'Audio/WebM;codecs=opus',
    ]);
  });

  test.each(['', '***', 'abc', 'ab=c'])('%o is not a recording', async (audio_base64) => {
    expect(
      (await new SampleServer().post('input.transcribe', { audio_base64, mime_type: 'audio/webm' })).status,
    ).toBe(400);
  });
});

test.each([
  ['thread', 'thr'],
  ['message', 'msg'],
  ['tool_call', 'tc'],
  ['workflow', 'wf'],
  ['task', 'tsk'],
  ['attachment', 'atc'],
  ['sdk_hidden_context', 'shcx'],
  ['run', 'run'],
] as const)('the id of a %s has 96 random bits after %s_', (kind, prefix) => {
  expect(new SampleServer().generateId(kind)).toMatch(new RegExp(`^${prefix}_[0-9a-f]{24}$`));
});
