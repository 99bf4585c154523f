import { expect, onTestFinished, test, vi } from 'vitest';
import { Declarations } from '@/element/protocol/declarations';
import { newIdempotencyKey } from '@/element/protocol/idempotency-key';

const OWN = 'https://docs.test/api/chatkit';
const FOREIGN = 'https://chat.test/chatkit';
const DECLARED = { 'X-ChatKit-Resume': '1' };

function declarations(): Declarations {
  vi.stubGlobal('location', new URL('https://docs.test/page'));
  onTestFinished(() => void vi.unstubAllGlobals());
  return new Declarations();
}

const answerOf = (extensions?: string) =>
  new Response('{}', { headers: extensions === undefined ? {} : { 'X-ChatKit-Extensions': extensions } });

test('the element declares itself to the API of its page', () => {
  expect(declarations().headers(OWN)).toEqual(DECLARED);
});

test('to another only after an answer of it has named what it can do', () => {
  const known = declarations();
  expect(known.headers(FOREIGN)).toEqual({});
  known.learn(FOREIGN, answerOf());
  expect(known.headers(FOREIGN)).toEqual({});
  known.learn(FOREIGN, answerOf('resume'));
  expect(known.headers(FOREIGN)).toEqual(DECLARED);
  expect(known.headers('https://other.test/chatkit')).toEqual({});
});

test('the key of a request goes only to a server that the element declares itself to', () => {
  const known = declarations();
  expect(known.headers(OWN, 'k1')).toEqual({ ...DECLARED, 'Idempotency-Key': 'k1' });
  expect(known.headers(FOREIGN, 'k1')).toEqual({});
});

test('a server finds runs once it has said so, in the very word', () => {
  const known = declarations();
  expect(known.findsRuns(OWN)).toBe(false);
  known.learn(OWN, answerOf('resume, active-running'));
  expect(known.findsRuns(OWN)).toBe(false);
  known.learn(OWN, answerOf('resume,active-run, turn-end'));
  expect(known.findsRuns(OWN)).toBe(true);
  expect(known.findsRuns(FOREIGN)).toBe(false);
});

test('keys are fit for a header, and no two are the same', () => {
  const keys = Array.from({ length: 1000 }, newIdempotencyKey);
  expect(new Set(keys).size).toBe(1000);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
});
