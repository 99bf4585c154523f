import assert from 'node:assert/strict';
import { sampleFile, sampleMessage, sampleThread, threadWith } from './samples';
import { ROUNDS, refuses, type StoreCase } from './store-case';

/** Records of attachments, and the threads that they are bound to. */
export const attachmentCases: StoreCase[] = [
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
    name: 'an attachment that is saved once more stays bound',
    run: async (store, alice) => {
      const file = sampleFile();
      await store.saveAttachment(alice, file);
      const { thread } = await threadWith(store, alice, 0);
      await store.addItem(alice, thread.id, sampleMessage(thread.id, 'a', [file]));
      await store.saveAttachment(alice, { ...file, name: 'renamed.pdf' });
      const { value } = await store.loadAttachment(alice, file.id);
      assert.deepEqual(value, { ...file, name: 'renamed.pdf', thread_id: thread.id });
    },
  },
  {
    name: 'an attachment that is bound while its thread is deleted is named, or still there',
    run: async (store, alice) => {
      for (const _ of ROUNDS) {
        const { thread } = await threadWith(store, alice, 1);
        const file = sampleFile();
        await store.saveAttachment(alice, file);
        const [bound, gone] = await Promise.allSettled([
          store.addItem(alice, thread.id, sampleMessage(thread.id, 'with a file', [file])),
          store.deleteThread(alice, thread.id),
        ]);
        assert.equal(gone.status, 'fulfilled');
        assert.deepEqual(gone.value, bound.status === 'fulfilled' ? [file.id] : []);
        if (bound.status === 'fulfilled') await refuses(store.loadAttachment(alice, file.id), 'NotFound');
        else assert.equal((await store.loadAttachment(alice, file.id)).value.thread_id, undefined);
      }
    },
  },
];
