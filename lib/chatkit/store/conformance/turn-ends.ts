import assert from 'node:assert/strict';
import type { ThreadItem } from '../../protocol';
import { DECLARED_ITEM_TYPES } from '../../protocol/items';
import { sampleHidden, sampleId, sampleMessage, threadWith } from './samples';
import { inAMinute, type StoreCase, texts } from './store-case';

const sampleEnd = (threadId: string): ThreadItem => ({
  type: 'turn_end',
  id: sampleId('end'),
  thread_id: threadId,
  created_at: '2026-02-03T10:11:17.000Z',
  reason: 'cut',
});

/** How a turn ended is an item of its thread that lists hold only where they are asked for it (decision 0030). */
export const turnEndCases: StoreCase[] = [
  {
    name: 'the end of a turn is in a list only if it is asked for, and makes no page short',
    run: async (store, alice) => {
      const { thread } = await threadWith(store, alice, 1);
      const end = sampleEnd(thread.id);
      for (const item of [sampleHidden(thread.id), end, sampleMessage(thread.id, 'm1')]) {
        await store.addItem(alice, thread.id, item);
      }
      const page = { limit: 2, order: 'asc' } as const;
      const official = await store.listItems(alice, thread.id, page);
      assert.deepEqual([texts(official.data), official.has_more], [['m0', 'm1'], false]);
      const ours = { ...page, includeHidden: true, types: DECLARED_ITEM_TYPES };
      const first = await store.listItems(alice, thread.id, ours);
      assert.deepEqual(
        first.data.map(({ type }) => type),
        ['user_message', 'turn_end'],
      );
      const rest = await store.listItems(alice, thread.id, { ...ours, after: first.after });
      assert.deepEqual([texts(rest.data), rest.has_more], [['m1'], false]);
      assert.deepEqual(await store.loadItem(alice, thread.id, end.id), end);
    },
  },
  {
    name: 'the end of a turn goes with the answer that is given anew, and comes back with it',
    run: async (store, alice) => {
      const { thread, items } = await threadWith(store, alice, 1);
      await store.addItem(alice, thread.id, sampleEnd(thread.id));
      const read = async () =>
        (await store.listItems(alice, thread.id, { limit: 10, order: 'asc', includeHidden: true })).data;
      const before = await read();
      await store.supersedeItemsAfter(alice, thread.id, items[0]?.id ?? '', inAMinute());
      await store.addItem(alice, thread.id, sampleEnd(thread.id));
      await store.restoreSuperseded(alice, thread.id);
      assert.deepEqual(await read(), before);
    },
  },
];
