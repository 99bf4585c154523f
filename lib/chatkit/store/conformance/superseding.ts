import assert from 'node:assert/strict';
import { sampleAnswer, sampleCall, sampleHidden, sampleThread, threadWith } from './samples';
import { aMomentAgo, inAMinute, refuses, type StoreCase, shown, texts } from './store-case';

/** What a retry does to the old answer (decision 0014). */
export const supersedingCases: StoreCase[] = [
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
      await refuses(store.supersedeItemsAfter(alice, thread.id, gone, inAMinute()), 'NotFound');
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
      await store.supersedeItemsAfter(alice, thread.id, items[0]?.id ?? '', aMomentAgo());
      assert.deepEqual((await store.listItems(alice, thread.id, { limit: 10, order: 'asc' })).data, items);
      // A later retry further down does not take it away.
      await store.supersedeItemsAfter(alice, thread.id, items[1]?.id ?? '', inAMinute());
      await store.deleteSuperseded(alice, thread.id);
      const page = await store.listItems(alice, thread.id, { limit: 10, order: 'asc' });
      assert.deepEqual(texts(page.data), ['m0', 'm1']);
    },
  },
  {
    name: 'what was superseded stays hidden for longer when its time is extended',
    run: async (store, alice) => {
      const { thread, items } = await threadWith(store, alice, 3);
      const seen = async () => texts(await shown(store, alice, thread.id));
      await store.extendSuperseded(alice, thread.id, inAMinute());
      assert.deepEqual(await seen(), ['m0', 'm1', 'm2']);
      await store.supersedeItemsAfter(alice, thread.id, items[0]?.id ?? '', aMomentAgo());
      await store.addItem(alice, thread.id, sampleAnswer(thread.id, 'new'));
      await store.extendSuperseded(alice, thread.id, inAMinute());
      assert.deepEqual(await seen(), ['m0', 'new']);
      await store.restoreSuperseded(alice, thread.id);
      assert.deepEqual(await seen(), ['m0', 'm1', 'm2']);
    },
  },
  {
    name: 'a superseded item that is saved stands again, and does not go with the others',
    run: async (store, alice) => {
      const { thread, items } = await threadWith(store, alice, 3);
      await store.supersedeItemsAfter(alice, thread.id, items[0]?.id ?? '', inAMinute());
      const again = { ...sampleAnswer(thread.id, 'again'), id: items[1]?.id ?? '' };
      await store.saveItem(alice, thread.id, again);
      assert.deepEqual(await store.loadItem(alice, thread.id, again.id), again);
      assert.deepEqual(texts(await shown(store, alice, thread.id)), ['m0', 'again']);
      await store.deleteSuperseded(alice, thread.id);
      assert.deepEqual(texts(await shown(store, alice, thread.id)), ['m0', 'again']);
    },
  },
  {
    name: 'a pending call that is being answered anew cannot be settled, and can when it is back',
    run: async (store, alice) => {
      const { thread, items } = await threadWith(store, alice, 1);
      const call = sampleCall(thread.id);
      await store.addItem(alice, thread.id, call);
      await store.supersedeItemsAfter(alice, thread.id, items[0]?.id ?? '', inAMinute());
      const settled = { ...call, status: 'completed' as const, output: 'done' };
      assert.equal(await store.settleItem(alice, thread.id, settled), false);
      await store.restoreSuperseded(alice, thread.id);
      assert.deepEqual(await store.loadItem(alice, thread.id, call.id), call);
      assert.equal(await store.settleItem(alice, thread.id, settled), true);
    },
  },
  {
    name: 'in a thread that is gone nothing is superseded any more',
    run: async (store, alice) => {
      const { id } = sampleThread();
      await store.extendSuperseded(alice, id, inAMinute());
      await store.deleteSuperseded(alice, id);
      await store.restoreSuperseded(alice, id);
      await refuses(store.supersedeItemsAfter(alice, id, 'msg_none', inAMinute()), 'NotFound');
    },
  },
];
