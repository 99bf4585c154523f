import assert from 'node:assert/strict';
import { acquired, ending, logged, newRun, type RunStoreCase, readAll } from './run-store-case';

/** What other processes read. */
export const readingCases: RunStoreCase[] = [
  {
    name: 'events are read by every process, in order and with their numbers, from any number on',
    run: async (open) => {
      const [here, there] = [open(), open()];
      const { id, userId } = await acquired(here);
      await here.write([logged(id, 1, { text: 'a\nb\u2028"\u0000\ud800' }, 'two')]);
      assert.equal((await there.find(userId, id))?.state, 'running');
      await here.write([logged(id, 3, 'drei', ['四'])]);
      const all = [
        [1, { text: 'a\nb\u2028"\u0000\ud800' }],
        [2, 'two'],
        [3, 'drei'],
        [4, ['四']],
      ];
      for (const store of [here, there]) {
        assert.deepEqual(await readAll(store, id), all);
        for (const after of [1, 2, 3, 4, 9]) {
          assert.deepEqual(await readAll(store, id, after), all.slice(after));
        }
      }
      assert.equal((await there.find(userId, id))?.lastSeq, 4);
      await here.write([ending(id, 5)]);
      assert.deepEqual(
        [(await there.find(userId, id))?.state, (await there.find(userId, id))?.lastSeq],
        ['ended', 4],
      );
    },
  },
  {
    name: 'events that are written again, because the answer was lost, are there once',
    run: async (open) => {
      const [here, there] = [open(), open()];
      const { id } = await acquired(here);
      await here.write([logged(id, 1, 'a', 'b')]);
      await here.write([logged(id, 1, 'a', 'b')]);
      await here.write([logged(id, 1, 'a', 'b', 'c')]);
      await here.write([logged(id, 2, 'b', 'c', 'd', 'e')]);
      await here.write([ending(id, 3, 'c', 'd', 'e', 'f')]);
      assert.deepEqual(
        (await readAll(there, id)).map(([seq, event]) => `${seq}${event}`),
        ['1a', '2b', '3c', '4d', '5e', '6f'],
      );
    },
  },
  {
    name: 'many runs are written in one step; news come of those that are the process’s own and go on',
    run: async (open) => {
      const [here, there] = [open(), open()];
      const runs = await Promise.all(Array.from({ length: 30 }, () => acquired(here)));
      const foreign = await acquired(there);
      const [first] = runs;
      assert.ok(first);
      await here.write([ending(first.id, 1, 'over')]);
      const news = await here.write([
        ...runs.map(({ id }, index) => logged(id, 1, ...Array.from({ length: index }, (_, n) => n))),
        logged(foreign.id, 1, 'forged'),
        logged('run_none', 1, 'nothing'),
      ]);
      assert.deepEqual(
        [...news.keys()].sort(),
        runs
          .slice(1)
          .map(({ id }) => id)
          .sort(),
      );
      for (const [index, { id }] of runs.entries()) {
        assert.equal((await readAll(there, id)).length, index === 0 ? 1 : index);
      }
      assert.deepEqual(await readAll(there, foreign.id), []);
      assert.deepEqual(await here.write([]), new Map());
    },
  },
  {
    name: 'a log of many events is read whole',
    run: async (open) => {
      const [here, there] = [open(), open()];
      const { id } = await acquired(here);
      for (let batch = 0; batch < 250; batch += 1) {
        await here.write([logged(id, 4 * batch + 1, ...[1, 2, 3, 4].map((n) => ({ n: 4 * batch + n })))]);
      }
      const numbers = (await readAll(there, id)).map(([seq, event]) => [seq, event]);
      assert.deepEqual(
        numbers,
        Array.from({ length: 1000 }, (_, index) => [index + 1, { n: index + 1 }]),
      );
    },
  },
  {
    name: 'a run is found by its owner only, the one that goes on by its thread',
    run: async (open) => {
      const [here, there] = [open(), open()];
      const first = await acquired(here, { messageId: 'msg_1', operation: 'threads.add_user_message' });
      const { id, userId, threadId } = first;
      assert.deepEqual(await there.find(userId, id), {
        id,
        userId,
        threadId,
        operation: 'threads.add_user_message',
        messageId: 'msg_1',
        state: 'preparing',
        lastSeq: 0,
        isSilent: false,
        isLost: false,
        closedAfter: undefined,
      });
      assert.equal(await there.find('somebody else', id), undefined);
      assert.equal((await there.active(userId, threadId))?.id, id);
      assert.equal(await there.active('somebody else', threadId), undefined);
      assert.equal(await there.active(userId, newRun().threadId), undefined);
      const second = await acquired(there, { userId });
      assert.deepEqual((await here.activeOf(userId)).map((run) => run.id).sort(), [id, second.id].sort());
      await here.write([ending(id, 1, 'end')]);
      assert.equal(await there.active(userId, threadId), undefined);
      assert.deepEqual(
        (await here.activeOf(userId)).map((run) => run.id),
        [second.id],
      );
      assert.equal((await there.find(userId, id))?.state, 'ended');
    },
  },
  {
    name: 'what is forgotten of a thread or a user is gone for every process; a key of a thread tells that it was used',
    run: async (open) => {
      const [here, there] = [open(), open()];
      const request = { key: 'k', digest: 'd' };
      const first = await acquired(here, { request });
      const { id, userId, threadId } = first;
      const second = await acquired(there, { userId });
      await here.write([logged(id, 1, 'secret')]);
      await here.forget('somebody else', threadId);
      assert.equal((await there.find(userId, id))?.id, id);
      await there.forget(userId, threadId);
      assert.equal(await here.find(userId, id), undefined);
      assert.deepEqual(await readAll(there, id), []);
      assert.deepEqual(await here.write([logged(id, 2, 'more')]), new Map());
      assert.deepEqual(await here.acquire(newRun({ userId, request })), { kind: 'repeated', run: undefined });
      assert.equal((await here.find(userId, second.id))?.id, second.id);
      await here.forget(userId);
      assert.equal(await there.find(userId, second.id), undefined);
      await acquired(here, { userId, request });
    },
  },
];
