import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import {
  attachment,
  type ThreadItemType,
  type ThreadItemUpdate,
  type ThreadStreamEvent,
  thread,
  threadItem,
  threadItemUpdate,
  threadStreamEvent,
} from '@/lib/chatkit/protocol';
import { pageOf } from '@/lib/chatkit/protocol/page';
import { at, questions, widget } from '../support/sample-items';
import { rawEvents, SampleAttachments, SampleServer } from '../support/sample-server';
import { BARE_ITEMS, BARE_NEWS, BARE_UPDATES } from './catalogue/bare-events';

/**
 * The JSON that leaves the server, as it is: a client that does not fill in defaults finds every one of them (spec 1.4.2), and
 * none finds what the protocol does not have.
 */

/** As a hook in plain JavaScript sends it. */
const untyped = (event: object): ThreadStreamEvent => JSON.parse(JSON.stringify(event));

const bareItem = (type: ThreadItemType, thread_id: string, more: object = {}) => ({
  id: `msg_${type}`,
  thread_id,
  created_at: at,
  type,
  ...BARE_ITEMS[type],
  ...more,
});

/** A turn in a new thread, and everything that it sent. */
async function turn(make: (threadId: string) => object[], server = new SampleServer()) {
  let threadId = '';
  server.respondWith = async function* (made) {
    threadId = made.id;
    for (const event of make(made.id)) yield untyped(event);
  };
  // The least that a message can be.
  const content = [{ type: 'input_tag', id: 'doc_1', text: 'Plan', data: {} }];
  const response = await server.post('threads.create', { input: { content } });
  const events = rawEvents(await response.text());
  return { server, threadId, events };
}

const complete = (json: unknown, schema: z.ZodType) => expect(json).toStrictEqual(schema.parse(json));

/** All events are complete, and none of them is an error. */
function allComplete(events: unknown[], count: number) {
  expect(events).toHaveLength(count);
  for (const event of events) complete(event, threadStreamEvent);
  expect(events).not.toContainEqual(expect.objectContaining({ code: 'stream.error' }));
}

/** What a turn begins with: the thread, the message, the options. */
const PREFIX = 3;

const visible = threadItem.options
  .map(({ shape }) => shape.type.value)
  .filter((type) => !/hidden|turn_end/.test(type));
const carriers = ['thread.item.added', 'thread.item.done', 'thread.item.replaced'];
const updates: ThreadItemUpdate['type'][] = threadItemUpdate.options.map(({ shape }) => shape.type.value);

test('the samples are of every kind of item, update and event', () => {
  const all = threadStreamEvent.options.map(({ shape }) => shape.type.value);
  expect(Object.keys(BARE_ITEMS).length).toBe(threadItem.options.length);
  expect(Object.keys(BARE_UPDATES).toSorted()).toEqual(updates.toSorted());
  expect(all.filter((type) => !type.startsWith('thread.')).toSorted()).toEqual(
    Object.keys(BARE_NEWS).toSorted(),
  );
});

describe('what a typed hook sends goes out complete', () => {
  test.each(visible)('%s', async (type) => {
    const { events } = await turn((id) =>
      carriers.map((carrier) => ({ type: carrier, item: threadItem.parse(bareItem(type, id)) })),
    );
    allComplete(events, PREFIX + carriers.length);
  });

  test.each(updates)('%s', async (type) => {
    const { of, update } = BARE_UPDATES[type];
    const { events } = await turn((id) => [
      { type: 'thread.item.added', item: threadItem.parse(bareItem(of, id)) },
      {
        type: 'thread.item.updated',
        item_id: `msg_${of}`,
        update: threadItemUpdate.parse({ type, ...update }),
      },
    ]);
    allComplete(events, PREFIX + 2);
  });
});

describe('defaults that a hook leaves out are filled in', () => {
  test.each(visible)('%s', async (type) => {
    const { events } = await turn((id) =>
      carriers.map((carrier) => ({ type: carrier, item: bareItem(type, id) })),
    );
    allComplete(events, PREFIX + carriers.length);
  });

  test.each(updates)('%s', async (type) => {
    const { of, update } = BARE_UPDATES[type];
    const { events } = await turn((id) => [
      { type: 'thread.item.added', item: threadItem.parse(bareItem(of, id)) },
      { type: 'thread.item.updated', item_id: `msg_${of}`, update: { type, ...update } },
    ]);
    allComplete(events, PREFIX + 2);
  });

  test.each(Object.entries(BARE_NEWS))('%s', async (type, fields) => {
    const { events } = await turn(() => [{ type, ...fields }]);
    allComplete(events, PREFIX + 1);
  });

  test.each(visible)('of a %s that is read later', async (type) => {
    const { server, threadId: thread_id } = await turn((id) => [
      { type: 'thread.item.done', item: bareItem(type, id) },
    ]);
    const page = await server.call<{ data: unknown[] }>('items.list', { thread_id });
    expect(page.data).toHaveLength(2);
    complete(page, pageOf(threadItem));
    complete(await server.call('threads.get_by_id', { thread_id }), thread);
  });

  test('of the item that an action answers', async () => {
    const { server, threadId } = await turn((id) => [{ type: 'thread.item.done', item: widget(id) }]);
    const item: ReturnType<typeof widget> = JSON.parse(
      JSON.stringify({ ...bareItem('assistant_message', threadId), id: 'wid_1' }),
    );
    server.syncActionWith = () => ({ updated_item: item });
    const params = { thread_id: threadId, item_id: 'wid_1', action: { type: 'go' } };
    const { updated_item } = await server.call<{ updated_item: unknown }>(
      'threads.sync_custom_action',
      params,
    );
    complete(updated_item, threadItem);
  });
});

