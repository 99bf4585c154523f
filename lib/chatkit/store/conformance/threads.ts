import assert from 'node:assert/strict';
import { sampleAnswer, sampleFile, sampleMessage, sampleThread, threadWith } from './samples';
import { refuses, type StoreCase } from './store-case';

/** Threads, from their creation to their end. */
export const threadCases: StoreCase[] = [
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
    name: 'ids and titles with hostile text are data',
    run: async (store, alice) => {
      const thread = sampleThread({ title: `'; DROP TABLE chatkit.threads; -- <b> \\ %_` });
      await store.createThread(alice, thread, []);
      assert.equal((await store.loadThread(alice, thread.id)).value.title, thread.title);
      await refuses(store.loadThread(alice, `' OR '1'='1`), 'NotFound');
    },
  },
  {
    name: 'a title loses what no database can store, and a status keeps it',
    run: async (store, alice) => {
      const hostile = 'a\u0000b \ud800.';
      const thread = sampleThread({ title: hostile, metadata: { hostile } });
      await store.createThread(alice, thread, []);
      const { value } = await store.loadThread(alice, thread.id);
      assert.deepEqual([value.title, value.metadata], ['ab \ufffd.', { hostile }]);
      const patched = await store.updateThread(alice, thread.id, {
        title: `${hostile}!`,
        ifTitle: hostile,
        status: { type: 'locked', reason: hostile },
        metadata: { [hostile]: 1 },
      });
      assert.equal(patched.title, 'ab \ufffd.!');
      assert.deepEqual(patched.status, { type: 'locked', reason: hostile });
      assert.deepEqual(patched.metadata, { [hostile]: 1 });
      assert.deepEqual((await store.loadThread(alice, thread.id)).value, patched);
    },
  },
  {
    name: 'deleting what is not there is no error',
    run: async (store, alice) => {
      const { thread } = await threadWith(store, alice, 1);
      await store.deleteItem(alice, thread.id, 'msg_none');
      assert.deepEqual(await store.deleteThread(alice, 'thr_none'), []);
      await store.deleteAttachment(alice, 'atc_none');
    },
  },
  {
    name: 'a deleted thread takes its items and attachments with it, and names the attachments',
    run: async (store, alice) => {
      const thread = sampleThread();
      const file = sampleFile();
      await store.saveAttachment(alice, file);
      const elsewhere = sampleFile();
      await store.saveAttachment(alice, elsewhere);
      const message = sampleMessage(thread.id, 'with a file', [file]);
      await store.createThread(alice, thread, [message]);
      assert.deepEqual(await store.deleteThread(alice, thread.id), [file.id]);
      assert.equal((await store.loadAttachment(alice, elsewhere.id)).value.id, elsewhere.id);
      await refuses(store.loadThread(alice, thread.id), 'NotFound');
      await refuses(store.loadItem(alice, thread.id, message.id), 'NotFound');
      await refuses(store.loadAttachment(alice, file.id), 'NotFound');
      await refuses(store.addItem(alice, thread.id, sampleAnswer(thread.id, 'zombie')), 'NotFound');
    },
  },
];
