import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const LINES = readFileSync('docs/threat-model.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| Threat'));

const namedIn = (line: string) =>
  [...line.matchAll(/`(tests\/[^`]+)`: "([^"]+)"/g)].map(([, file = '', name = '']) => ({ file, name }));

test('every threat names a test, and every test that is named is there', () => {
  expect(LINES.length).toBeGreaterThanOrEqual(30);
  expect(LINES.filter((line) => namedIn(line).length === 0)).toEqual([]);
  const missing = LINES.flatMap(namedIn).filter(({ file, name }) => {
    if (!existsSync(file)) return true;
    // As the name of a test, and not in a comment that remembers one.
    return !readFileSync(file, 'utf8').includes(`'${name}'`);
  });
  expect(missing).toEqual([]);
});
