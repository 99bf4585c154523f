import { expect, onTestFinished, test, vi } from 'vitest';
import { Declarations } from '@/element/protocol/declarations';

const OWN = 'https://docs.test/api/chatkit';
const FOREIGN = 'https://chat.test/chatkit';
const DECLARED = { 'X-ChatKit-Resume': '1' };

function declarations(): Declarations {
  vi.stubGlobal('location', new URL('https://docs.test/page'));
  onTestFinished(() => void vi.unstubAllGlobals());
  return new Declarations();
}

test('the element declares itself to the API of its page', () => {
  expect(declarations().headers(OWN)).toEqual(DECLARED);
});

test('to another only after an answer of it has named what it can do', () => {
  const known = declarations();
  expect(known.headers(FOREIGN)).toEqual({});
  known.learn(FOREIGN, new Response('{}'));
  expect(known.headers(FOREIGN)).toEqual({});
  known.learn(FOREIGN, new Response('{}', { headers: { 'X-ChatKit-Extensions': 'resume' } }));
  expect(known.headers(FOREIGN)).toEqual(DECLARED);
  expect(known.headers('https://other.test/chatkit')).toEqual({});
});
