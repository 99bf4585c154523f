import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { KNOWN_DIFFERENCES } from './catalogue/known-differences';
import { type Difference, tryBehaviour } from './catalogue/try-behaviour';

const folder = path.dirname(new URL(import.meta.url).pathname);

/** Numbers as they stand in the sources, so that a test that is taken out is missed. */
const declared = readdirSync(folder)
  .filter((file) => file.endsWith('.test.ts'))
  .flatMap((file) => [
    ...readFileSync(path.join(folder, file), 'utf8').matchAll(/\bbehaviour\(\s*(?:'(S\d+)'|(\d+))\s*,/g),
  ])
  .map(([, store, number]) => store ?? number ?? '');

const range = (count: number, prefix = '') => Array.from({ length: count }, (_, at) => `${prefix}${at + 1}`);

test('every behaviour of the catalogue has one test', () => {
  expect(declared.toSorted()).toEqual([...range(86), ...range(16, 'S')].toSorted());
});

test('the list of known differences is short, and names behaviours that exist', () => {
  const listed = Object.entries(KNOWN_DIFFERENCES);
  expect(listed.length).toBeLessThanOrEqual(6);
  for (const [number, reason] of listed) {
    expect(declared).toContain(number);
    expect(reason.length).toBeGreaterThan(20);
  }
});

describe('the test of a behaviour', () => {
  const holds = () => expect(1).toBe(1);
  const fails = () => expect(1).toBe(2);
  const mark =
    (reference: () => unknown, ours: () => unknown = holds) =>
    ({ differs }: { differs: Difference }) =>
      differs({ reference, ours });
  const listed = { isListed: true };
  const unlisted = { isListed: false };

  test('passes when what it asserts holds, and what differs is marked and listed', async () => {
    await tryBehaviour(() => holds(), unlisted);
    await tryBehaviour(mark(fails), listed);
    await tryBehaviour(
      mark(() => expect(Promise.resolve()).rejects.toThrow()),
      listed,
    );
  });

  test.each([
    { why: 'something else fails', run: () => fails(), list: listed, says: /expected 1 to be 2/ },
    {
      why: 'what differs holds: the entry is stale',
      run: mark(holds),
      list: listed,
      says: /holds here, too/,
    },
    {
      why: 'what is to hold instead fails',
      run: mark(fails, fails),
      list: listed,
      says: /expected 1 to be 2/,
    },
    { why: 'it is listed and marks nothing', run: () => holds(), list: listed, says: /marks no difference/ },
    { why: 'it marks what is not listed', run: mark(fails), list: unlisted, says: /list does not have/ },
  ])('fails when $why', async ({ run, list, says }) => {
    await expect(tryBehaviour(run, list)).rejects.toThrow(says);
  });

  test('takes no other error for a difference', async () => {
    const broken = mark(() => {
      throw new TypeError('broken');
    });
    await expect(tryBehaviour(broken, listed)).rejects.toThrow(TypeError);
  });
});
