import assert from 'node:assert/strict';
import { acquired, ending, logged, newRun, ROUNDS, type RunStoreCase, readAll } from './run-store-case';

/** Runs of processes that died. A view with a limit of -1 ms takes everybody else for dead. */
export const losingCases: RunStoreCase[] = [
  {
    name: 'a run of a process that is heard of is not lost, and cannot be taken over',
    run: async (open) => {
      const [here, there] = [open(), open()];
      const { id, userId } = await acquired(here);
      assert.equal((await there.find(userId, id))?.isLost, false);
      assert.equal(await there.takeOver(id), false);
      assert.equal(
        (await there.lost(1000)).some((run) => run.id === id),
        false,
      );
      assert.equal((await here.write([logged(id, 1, 'a')])).has(id), true);
    },
  },
  {
    name: 'a lost run is taken over by one of many, who alone can write to it, behind what its process had stored',
    run: async (open) => {
      const here = open();
      for (const _ of ROUNDS) {
        const others = [open({ lostAfterMs: -1 }), open({ lostAfterMs: -1 })];
        const [one, other] = others;
        assert.ok(one && other);
        const { id, userId, threadId } = await acquired(here);
        await here.write([logged(id, 1, 'a', 'b')]);
        assert.equal((await one.find(userId, id))?.isLost, true);
        assert.equal((await one.active(userId, threadId))?.isLost, true);
        assert.equal(
          (await one.lost(1000)).some((run) => run.id === id),
          true,
        );
        assert.equal(await one.takeOver(id), true);
        assert.deepEqual(await here.write([logged(id, 3, 'late')]), new Map());
        await one.write([ending(id, 3, 'closed')]);
        assert.equal(await other.takeOver(id), false);
        assert.deepEqual(
          (await readAll(here, id)).map(([, event]) => event),
          ['a', 'b', 'closed'],
        );
        const closed = await here.find(userId, id);
        assert.deepEqual([closed?.state, closed?.closedAfter, closed?.isLost], ['ended', 2, false]);
        await acquired(here, { threadId });
      }
    },
  },
  {
    name: 'an ended run is never lost',
    run: async (open) => {
      const [here, other] = [open(), open({ lostAfterMs: -1 })];
      const { id, userId } = await acquired(here);
      await here.write([ending(id, 1, 'a')]);
      assert.equal((await other.find(userId, id))?.isLost, false);
      assert.equal(await other.takeOver(id), false);
      assert.equal(await other.takeOver(newRun().id), false);
    },
  },
  {
    name: 'whoever took a lost run over and died is followed by the next, who finds where the first process had come',
    run: async (open) => {
      const [here, one, other] = [open(), open({ lostAfterMs: -1 }), open({ lostAfterMs: -1 })];
      const { id, userId } = await acquired(here);
      await here.write([logged(id, 1, 'a')]);
      assert.equal(await one.takeOver(id), true);
      await one.write([logged(id, 2, 'half')]);
      assert.equal(await other.takeOver(id), true);
      assert.deepEqual(await one.write([ending(id, 3, 'late')]), new Map());
      await other.write([ending(id, 3, 'closed')]);
      assert.equal((await here.find(userId, id))?.closedAfter, 1);
    },
  },
];