describe('the thread', () => {
  test('goes out complete, changed or not', async () => {
    const server = new SampleServer();
    server.respondWith = async function* (made) {
      made.title = 'Topics';
      made.metadata.secret = 'psst';
      yield* [];
    };
    const response = await server.post('threads.create', {
      input: { content: [{ type: 'input_text', text: 'hi' }] },
    });
    const events = rawEvents(await response.text());
    allComplete(events, PREFIX + 1);
    expect(JSON.stringify(events)).not.toContain('psst');
    const page = await server.call('threads.list', {});
    complete(page, pageOf(thread));
    const [{ id } = { id: '' }] = pageOf(thread).parse(page).data;
    complete(await server.call('threads.update', { thread_id: id, title: 'New' }), thread);
  });
});

test('answers and attachments go out complete', async () => {
  const server = new SampleServer({ attachmentStore: new SampleAttachments() });
  const { threadId } = await turn((id) => [{ type: 'thread.item.done', item: questions(id) }], server);
  server.respondWith = async function* () {};
  const response = await server.post('threads.add_structured_input', {
    thread_id: threadId,
    item_id: 'msg_questions',
    input: { answers: { subject: { values: ['ROS 2'] } } },
  });
  allComplete(rawEvents(await response.text()), 2);
  for (const mime_type of ['image/png', 'text/plain']) {
    complete(await server.call('attachments.create', { name: 'a', size: 1, mime_type }), attachment);
  }
});

describe('what a hook adds of its own stays inside', () => {
  const extra = { secret: 'psst' };

  test.each(visible)('on a %s', async (type) => {
    const { server, threadId, events } = await turn((id) =>
      carriers.map((carrier) => ({ type: carrier, ...extra, item: bareItem(type, id, extra) })),
    );
    expect(events).toHaveLength(PREFIX + carriers.length);
    expect(JSON.stringify(events)).not.toContain('psst');
    const listed = await server.call('items.list', { thread_id: threadId });
    expect(JSON.stringify(listed)).not.toContain('psst');
  });

  test.each(updates)('on %s', async (type) => {
    const { of, update } = BARE_UPDATES[type];
    const { events } = await turn((id) => [
      { type: 'thread.item.added', item: threadItem.parse(bareItem(of, id)) },
      { type: 'thread.item.updated', item_id: `msg_${of}`, update: { type, ...update, ...extra } },
    ]);
    expect(events).toHaveLength(PREFIX + 2);
    expect(JSON.stringify(events)).not.toContain('psst');
  });

  test.each(Object.entries(BARE_NEWS))('on %s', async (type, fields) => {
    const { events } = await turn(() => [{ type, ...fields, ...extra }]);
    expect(events).toHaveLength(PREFIX + 1);
    expect(JSON.stringify(events)).not.toContain('psst');
  });
});

test('a property of a widget is no such addition: it is kept, whatever it is (trap T24)', async () => {
  const root = { type: 'Card', odd: { nested: 1 }, children: [{ type: 'Hologram', depth: 3 }] };
  const { events } = await turn((id) => [
    { type: 'thread.item.done', item: bareItem('widget', id, { widget: root }) },
  ]);
  expect(events.at(-1)).toHaveProperty('item.widget', root);
});

test('nulls in free-form JSON are kept (spec 1.4.3)', async () => {
  const call = { type: 'thread.item.done' };
  const { events } = await turn((id) => [
    { ...call, item: bareItem('client_tool_call', id, { status: 'completed', output: { a: [null] } }) },
    { ...call, item: threadItem.parse(bareItem('user_message', id)) },
    { type: 'client_effect', name: 'wave', data: { a: null } },
  ]);
  const [output, message, effect] = events.slice(PREFIX);
  expect(output).toMatchObject({ item: { arguments: { a: null }, output: { a: [null] } } });
  expect(message).toHaveProperty('item.content.1.data', { a: null });
  expect(effect).toHaveProperty('data', { a: null });
});
