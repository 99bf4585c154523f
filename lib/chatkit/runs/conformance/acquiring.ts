import assert from 'node:assert/strict';
import { acquired, ending, logged, newRun, ROUNDS, type RunStoreCase, readAll } from './run-store-case';

/** Who may begin. */
export const acquiringCases: RunStoreCase[] = [
  {
    name: 'of two processes that begin in one thread at once, one does, and the other learns of its run',
    run: async (open) => {
      const stores = [open(), open()];
      for (const _ of ROUNDS) {
        const { threadId, userId } = newRun();
        const runs = stores.map(() => newRun({ threadId, userId }));
        const results = await Promise.all(
          stores.map((store, index) => store.acquire(runs[index] ?? newRun())),
        );
        assert.deepEqual(results.map(({ kind }) => kind).sort(), ['acquired', 'busy']);
        const winner = runs[results.findIndex(({ kind }) => kind === 'acquired')];
        const busy = results.find((result) => result.kind === 'busy');
        assert.equal(busy?.run.id, winner?.id);
        assert.equal(busy?.run.state, 'preparing');
      }
    },
  },
  {
    name: 'a thread is free again when its run has ended or was refused, and other threads are free at any time',
    run: async (open) => {
      const [here, there] = [open(), open()];
      const first = await acquired(here);
      await acquired(there, { userId: first.userId });
      await here.write([ending(first.id, 1, 'end')]);
      const second = await acquired(there, { threadId: first.threadId });
      await there.discard(second);
      assert.equal(await here.find(second.userId, second.id), undefined);
      await acquired(here, { threadId: first.threadId });
    },
  },
  {
    name: 'a request under a known key learns of the run of the first one; another request under it is told so',
    run: async (open) => {
      const [here, there] = [open(), open()];
      const request = { key: 'k1', digest: 'a' };
      const first = await acquired(here, { request });
      const { userId } = first;
      for (const store of [here, there]) {
        const again = await store.acquire(newRun({ userId, request }));
        assert.equal(again.kind === 'repeated' && again.run?.id, first.id);
        const known = await store.lookUp(userId, request);
        assert.equal(known?.kind === 'repeated' && known.run?.id, first.id);
        const other = { key: 'k1', digest: 'b' };
        assert.deepEqual(await store.acquire(newRun({ userId, request: other })), { kind: 'mismatch' });
        assert.deepEqual(await store.lookUp(userId, other), { kind: 'mismatch' });
      }
      // Keys of different users have nothing to do with each other.
      await acquired(there, { request });
      assert.equal(await here.lookUp('somebody else', request), undefined);
    },
  },
  {
    name: 'of many processes with the same request at once, one begins',
    run: async (open) => {
      const stores = [open(), open(), open()];
      for (const _ of ROUNDS) {
        const { userId } = newRun();
        const request = { key: 'k', digest: 'd' };
        const attempts = Array.from({ length: 9 }, (_, index) => stores[index % stores.length]);
        // A thread that is created has another id in each attempt: only the key tells that it is the same.
        const results = await Promise.all(
          attempts.map((store) => store?.acquire(newRun({ userId, request }))),
        );
        assert.equal(results.filter((result) => result?.kind === 'acquired').length, 1);
        const ids = results.flatMap((result) => (result?.kind === 'repeated' ? [result.run?.id] : []));
        assert.equal(ids.length, 8);
        assert.equal(new Set(ids).size, 1);
      }
    },
  },
  {
    name: 'a request that found its thread busy, or was refused, may be sent again under its key',
    run: async (open) => {
      const [here, there] = [open(), open()];
      const going = await acquired(here);
      const { userId, threadId } = going;
      const request = { key: 'k', digest: 'd' };
      const refused = await there.acquire(newRun({ userId, threadId, request }));
      assert.equal(refused.kind, 'busy');
      await here.write([ending(going.id, 1, 'end')]);
      const second = await acquired(there, { userId, threadId, request });
      await there.discard(second);
      const third = await acquired(here, { userId, threadId, request });
      await here.write([{ ...ending(third.id, 1, 'no'), end: { forgetKey: true } }]);
      const fourth = await acquired(there, { userId, threadId, request });
      await there.write([logged(fourth.id, 1, 'yes')]);
      assert.deepEqual(await readAll(here, fourth.id), [[1, 'yes']]);
    },
  },
];
