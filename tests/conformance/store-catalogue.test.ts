import { afterAll, beforeAll, describe, expect } from 'vitest';
import { generateId } from '@/lib/chatkit/ids';
import type { Principal } from '@/lib/chatkit/principal';
import type { Attachment, ThreadItem, ThreadMetadata } from '@/lib/chatkit/protocol';
import { NotFound } from '@/lib/chatkit/server/errors';
import { input, threadIdOf } from '../support/chat-client';
import { answer, card, done, userMessage, widget } from '../support/sample-items';
import { SampleServer } from '../support/sample-server';
import { type StoreBackend, storeBackends } from '../support/store-backends';
import { behaviour } from './catalogue/behaviour';

const newThread = (fields: Partial<ThreadMetadata> = {}): ThreadMetadata => ({
  id: generateId('thread'),
  created_at: '2026-02-03T10:11:12.123Z',
  status: { type: 'active' },
  metadata: {},
  ...fields,
});

const file: Attachment = {
  type: 'file',
  id: generateId('attachment'),
  name: 'plan.pdf',
  mime_type: 'application/pdf',
  metadata: { pages: 3, note: null },
};

/** The catalogue of a store (spec 9.4), on each of ours. */
describe.each(storeBackends)('the store on $name', ({ open }) => {
  let backend: Awaited<ReturnType<StoreBackend['open']>>;
  let users = 0;

  beforeAll(async () => {
    backend = await open();
  });

  afterAll(() => backend.close());

  /** A user of their own for each test. */
  const someone = (): Principal => {
    users += 1;
    return { userId: `user-${users}` };
  };

  async function saved(items: (threadId: string) => ThreadItem[] = () => [], fields = {}) {
    const owner = someone();
    const thread = newThread(fields);
    await backend.store.createThread(owner, thread, items(thread.id));
    const load = async () => (await backend.store.loadThread(owner, thread.id)).value;
    const list = (query: { limit: number; order: 'asc' | 'desc'; after?: string }) =>
      backend.store.listItems(owner, thread.id, query);
    return { owner, thread, load, list };
  }

  behaviour('S1', 'saves and loads a thread', async () => {
    const { thread, load } = await saved(undefined, { title: 'Topics', metadata: { a: [null] } });
    expect(await load()).toEqual(thread);
  });

  behaviour('S2', 'keeps a thread without a title without one', async () => {
    const { load } = await saved();
    expect(await load()).not.toHaveProperty('title');
  });

  behaviour('S3', 'gives a thread a title', async () => {
    const { owner, thread, load } = await saved();
    await backend.store.updateThread(owner, thread.id, { title: 'first' });
    expect((await load()).title).toBe('first');
  });

  behaviour('S5', 'overwrites a title', async () => {
    const { owner, thread, load } = await saved(undefined, { title: 'first' });
    await backend.store.updateThread(owner, thread.id, { title: 'second' });
    expect((await load()).title).toBe('second');
  });

  behaviour('S4', 'loads messages, answers and nested widgets as they were saved', async () => {
    const items = (id: string): ThreadItem[] => [
      { ...userMessage(id, 'msg_1'), attachments: [] },
      answer(id, 'msg_2'),
      widget(id, 'msg_3', { type: 'Card', children: [{ type: 'Row', children: [card('x')] }] }),
    ];
    const { owner, thread, list } = await saved(items);
    await backend.store.saveAttachment(owner, file);
    const withFile: ThreadItem = { ...userMessage(thread.id, 'msg_4'), attachments: [file] };
    await backend.store.addItem(owner, thread.id, withFile);
    expect(await list({ limit: 10, order: 'asc' })).toEqual({
      data: [...items(thread.id), withFile],
      has_more: false,
    });
    await backend.store.deleteThread(owner, thread.id);
  });

  behaviour('S6', 'round-trips a file with its metadata', async () => {
    const owner = someone();
    const own = { ...file, id: generateId('attachment') };
    await backend.store.saveAttachment(owner, own);
    expect((await backend.store.loadAttachment(owner, own.id)).value).toEqual(own);
  });

  behaviour('S7', 'round-trips an image with its preview', async () => {
    const owner = someone();
    const image: Attachment = {
      ...file,
      id: generateId('attachment'),
      type: 'image',
      mime_type: 'image/png',
      preview_url: 'https://files.test/p',
    };
    await backend.store.saveAttachment(owner, image);
    expect((await backend.store.loadAttachment(owner, image.id)).value).toEqual(image);
  });

  behaviour('S8', 'lists threads in pages', async () => {
    const owner = someone();
    const threads = [newThread(), newThread(), newThread()];
    for (const thread of threads) await backend.store.createThread(owner, thread, []);
    const ids = threads.map(({ id }) => id);
    const first = await backend.store.listThreads(owner, { limit: 2, order: 'asc' });
    expect([first.data.map(({ value }) => value.id), first.has_more, first.after]).toEqual([
      ids.slice(0, 2),
      true,
      ids[1],
    ]);
    const second = await backend.store.listThreads(owner, { limit: 2, order: 'asc', after: first.after });
    expect([second.data.map(({ value }) => value.id), second.has_more, second.after]).toEqual([
      ids.slice(2),
      false,
      undefined,
    ]);
  });

  const five = (id: string) => Array.from({ length: 5 }, (_, place) => userMessage(id, `msg${place}`));

  behaviour('S9', 'lists items in both orders', async () => {
    const { list } = await saved(five);
    const ids = async (order: 'asc' | 'desc') => (await list({ limit: 9, order })).data.map(({ id }) => id);
    expect(await ids('asc')).toEqual(['msg0', 'msg1', 'msg2', 'msg3', 'msg4']);
    expect(await ids('desc')).toEqual(['msg4', 'msg3', 'msg2', 'msg1', 'msg0']);
  });

  behaviour('S10', 'goes on after an item', async () => {
    const { list } = await saved(five);
    const rest = await list({ limit: 3, order: 'asc', after: 'msg1' });
    expect([rest.data.map(({ id }) => id), rest.has_more, rest.after]).toEqual([
      ['msg2', 'msg3', 'msg4'],
      false,
      undefined,
    ]);
    const start = await list({ limit: 2, order: 'asc' });
    expect([start.data.map(({ id }) => id), start.has_more, start.after]).toEqual([
      ['msg0', 'msg1'],
      true,
      'msg1',
    ]);
  });

  behaviour('S11', 'saves new content of an item', async () => {
    const { owner, thread } = await saved((id) => [widget(id, 'w', card('old'))]);
    await backend.store.saveItem(owner, thread.id, widget(thread.id, 'w', card('new')));
    expect(await backend.store.loadItem(owner, thread.id, 'w')).toEqual(widget(thread.id, 'w', card('new')));
  });

  behaviour('S12', 'does not find an unknown item', async () => {
    const { owner, thread } = await saved();
    await expect(backend.store.loadItem(owner, thread.id, 'none')).rejects.toThrow(NotFound);
  });

  behaviour('S13', 'does not find the thread of somebody else', async () => {
    const { thread } = await saved();
    await expect(backend.store.loadThread(someone(), thread.id)).rejects.toThrow(NotFound);
  });

  behaviour('S14', 'shows no items of somebody else', async () => {
    const { thread } = await saved(five);
    const stranger = someone();
    expect(await backend.store.listItems(stranger, thread.id, { limit: 9, order: 'asc' })).toEqual({
      data: [],
      has_more: false,
    });
    await expect(backend.store.loadItem(stranger, thread.id, 'msg0')).rejects.toThrow(NotFound);
  });
});

