import assert from 'node:assert/strict';
import { acquired, newRun, ROUNDS, type RunStoreCase } from './run-store-case';

/** Requests with a key that start no run. */
export const answeringCases: RunStoreCase[] = [
  {
    name: 'of many processes with the same request at once, one carries it out, and all others get its answer',
    run: async (open) => {
      const stores = [open(), open()];
      for (const _ of ROUNDS) {
        const { userId } = newRun();
        const request = { key: 'k', digest: 'd' };
        const claims = await Promise.all(
          Array.from({ length: 6 }, (_, index) => stores[index % 2]?.claimAnswer(userId, request)),
        );
        assert.equal(claims.filter((claim) => claim?.kind === 'claimed').length, 1);
        assert.equal(claims.filter((claim) => claim?.kind === 'pending').length, 5);
        await stores[0]?.saveAnswer(userId, 'k', '{"a":"\\u0000 é"}');
        for (const store of stores) {
          assert.deepEqual(await store.claimAnswer(userId, request), {
            kind: 'answered',
            answer: '{"a":"\\u0000 é"}',
          });
        }
      }
    },
  },
  {
    name: 'a request that was refused may be sent again; one that was answered stays so',
    run: async (open) => {
      const [here, there] = [open(), open()];
      const { userId } = newRun();
      const request = { key: 'k', digest: 'd' };
      assert.deepEqual(await here.claimAnswer(userId, request), { kind: 'claimed' });
      await here.discardAnswer(userId, 'k');
      assert.deepEqual(await there.claimAnswer(userId, request), { kind: 'claimed' });
      await there.saveAnswer(userId, 'k', '{}');
      await there.discardAnswer(userId, 'k');
      assert.deepEqual(await here.claimAnswer(userId, request), { kind: 'answered', answer: '{}' });
    },
  },
  {
    name: 'a key belongs to one request and one user, whether it started a run or not',
    run: async (open) => {
      const [here, there] = [open(), open()];
      const request = { key: 'k', digest: 'd' };
      const { userId } = await acquired(here, { request });
      assert.deepEqual(await there.claimAnswer(userId, request), { kind: 'mismatch' });
      const other = newRun().userId;
      assert.deepEqual(await there.claimAnswer(other, request), { kind: 'claimed' });
      assert.deepEqual(await here.claimAnswer(other, { key: 'k', digest: 'e' }), { kind: 'mismatch' });
      const started = await here.acquire(newRun({ userId: other, request: { key: 'k', digest: 'e' } }));
      assert.deepEqual(started, { kind: 'mismatch' });
    },
  },
];
