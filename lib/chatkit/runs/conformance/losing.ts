import assert from 'node:assert/strict';
import type { RunStore } from '../run-store';
import { acquired, ending, logged, newRun, ROUNDS, type RunStoreCase, readAll } from './run-store-case';

/** Takes everybody who was suspected for dead. */
const STRICT = { silentAfterMs: -1, suspectedMs: -1 };

async function state(store: RunStore, userId: string, runId: string): Promise<unknown[]> {
  const run = await store.find(userId, runId);
  return [run?.isSilent, run?.isLost];
}

/** Runs of processes that died. */
export const losingCases: RunStoreCase[] = [
  {
    name: 'a run of a process that is heard of is not lost, and cannot be taken over',
    run: async (open) => {
      const [here, there] = [open(), open()];
      const { id, userId } = await acquired(here);
      await there.suspect(id);
      assert.deepEqual(await state(there, userId, id), [false, false]);
      assert.equal(await there.takeOver(id), false);
      assert.equal(
        (await there.silent(1000)).some((run) => run.id === id),
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
        const others = [open(STRICT), open(STRICT)];
        const [one, other] = others;
        assert.ok(one && other);
        const { id, userId, threadId } = await acquired(here);
        await here.write([logged(id, 1, 'a', 'b')]);
        assert.deepEqual(await state(one, userId, id), [true, false]);
        assert.equal(await one.takeOver(id), false);
        await one.suspect(id);
        assert.deepEqual(await state(other, userId, id), [true, true]);
        assert.equal((await one.active(userId, threadId))?.isLost, true);
        assert.equal(
          (await one.silent(1000)).some((run) => run.id === id),
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
    name: 'a suspected process that gives a sign of life is not lost, and is suspected anew',
    run: async (open) => {
      const [here, other] = [open(), open(STRICT)];
      const { id, userId } = await acquired(here);
      for (const sign of [logged(id, 1, 'a'), { ...logged(id, 2), touch: true }]) {
        await other.suspect(id);
        assert.deepEqual(await state(other, userId, id), [true, true]);
        await here.write([sign]);
        assert.deepEqual(await state(other, userId, id), [true, false]);
        assert.equal(await other.takeOver(id), false);
      }
    },
  },
  {
    name: 'an ended run is never lost',
    run: async (open) => {
      const [here, other] = [open(), open(STRICT)];
      const { id, userId } = await acquired(here);
      await here.write([ending(id, 1, 'a')]);
      await other.suspect(id);
      assert.deepEqual(await state(other, userId, id), [false, false]);
      assert.equal(await other.takeOver(id), false);
      assert.equal(await other.takeOver(newRun().id), false);
    },
  },
  {
    name: 'whoever took a lost run over and died is followed by the next, who finds where the first process had come',
    run: async (open) => {
      const [here, one, other] = [open(), open(STRICT), open(STRICT)];
      const { id, userId } = await acquired(here);
      await here.write([logged(id, 1, 'a')]);
      await one.suspect(id);
      assert.equal(await one.takeOver(id), true);
      await one.write([logged(id, 2, 'half')]);
      await other.suspect(id);
      assert.equal(await other.takeOver(id), true);
      assert.deepEqual(await one.write([ending(id, 3, 'late')]), new Map());
      await other.write([ending(id, 3, 'closed')]);
      assert.equal((await here.find(userId, id))?.closedAfter, 1);
    },
  },
];
