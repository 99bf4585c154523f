import assert from 'node:assert/strict';
import type { ThreadItem } from '../../protocol';
import { sampleAnswer, sampleHidden, sampleMessage, sampleThread, threadWith } from './samples';
import { inAMinute, refuses, type StoreCase, texts } from './store-case';

/** Pages of items and of threads. */
export const pagingCases: StoreCase[] = [
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
    name: 'a reading goes on where it was when its last item is being answered anew',
    run: async (store, alice) => {
      const { thread, items } = await threadWith(store, alice, 4);
      await store.supersedeItemsAfter(alice, thread.id, items[1]?.id ?? '', inAMinute());
      const after = items[2]?.id;
      const page = await store.listItems(alice, thread.id, { limit: 10, order: 'desc', after });
      assert.deepEqual(texts(page.data), ['m1', 'm0']);
    },
  },
];
