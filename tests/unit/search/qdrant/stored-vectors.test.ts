import { expect, test } from 'vitest';
import { storedVectors } from '@/lib/search/qdrant/stored-vectors';

const point = (payload: Record<string, unknown>, vector: Record<string, number[] | number[][]>) => {
  const { dense, asked } = storedVectors([{ id: 1, payload, vector }]);
  return [...dense, ...asked];
};

test('each vector stands under its own key', () => {
  const payload = { embedding_key: 'text', asked_keys: ['one', 'other'] };
  expect(point(payload, { dense: [1], asked: [[2], [3]] })).toEqual([
    ['text', [1]],
    ['one', [2]],
    ['other', [3]],
  ]);
});

test('keys and vectors that do not belong together name nothing', () => {
  const payload = { embedding_key: 'text', asked_keys: ['one', 'other'] };
  expect(point(payload, { dense: [1], asked: [[2]] })).toEqual([['text', [1]]]);
  expect(point(payload, { dense: [1] })).toEqual([['text', [1]]]);
  expect(point({ embedding_key: 'text' }, { dense: [1], asked: [[2]] })).toEqual([['text', [1]]]);
});

test('a vector that nothing names, and a name without a vector, are passed over', () => {
  expect(point({}, { dense: [1] })).toEqual([]);
  expect(point({ embedding_key: 'text' }, {})).toEqual([]);
});

test('of the same text, the vector as a text and the vector as a line are kept apart', () => {
  const payload = { embedding_key: 'text', asked_keys: ['text'] };
  expect(storedVectors([{ id: 1, payload, vector: { dense: [1, 2], asked: [[1]] } }])).toEqual({
    dense: new Map([['text', [1, 2]]]),
    asked: new Map([['text', [1]]]),
  });
});
