import { describe, expect, test } from 'vitest';
import { readArguments } from '@/lib/search/ingest/command/read-arguments';

const read = (typed: string) => readArguments(typed === '' ? [] : typed.split(' '));

describe('what was typed', () => {
  test.each([
    ['', { command: 'status', full: false, yes: false }],
    ['plan --full', { command: 'plan', full: true, yes: false }],
    [
      'run --dir docs --book=robots',
      { command: 'run', dir: 'docs', book: 'robots', full: false, yes: false },
    ],
    ['ask --yes', { command: 'ask', full: false, yes: true }],
    ['--yes delete', { command: 'delete', full: false, yes: true }],
    ['verify --site https://x.test', { command: 'verify', site: 'https://x.test', full: false, yes: false }],
  ])('“%s” is understood', (typed, understood) => {
    expect(read(typed)).toEqual(understood);
  });

  test.each(['--help', 'run -h'])('“%s” asks for help', (typed) => {
    expect(read(typed)).toBeUndefined();
  });

  test.each([
    ['fetch', 'There is no command fetch; there are status, plan, run, verify, ask, delete.'],
    ['run verify', 'One command at a time, not also verify.'],
    ['run --fast', /--fast/],
    ['run --dir', /--dir/],
    ['run --dir=', '--dir needs a value.'],
    ['verify --full', '--full means nothing to verify.'],
    ['run --site x', '--site means nothing to run.'],
  ])('“%s” is wrong usage', (typed, saying) => {
    expect(() => read(typed)).toThrow(saying);
  });
});
