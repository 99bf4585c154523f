import { expect, test } from 'vitest';
import { Unavailable } from '@/lib/chatkit/server/errors';
import { type EraseOptions, eraseAccount } from '@/lib/privacy/erase-account';

const principal = { userId: 'alice' };

/** Notes what is done, in order. */
function recorded(stopTurns: EraseOptions['stopTurns'] = async () => undefined) {
  const done: string[] = [];
  const note = (step: string) => async () => void done.push(step);
  const options: EraseOptions = {
    erasures: {
      begin: note('begin'),
      deleteRows: note('rows'),
      finish: note('finish'),
      unfinished: async () => [],
      forgetFinished: async () => undefined,
    },
    files: { deleteAllOf: note('files') },
    sessions: { end: note('sessions'), forgetOld: async () => undefined },
    stopTurns: async (of) => {
      done.push('turns');
      await stopTurns(of);
    },
    onError: () => undefined,
  };
  return { done, options };
}

test('turns end before the rows go, and those that began meanwhile afterwards', async () => {
  const { done, options } = recorded();
  expect(await eraseAccount(principal, options)).toBe('erased');
  expect(done).toEqual(['begin', 'turns', 'rows', 'turns', 'sessions', 'files', 'finish']);
});

test.each([1, 2])(
  'turns that cannot be reached break it off, at attempt %i, and the sweep finishes it',
  async (failing) => {
    let attempts = 0;
    const { done, options } = recorded(async () => {
      attempts += 1;
      if (attempts === failing) throw new Unavailable();
    });
    await expect(eraseAccount(principal, options)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('not deleted completely yet'),
    });
    expect(done).not.toContain('sessions');
    expect(await eraseAccount(principal, options)).toBe('erased');
  },
);
