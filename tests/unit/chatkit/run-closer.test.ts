import { expect, test } from 'vitest';
import { acquired, logged, readAll } from '@/lib/chatkit/runs/conformance/run-store-case';
import { MemoryRunStore, SharedRuns } from '@/lib/chatkit/runs/memory-run-store';
import { RunCloser } from '@/lib/chatkit/runs/run-closer';

/** Answers the first few events alone, as stores may. */
class PagingRunStore extends MemoryRunStore {
  override async events(...given: Parameters<MemoryRunStore['events']>) {
    return (await super.events(...given)).slice(0, 3);
  }
}

test('a lost run that has logged more than a store reads at once is closed with all of it, behind its last event', async () => {
  const shared = new SharedRuns();
  const died = new MemoryRunStore('died', { shared });
  const store = new PagingRunStore('here', { shared, silentAfterMs: -1, suspectedMs: -1 });
  const { id, userId } = await acquired(died);
  await died.write([logged(id, 1, 1, 2, 3, 4, 5, 6, 7)]);
  const given: string[] = [];
  const closer = new RunCloser({
    store,
    closeLost: async (_run, events) => {
      given.push(...events);
      return [{ type: 'error', code: 'stream.error', allow_retry: true }];
    },
    onError: (error) => expect.fail(String(error)),
  });
  await store.suspect(id);
  const record = await store.find(userId, id);
  expect(record && (await closer.noticeSilent(record))).toBe(true);
  expect(given).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  expect((await readAll(store, id)).slice(7)).toEqual([[8, expect.objectContaining({ type: 'error' })]]);
});