behaviour('S15', 'ids have the prefix of their kind', () => {
  const kinds = ['thread', 'message', 'tool_call', 'task', 'workflow'] as const;
  expect(kinds.map((kind) => generateId(kind).replace(/_.*/, '_'))).toEqual([
    'thr_',
    'msg_',
    'tc_',
    'tsk_',
    'wf_',
  ]);
});

behaviour(
  'S16',
  'a generator of one’s own numbers all that the server makes, in the order of the calls',
  async () => {
    let count = 0;
    const server = new SampleServer({
      generateId: (kind, threadId) => {
        // Runs are not of the catalogue.
        if (kind === 'run') return generateId(kind);
        count += 1;
        return kind === 'thread' ? `thr_custom_${count}` : `${kind}_custom_${count}_${threadId}`;
      },
    });
    server.respondWith = async function* (thread) {
      for (const kind of ['tool_call', 'task'] as const) {
        yield done(answer(thread.id, server.generateId(kind, thread.id)));
      }
    };
    const create = async () => threadIdOf(await server.stream('threads.create', { input: input('hello') }));
    const ids = async (thread_id: string) => (await server.stored(thread_id)).map(({ id }) => id);

    const first = await create();
    expect([first, ...(await ids(first))]).toEqual([
      'thr_custom_1',
      'message_custom_2_thr_custom_1',
      'tool_call_custom_3_thr_custom_1',
      'task_custom_4_thr_custom_1',
    ]);
    const second = await create();
    expect([second, ...(await ids(second))].slice(0, 2)).toEqual([
      'thr_custom_5',
      'message_custom_6_thr_custom_5',
    ]);
  },
);
