import assert from 'node:assert/strict';
import type { ThreadItem } from '../../protocol';
import { sampleAnswer, sampleId, sampleMessage, sampleThread, threadWith } from './samples';
import { refuses, type StoreCase, shown, texts } from './store-case';

/** Items, and where they stand in their thread. */
export const itemCases: StoreCase[] = [
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
          id: sampleId('wid'),
          type: 'widget',
          widget: { type: 'Card', odd: { x: null }, children: [{ type: 'Text', value: 'v' }] },
        },
        {
          ...base,
          id: sampleId('tc'),
          type: 'client_tool_call',
          status: 'pending',
          call_id: 'c',
          name: 'go',
          arguments: { a: null },
        },
        { ...base, id: sampleId('eot'), type: 'end_of_turn' },
      ];
      await store.createThread(alice, thread, items);
      const page = await store.listItems(alice, thread.id, { limit: 10, order: 'asc' });
      assert.deepEqual(page, { data: items, has_more: false });
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
    name: 'an unknown item that many save at once is there once',
    run: async (store, alice) => {
      const { thread } = await threadWith(store, alice, 1);
      const late = sampleAnswer(thread.id, 'late');
      await Promise.all(Array.from({ length: 8 }, () => store.saveItem(alice, thread.id, late)));
      assert.deepEqual(texts(await shown(store, alice, thread.id)), ['m0', 'late']);
    },
  },
  {
    name: 'an item keeps its place, whatever it is saved as, when others are added at the same time',
    run: async (store, alice) => {
      const { thread, items } = await threadWith(store, alice, 2);
      const [first] = items;
      assert.ok(first);
      await Promise.all([
        store.saveItem(alice, thread.id, { ...sampleAnswer(thread.id, 'saved'), id: first.id }),
        store.addItem(alice, thread.id, sampleAnswer(thread.id, 'added')),
        store.saveItem(alice, thread.id, { ...sampleAnswer(thread.id, 'saved'), id: first.id }),
      ]);
      assert.deepEqual(texts(await shown(store, alice, thread.id)), ['saved', 'm1', 'added']);
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
      const first = items[0]?.id ?? '';
      await store.saveFeedback(alice, thread.id, [first, first], 'negative');
      await refuses(store.saveFeedback(alice, thread.id, ['msg_none'], 'positive'), 'NotFound');
    },
  },
];
