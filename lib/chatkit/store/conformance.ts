import assert from 'node:assert/strict';
import type { Principal } from '../principal';
import type { Attachment, ClientToolCallItem, ThreadItem, ThreadMetadata } from '../protocol';
import type { Store } from './store';

/** One promise that every store keeps. `run` gets a store that may hold other tests' data of other users. */
export interface StoreCase {
  name: string;
  run(store: Store, alice: Principal, bob: Principal): Promise<void>;
}

let counter = 0;
const next = (prefix: string) => `${prefix}_conformance_${++counter}`;

export function sampleThread(fields: Partial<ThreadMetadata> = {}): ThreadMetadata {
  return {
    id: next('thr'),
    created_at: '2026-02-03T10:11:12.345Z',
    status: { type: 'active' },
    metadata: {},
    ...fields,
  };
}

export function sampleMessage(threadId: string, text: string, attachments: Attachment[] = []): ThreadItem {
  return {
    type: 'user_message',
    id: next('msg'),
    thread_id: threadId,
    created_at: '2026-02-03T10:11:13.000Z',
    content: [{ type: 'input_text', text }],
    attachments,
    inference_options: {},
  };
}

export function sampleAnswer(threadId: string, text: string): ThreadItem {
  return {
    type: 'assistant_message',
    id: next('msg'),
    thread_id: threadId,
    created_at: '2026-02-03T10:11:14.000Z',
    content: [{ type: 'output_text', text, annotations: [] }],
  };
}

export function sampleHidden(threadId: string): ThreadItem {
  return {
    type: 'hidden_context_item',
    id: next('hid'),
    thread_id: threadId,
    created_at: '2026-02-03T10:11:15.000Z',
    content: { a: null },
  };
}

export function sampleFile(): Attachment {
  return {
    type: 'file',
    id: next('atc'),
    name: 'plan.pdf',
    mime_type: 'application/pdf',
    metadata: { size: 3, note: null },
  };
}

const inAMinute = () => new Date(Date.now() + 60_000);

const isNamed = (name: string) => (error: unknown) => error instanceof Error && error.name === name;
const refuses = (work: Promise<unknown>, name: string) => assert.rejects(work, isNamed(name));
const texts = (items: ThreadItem[]) =>
  items.map((item) => ('content' in item && Array.isArray(item.content) ? item.content[0]?.text : item.type));

async function threadWith(
  store: Store,
  owner: Principal,
  count: number,
): Promise<{ thread: ThreadMetadata; items: ThreadItem[] }> {
  const thread = sampleThread();
  const items = Array.from({ length: count }, (_, index) => sampleMessage(thread.id, `m${index}`));
  await store.createThread(owner, thread, items);
  return { thread, items };
}

