import assert from 'node:assert/strict';
import type { StructuredInputItem } from '../../protocol';
import { sampleCall, sampleId, threadWith } from './samples';
import type { StoreCase } from './store-case';

/** Calls and questions that wait, and are settled once. */
export const settlingCases: StoreCase[] = [
  {
    name: 'of many who settle a pending call at once, one does',
    run: async (store, alice) => {
      const { thread } = await threadWith(store, alice, 1);
      const call = sampleCall(thread.id);
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
    name: 'a call is settled whatever text its arguments and its output hold',
    run: async (store, alice) => {
      const { thread } = await threadWith(store, alice, 1);
      const hostile = { nul: 'a\u0000b', lone: '\ud800', '\u0000': ['\\u0000', '"status":"completed"'] };
      const call = sampleCall(thread.id, hostile);
      await store.addItem(alice, thread.id, call);
      const settled = { ...call, status: 'completed' as const, output: hostile };
      assert.equal(await store.settleItem(alice, thread.id, settled), true);
      assert.deepEqual(await store.loadItem(alice, thread.id, call.id), settled);
      assert.equal(await store.settleItem(alice, thread.id, settled), false);
    },
  },
  {
    name: 'a call can be settled exactly as long as it is pending, however it came to be',
    run: async (store, alice) => {
      const { thread } = await threadWith(store, alice, 1);
      const args = { status: 'pending', nested: { status: 'completed' } };
      const pending = sampleCall(thread.id, args);
      const completed = { ...pending, status: 'completed' as const, output: args };
      const settle = () => store.settleItem(alice, thread.id, completed);

      await store.addItem(alice, thread.id, completed);
      assert.equal(await settle(), false);
      await store.saveItem(alice, thread.id, pending);
      assert.equal(await settle(), true);
      await store.saveItem(alice, thread.id, pending);
      await store.saveItem(alice, thread.id, completed);
      assert.equal(await settle(), false);

      const other = sampleCall(sampleId('thr'), args);
      await store.createThread(
        alice,
        { id: other.thread_id, created_at: thread.created_at, status: { type: 'active' }, metadata: {} },
        [other, { ...completed, thread_id: other.thread_id }],
      );
      const done = { ...other, status: 'completed' as const };
      assert.equal(await store.settleItem(alice, other.thread_id, { ...completed }), false);
      assert.equal(await store.settleItem(alice, other.thread_id, done), true);
    },
  },
  {
    name: 'questions are settled as a call is, and neither as the other',
    run: async (store, alice) => {
      const { thread } = await threadWith(store, alice, 1);
      const questions: StructuredInputItem = {
        type: 'structured_input',
        id: sampleId('sin'),
        thread_id: thread.id,
        created_at: '2026-02-03T10:11:13.000Z',
        status: 'pending',
        inputs: [],
      };
      await store.addItem(alice, thread.id, questions);
      const call = { ...sampleCall(thread.id), id: questions.id, status: 'completed' as const };
      assert.equal(await store.settleItem(alice, thread.id, call), false);
      assert.equal(await store.settleItem(alice, thread.id, { ...questions, status: 'skipped' }), true);
      assert.equal(await store.settleItem(alice, thread.id, { ...questions, status: 'answered' }), false);
    },
  },
];
