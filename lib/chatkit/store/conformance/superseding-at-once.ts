import assert from 'node:assert/strict';
import type { Principal } from '../../principal';
import type { Store } from '../store';
import { sampleAnswer, threadWith } from './samples';
import { inAMinute, ROUNDS, refuses, type StoreCase, shown, texts } from './store-case';

/** A thread of `m0`, `m1` and `m2` in which `new` is to replace all but the first. */
async function retried(store: Store, owner: Principal) {
  const { thread, items } = await threadWith(store, owner, 3);
  await store.supersedeItemsAfter(owner, thread.id, items[0]?.id ?? '', inAMinute());
  await store.addItem(owner, thread.id, sampleAnswer(thread.id, 'new'));
  return { thread, items, seen: async () => texts(await shown(store, owner, thread.id)).join(' ') };
}

/** Retries that meet: each outcome is that of one after the other. */
export const supersedingAtOnceCases: StoreCase[] = [
  {
    name: 'what several bring back at once is not lost, whatever is added in between',
    run: async (store, alice) => {
      for (const _ of ROUNDS) {
        const { thread, seen } = await retried(store, alice);
        await Promise.all([
          store.restoreSuperseded(alice, thread.id),
          store.restoreSuperseded(alice, thread.id),
          store.addItem(alice, thread.id, sampleAnswer(thread.id, 'late')),
          store.restoreSuperseded(alice, thread.id),
        ]);
        assert.match(await seen(), /^m0 m1 m2( late)?$/);
      }
    },
  },
  {
    name: 'of an answer that is brought back and deleted at once, it or the new one is there',
    run: async (store, alice) => {
      for (const round of ROUNDS) {
        const { thread, seen } = await retried(store, alice);
        const both = [
          () => store.deleteSuperseded(alice, thread.id),
          () => store.restoreSuperseded(alice, thread.id),
        ];
        await Promise.all((round % 2 ? both : both.toReversed()).map((change) => change()));
        assert.match(await seen(), /^m0 (m1 m2|new)$/);
      }
    },
  },
  {
    name: 'an answer whose time is extended while it is brought back is not hidden again',
    run: async (store, alice) => {
      for (const _ of ROUNDS) {
        const { thread, seen } = await retried(store, alice);
        await Promise.all([
          store.extendSuperseded(alice, thread.id, inAMinute()),
          store.restoreSuperseded(alice, thread.id),
          store.extendSuperseded(alice, thread.id, inAMinute()),
        ]);
        assert.equal(await seen(), 'm0 m1 m2');
      }
    },
  },
  {
    name: 'retries of two messages at once leave no hole in the thread',
    run: async (store, alice) => {
      for (const round of ROUNDS) {
        const { thread, items } = await threadWith(store, alice, 5);
        const [first, , third] = items;
        assert.ok(first && third);
        const retry = (id: string) => store.supersedeItemsAfter(alice, thread.id, id, inAMinute());
        const [, later] = await Promise.allSettled([
          retry(first.id),
          retry(third.id),
          store.addItem(alice, thread.id, sampleAnswer(thread.id, `late${round}`)),
        ]);
        // The later message is gone if the other was first.
        if (later.status === 'rejected') await refuses(Promise.reject(later.reason), 'NotFound');
        assert.match(texts(await shown(store, alice, thread.id)).join(' '), /^m0( late\d+)?$/);
      }
    },
  },
];