/** What a store must do (spec 9.4 and DESIGN §5.7-8). Run each case with fresh principals. */
export const storeConformance: StoreCase[] = [
  {
    name: 'a thread round-trips with every field',
    run: async (store, alice) => {
      const thread = sampleThread({
        title: 'Grüße 🤖',
        status: { type: 'locked', reason: 'exam' },
        allowed_image_domains: ['example.org'],
        metadata: { nested: { a: null, list: [1, 'two'] } },
      });
      await store.createThread(alice, thread, []);
      assert.deepEqual(await store.loadThread(alice, thread.id), { owner: alice.userId, value: thread });
    },
  },
  {
    name: 'a thread without a title has none when it is read',
    run: async (store, alice) => {
      const thread = sampleThread();
      await store.createThread(alice, thread, []);
      assert.equal('title' in (await store.loadThread(alice, thread.id)).value, false);
    },
  },
  {
    name: 'a patch changes its fields and no others',
    run: async (store, alice) => {
      const thread = sampleThread({ title: 'before', metadata: { keep: true } });
      await store.createThread(alice, thread, []);
      const patched = await store.updateThread(alice, thread.id, { title: 'after' });
      assert.deepEqual(patched, { ...thread, title: 'after' });
      await store.updateThread(alice, thread.id, { status: { type: 'closed' }, title: null });
      const { title: _none, ...rest } = thread;
      const { value } = await store.loadThread(alice, thread.id);
      assert.deepEqual(value, { ...rest, status: { type: 'closed' } });
    },
  },
  {
    name: 'a title that depends on the one before gives way to one set in the meantime',
    run: async (store, alice) => {
      const thread = sampleThread();
      await store.createThread(alice, thread, []);
      await store.updateThread(alice, thread.id, { title: 'by the student' });
      const kept = await store.updateThread(alice, thread.id, { title: 'by the tutor', ifTitle: null });
      assert.equal(kept.title, 'by the student');
      const changed = await store.updateThread(alice, thread.id, {
        title: 'again',
        ifTitle: 'by the student',
      });
      assert.equal(changed.title, 'again');
    },
  },
  {
    name: 'items of every sort round-trip, nulls and unknown widget properties included',
    run: async (store, alice) => {
      const thread = sampleThread();
      const base = { thread_id: thread.id, created_at: '2026-02-03T10:11:13.000Z' };
      const items: ThreadItem[] = [
        sampleMessage(thread.id, 'line\nbreak \u0000 and lone \ud800'),
        sampleAnswer(thread.id, '**bold**'),
        {
          ...base,
          id: next('wid'),
          type: 'widget',
          widget: { type: 'Card', odd: { x: null }, children: [{ type: 'Text', value: 'v' }] },
        },
        {
          ...base,
          id: next('tc'),
          type: 'client_tool_call',
          status: 'pending',
          call_id: 'c',
          name: 'go',
          arguments: { a: null },
        },
        { ...base, id: next('eot'), type: 'end_of_turn' },
      ];
      await store.createThread(alice, thread, items);
      const page = await store.listItems(alice, thread.id, { limit: 10, order: 'asc' });
      assert.deepEqual(page, { data: items, has_more: false });
    },
  },
  {
    name: 'twenty items with one timestamp page completely, in both orders and at every size',
    run: async (store, alice) => {
      const { thread, items } = await threadWith(store, alice, 20);
      for (const order of ['asc', 'desc'] as const) {
        for (const limit of [1, 2, 3, 7, 19, 20, 21]) {
          const seen: ThreadItem[] = [];
          let after: string | undefined;
          do {
            const page = await store.listItems(alice, thread.id, { limit, order, after });
            assert.ok(page.data.length <= limit);
            assert.equal(page.after, page.has_more ? page.data.at(-1)?.id : undefined);
            seen.push(...page.data);
            after = page.after;
          } while (after);
          assert.deepEqual(texts(seen), texts(order === 'asc' ? items : items.toReversed()));
        }
      }
    },
  },
  {
    name: 'threads page newest first, by the order of their creation',
    run: async (store, alice) => {
      const threads = [sampleThread(), sampleThread(), sampleThread()];
      for (const thread of threads) await store.createThread(alice, thread, []);
      const first = await store.listThreads(alice, { limit: 2, order: 'desc' });
      assert.deepEqual(
        first.data.map(({ value }) => value.id),
        [threads[2]?.id, threads[1]?.id],
      );
      assert.equal(first.has_more, true);
      assert.equal(first.after, threads[1]?.id);
      const second = await store.listThreads(alice, { limit: 2, order: 'desc', after: first.after });
      assert.deepEqual(
        second.data.map(({ value }) => value.id),
        [threads[0]?.id],
      );
      assert.deepEqual([second.has_more, second.after], [false, undefined]);
    },
  },
  {
    name: 'hidden items do not shorten a page, and come when they are asked for',
    run: async (store, alice) => {
      const thread = sampleThread();
      const items = [
        sampleMessage(thread.id, 'a'),
        sampleHidden(thread.id),
        sampleHidden(thread.id),
        sampleAnswer(thread.id, 'b'),
      ];
      await store.createThread(alice, thread, items);
      const page = await store.listItems(alice, thread.id, { limit: 2, order: 'asc' });
      assert.deepEqual([texts(page.data), page.has_more], [['a', 'b'], false]);
      const all = await store.listItems(alice, thread.id, { limit: 10, order: 'asc', includeHidden: true });
      assert.equal(all.data.length, 4);
    },
  },
  {
    name: 'a list of types leaves the others out',
    run: async (store, alice) => {
      const thread = sampleThread();
      await store.createThread(alice, thread, [sampleMessage(thread.id, 'a'), sampleAnswer(thread.id, 'b')]);
      const page = await store.listItems(alice, thread.id, {
        limit: 10,
        order: 'asc',
        types: ['assistant_message'],
      });
      assert.deepEqual(texts(page.data), ['b']);
    },
  },
  {
    name: 'an unknown cursor is refused, for items and for threads',
    run: async (store, alice) => {
      const { thread } = await threadWith(store, alice, 1);
      await refuses(
        store.listItems(alice, thread.id, { limit: 1, order: 'asc', after: 'msg_none' }),
        'InvalidRequest',
      );
      await refuses(
        store.listThreads(alice, { limit: 1, order: 'asc', after: 'thr_none' }),
        'InvalidRequest',
      );
    },
  },
  {
    name: 'adding an item twice is a conflict; saving it replaces it at its place',
    run: async (store, alice) => {
      const { thread, items } = await threadWith(store, alice, 3);
      const [first] = items;
      assert.ok(first);
      await refuses(store.addItem(alice, thread.id, first), 'Conflict');
      const changed = { ...sampleAnswer(thread.id, 'changed'), id: first.id };
      await store.saveItem(alice, thread.id, changed);
      assert.deepEqual(await store.loadItem(alice, thread.id, first.id), changed);
      const page = await store.listItems(alice, thread.id, { limit: 10, order: 'asc' });
      assert.deepEqual(texts(page.data), ['changed', 'm1', 'm2']);
    },
  },
  {
    name: 'saving an unknown item appends it',
    run: async (store, alice) => {
      const { thread } = await threadWith(store, alice, 1);
      await store.saveItem(alice, thread.id, sampleAnswer(thread.id, 'late'));
      const page = await store.listItems(alice, thread.id, { limit: 10, order: 'asc' });
      assert.deepEqual(texts(page.data), ['m0', 'late']);
    },
  },
  {
    name: 'items added at once each get their own place',
    run: async (store, alice) => {
      const { thread } = await threadWith(store, alice, 0);
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          store.addItem(alice, thread.id, sampleAnswer(thread.id, `p${index}`)),
        ),
      );
      const page = await store.listItems(alice, thread.id, { limit: 100, order: 'asc' });
      assert.equal(new Set(texts(page.data)).size, 20);
    },
  },
  {
    name: 'items that are being answered anew are gone for everybody',
    run: async (store, alice) => {
      const { thread, items } = await threadWith(store, alice, 4);
      await store.addItem(alice, thread.id, sampleHidden(thread.id));
      await store.supersedeItemsAfter(alice, thread.id, items[1]?.id ?? '', inAMinute());
      const page = await store.listItems(alice, thread.id, { limit: 10, order: 'asc', includeHidden: true });
      assert.deepEqual(texts(page.data), ['m0', 'm1']);
      const gone = items[3]?.id ?? '';
      await refuses(store.loadItem(alice, thread.id, gone), 'NotFound');
      await refuses(store.saveFeedback(alice, thread.id, [gone], 'positive'), 'NotFound');
      await refuses(store.supersedeItemsAfter(alice, thread.id, 'msg_none', inAMinute()), 'NotFound');
    },
  },
  {
    name: 'what was superseded goes when a new answer is there',
    run: async (store, alice) => {
      const { thread, items } = await threadWith(store, alice, 3);
      await store.supersedeItemsAfter(alice, thread.id, items[0]?.id ?? '', inAMinute());
      await store.addItem(alice, thread.id, sampleAnswer(thread.id, 'new'));
      await store.deleteSuperseded(alice, thread.id);
      await store.restoreSuperseded(alice, thread.id);
      const page = await store.listItems(alice, thread.id, { limit: 10, order: 'asc' });
      assert.deepEqual(texts(page.data), ['m0', 'new']);
    },
  },
  {
    name: 'what was superseded comes back, and what came after it goes, when the new answer failed',
    run: async (store, alice) => {
      const { thread, items } = await threadWith(store, alice, 3);
      await store.supersedeItemsAfter(alice, thread.id, items[0]?.id ?? '', inAMinute());
      await store.addItem(alice, thread.id, sampleAnswer(thread.id, 'half'));
      await store.restoreSuperseded(alice, thread.id);
      const page = await store.listItems(alice, thread.id, { limit: 10, order: 'asc' });
      assert.deepEqual(page, { data: items, has_more: false });
    },
  },
  {
    name: 'what was superseded comes back by itself when nobody came to an end with it',
    run: async (store, alice) => {
      const { thread, items } = await threadWith(store, alice, 3);
      await store.supersedeItemsAfter(alice, thread.id, items[0]?.id ?? '', new Date(Date.now() - 1));
      assert.deepEqual((await store.listItems(alice, thread.id, { limit: 10, order: 'asc' })).data, items);
      // A later retry further down does not take it away.
      await store.supersedeItemsAfter(alice, thread.id, items[1]?.id ?? '', inAMinute());
      await store.deleteSuperseded(alice, thread.id);
      const page = await store.listItems(alice, thread.id, { limit: 10, order: 'asc' });
      assert.deepEqual(texts(page.data), ['m0', 'm1']);
    },
  },
  {
    name: 'of many who settle a pending call at once, one does',
    run: async (store, alice) => {
      const { thread } = await threadWith(store, alice, 1);
      const call: ClientToolCallItem = {
        type: 'client_tool_call',
        id: next('tc'),
        thread_id: thread.id,
        created_at: '2026-02-03T10:11:13.000Z',
        status: 'pending',
        call_id: 'c',
        name: 'go',
        arguments: {},
      };
      await store.addItem(alice, thread.id, call);
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, output) =>
          store.settleItem(alice, thread.id, { ...call, status: 'completed', output }),
        ),
      );
      assert.equal(outcomes.filter(Boolean).length, 1);
      const stored = await store.loadItem(alice, thread.id, call.id);
      assert.equal('output' in stored && stored.output, outcomes.indexOf(true));
      assert.equal(await store.settleItem(alice, thread.id, { ...call, id: 'tc_none' }), false);
    },
  },
  {
    name: 'deleting what is not there is no error',
    run: async (store, alice) => {
      const { thread } = await threadWith(store, alice, 1);
      await store.deleteItem(alice, thread.id, 'msg_none');
      await store.deleteThread(alice, 'thr_none');
      await store.deleteAttachment(alice, 'atc_none');
    },
  },
  {
    name: 'a deleted thread takes its items and attachments with it',
    run: async (store, alice) => {
      const thread = sampleThread();
      const file = sampleFile();
      await store.saveAttachment(alice, file);
      const message = sampleMessage(thread.id, 'with a file', [file]);
      await store.createThread(alice, thread, [message]);
      await store.deleteThread(alice, thread.id);
      await refuses(store.loadThread(alice, thread.id), 'NotFound');
      await refuses(store.loadItem(alice, thread.id, message.id), 'NotFound');
      await refuses(store.loadAttachment(alice, file.id), 'NotFound');
      await refuses(store.addItem(alice, thread.id, sampleAnswer(thread.id, 'zombie')), 'NotFound');
    },
  },
  {
    name: 'an attachment round-trips, and is bound to the thread of the first message that uses it',
    run: async (store, alice) => {
      const file = sampleFile();
      await store.saveAttachment(alice, file);
      assert.deepEqual(await store.loadAttachment(alice, file.id), { owner: alice.userId, value: file });
      const { thread } = await threadWith(store, alice, 0);
      await store.addItem(alice, thread.id, sampleMessage(thread.id, 'a', [file]));
      const { value } = await store.loadAttachment(alice, file.id);
      assert.deepEqual(value, { ...file, thread_id: thread.id });
      const other = sampleThread();
      await refuses(store.createThread(alice, other, [sampleMessage(other.id, 'b', [file])]), 'NotFound');
      await refuses(store.loadThread(alice, other.id), 'NotFound');
    },
  },
  {
    name: 'feedback on an item that is not in the thread is refused',
    run: async (store, alice) => {
      const { thread, items } = await threadWith(store, alice, 2);
      await store.saveFeedback(
        alice,
        thread.id,
        items.map((item) => item.id),
        'positive',
      );
      await store.saveFeedback(alice, thread.id, [items[0]?.id ?? ''], 'negative');
      await refuses(store.saveFeedback(alice, thread.id, ['msg_none'], 'positive'), 'NotFound');
    },
  },
  {
    name: 'nothing of one user can be seen or changed by another',
    run: async (store, alice, bob) => {
      const file = sampleFile();
      await store.saveAttachment(alice, file);
      const { thread, items } = await threadWith(store, alice, 2);
      const [first] = items;
      assert.ok(first);

      await refuses(store.loadThread(bob, thread.id), 'NotFound');
      await refuses(store.updateThread(bob, thread.id, { title: 'mine' }), 'NotFound');
      await refuses(store.loadItem(bob, thread.id, first.id), 'NotFound');
      await refuses(store.addItem(bob, thread.id, sampleAnswer(thread.id, 'x')), 'NotFound');
      await refuses(store.saveItem(bob, thread.id, first), 'NotFound');
      await refuses(store.supersedeItemsAfter(bob, thread.id, first.id, inAMinute()), 'NotFound');
      await refuses(store.saveFeedback(bob, thread.id, [first.id], 'positive'), 'NotFound');
      await refuses(store.loadAttachment(bob, file.id), 'NotFound');
      await refuses(store.saveAttachment(bob, file), 'NotFound');
      await refuses(store.listThreads(bob, { limit: 5, order: 'asc', after: thread.id }), 'InvalidRequest');
      const stolen = sampleThread();
      await refuses(store.createThread(bob, stolen, [sampleMessage(stolen.id, 'x', [file])]), 'NotFound');
      await store.deleteThread(bob, thread.id);
      await store.deleteItem(bob, thread.id, first.id);
      await store.deleteAttachment(bob, file.id);

      assert.deepEqual((await store.listThreads(bob, { limit: 5, order: 'asc' })).data, []);
      assert.deepEqual((await store.listItems(bob, thread.id, { limit: 5, order: 'asc' })).data, []);
      assert.deepEqual((await store.listItems(alice, thread.id, { limit: 5, order: 'asc' })).data, items);
      assert.deepEqual(await store.loadAttachment(alice, file.id), { owner: alice.userId, value: file });
    },
  },
  {
    name: 'ids and titles with hostile text are data',
    run: async (store, alice) => {
      const thread = sampleThread({ title: `'; DROP TABLE chatkit.threads; -- <b> \\ %_` });
      await store.createThread(alice, thread, []);
      assert.equal((await store.loadThread(alice, thread.id)).value.title, thread.title);
      await refuses(store.loadThread(alice, `' OR '1'='1`), 'NotFound');
    },
  },
];
