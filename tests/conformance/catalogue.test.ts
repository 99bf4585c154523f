import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { KNOWN_DIFFERENCES } from './catalogue/known-differences';

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
