import assert from 'node:assert/strict';
import { acquired, ending, logged, type RunStoreCase } from './run-store-case';

const poll = (runId: string) => ({ ...logged(runId, 1), touch: false });

/** How one process reaches the run of another. */
export const stoppingCases: RunStoreCase[] = [
  {
    name: 'a stop that is asked for reaches the process of the run; the first reason counts',
    run: async (open) => {
      const [here, there] = [open(), open()];
      const { id, userId, threadId } = await acquired(here);
      assert.equal((await here.write([poll(id)])).get(id)?.stopReason, undefined);
      assert.equal(await there.requestStop('somebody else', threadId, 'requested'), undefined);
      assert.equal((await there.requestStop(userId, threadId, 'deleted'))?.id, id);
      assert.equal((await there.requestStop(userId, threadId, 'requested'))?.id, id);
      assert.equal((await here.write([poll(id)])).get(id)?.stopReason, 'deleted');
      assert.equal((await here.write([logged(id, 1, 'a')])).get(id)?.stopReason, 'deleted');
      await here.write([ending(id, 2)]);
      assert.equal(await there.requestStop(userId, threadId, 'requested'), undefined);
    },
  },
  {
    name: 'a reader of another process keeps a run from being stopped by those who leave',
    run: async (open) => {
      const [here, there] = [open(), open()];
      const { id, userId } = await acquired(here);
      await there.detach('somebody else', id);
      assert.equal((await here.write([poll(id)])).get(id)?.isDetached, false);
      await there.detach(userId, id);
      assert.equal((await here.write([poll(id)])).get(id)?.isDetached, true);
    },
  },
  {
    name: 'who watches is told of events, stops and ends of every process',
    run: async (open) => {
      const [here, there] = [open(), open()];
      if (!here.watch) return;
      const seen = new Set<string>();
      let wake: () => void = () => undefined;
      const watch = here.watch((runIds, kind) => {
        for (const runId of runIds) seen.add(`${kind} ${runId}`);
        wake();
      });
      const until = async (wanted: string) => {
        while (!seen.has(wanted)) {
          await new Promise<void>((resolve) => {
            wake = resolve;
            if (seen.has(wanted)) resolve();
          });
        }
        seen.clear();
      };
      try {
        // Where nothing can be told, it says so, and whoever waits asks.
        for (let tries = 0; !watch.isLive; tries += 1) {
          if (tries === 40) return;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        const { id, userId, threadId } = await acquired(there);
        await there.write([logged(id, 1, 'a')]);
        await until(`change ${id}`);
        await here.requestStop(userId, threadId, 'requested');
        await until(`stop ${id}`);
        await there.write([ending(id, 2, 'b')]);
        await until(`change ${id}`);
      } finally {
        watch.close();
      }
    },
  },
];
