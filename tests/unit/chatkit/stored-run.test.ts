import { expect, test } from 'vitest';
import { acquired, ending } from '@/lib/chatkit/runs/conformance/run-store-case';
import { MemoryRunStore } from '@/lib/chatkit/runs/memory-run-store';
import { RunChanges } from '@/lib/chatkit/runs/run-changes';
import { StoredRun } from '@/lib/chatkit/runs/stored-run';

/** Has lost the last event of every run. */
class LosingRunStore extends MemoryRunStore {
  override async events(runId: string, after: number) {
    return (await super.events(runId, 0)).slice(after, -1);
  }
}

test('of a run that has ended, what its store has lost is not waited for, and the run is not complete', async () => {
  const store = new LosingRunStore('here');
  const { id, userId } = await acquired(store);
  await store.write([ending(id, 1, 'a', 'b', 'c')]);
  const record = await store.find(userId, id);
  if (!record) throw new Error('no run');
  const run = new StoredRun(record, {
    store,
    changes: new RunChanges(store),
    shutdown: new AbortController().signal,
    noticeSilent: async () => undefined,
  });
  const read: string[] = [];
  for await (const { json } of run.connect({ after: 0 }).events) read.push(json);
  expect(read).toEqual(['"a"', '"b"']);
  expect(run.isComplete).toBe(false);
});
