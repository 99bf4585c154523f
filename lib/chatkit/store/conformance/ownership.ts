import assert from 'node:assert/strict';
import { sampleAnswer, sampleCall, sampleFile, sampleMessage, sampleThread, threadWith } from './samples';
import { inAMinute, refuses, type StoreCase, shown } from './store-case';

/** Whose data is whose. */
export const ownershipCases: StoreCase[] = [
  {
    name: 'nothing of one user can be seen or changed by another',
    run: async (store, alice, bob) => {
      const file = sampleFile();
      await store.saveAttachment(alice, file);
      const { thread, items } = await threadWith(store, alice, 2);
      const [first] = items;
      assert.ok(first);
      const call = sampleCall(thread.id);
      await store.addItem(alice, thread.id, call);

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
      assert.deepEqual(await store.deleteThread(bob, thread.id), []);
      await store.deleteItem(bob, thread.id, first.id);
      assert.equal(await store.settleItem(bob, thread.id, { ...call, status: 'completed' }), false);
      await store.deleteAttachment(bob, file.id);

      assert.deepEqual((await store.listThreads(bob, { limit: 5, order: 'asc' })).data, []);
      assert.deepEqual((await store.listItems(bob, thread.id, { limit: 5, order: 'asc' })).data, []);
      assert.deepEqual((await store.listItems(alice, thread.id, { limit: 5, order: 'asc' })).data, [
        ...items,
        call,
      ]);
      assert.deepEqual(await store.loadAttachment(alice, file.id), { owner: alice.userId, value: file });
    },
  },
  {
    name: 'the retry of one user is not ended by another',
    run: async (store, alice, bob) => {
      const { thread, items } = await threadWith(store, alice, 3);
      await store.supersedeItemsAfter(alice, thread.id, items[0]?.id ?? '', inAMinute());
      await store.restoreSuperseded(bob, thread.id);
      await store.deleteSuperseded(bob, thread.id);
      await store.extendSuperseded(bob, thread.id, new Date(0));
      assert.deepEqual(await shown(store, alice, thread.id), items.slice(0, 1));
      await store.restoreSuperseded(alice, thread.id);
      assert.deepEqual(await shown(store, alice, thread.id), items);
    },
  },
];
