import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countTokens } from '@/lib/search/chunk/count-tokens';
import type { Embedder } from '@/lib/search/embeddings/embedder';
import { EmbeddingsFailed } from '@/lib/search/ingest/errors';
import { passageEmbedder } from '@/lib/search/ingest/passage-embedder';
import { samplePassage } from '../../../support/sample-passage';

const embedder: Embedder = {
  model: 'model',
  dimensions: 2,
  embed: async (texts) => texts.map(() => [1, 0]),
  embedQuery: async () => [1, 0],
};
const MOST = 8191;

test('a passage is embedded whole, with its headings', () => {
  const passage = samplePassage({ text: 'One topic.', headingPath: ['Topics', 'Names'] });

  expect(passageEmbedder(embedder).inputs(passage, { askedLimit: 100 })).toEqual([
    'Topics > Names\n\nOne topic.',
  ]);
});

test('the lines by which students ask for a passage are embedded beside it, where there is room for them', () => {
  const passage = samplePassage({ text: 'One.', headingPath: ['Topics'], asked: ['what is it called'] });

  expect(passageEmbedder(embedder).inputs(passage, { askedLimit: 100 })).toEqual([
    'Topics\n\nOne.',
    'what is it called',
  ]);
  expect(passageEmbedder(embedder).inputs(passage, { askedLimit: 0 })).toEqual(['Topics\n\nOne.']);
});

test.each([
  [['a', 'b'], 2, ['a', 'b']],
  [['a', 'b', 'c', 'd', 'e', 'f'], 3, ['a', 'c', 'e']],
  [['a', 'b', 'c'], 2, ['a', 'b']],
  [['a', 'a', 'a', 'b', 'a', 'c'], 3, ['a', 'b', 'c']],
  [Array.from({ length: 500 }, (_, at) => `${at}`), 2, ['0', '250']],
])('of more lines than there is room for, some from everywhere: %j', (asked, askedLimit, expected) => {
  const [, ...lines] = passageEmbedder(embedder).inputs(samplePassage({ asked }), { askedLimit });
  expect(lines).toEqual(expected);
});

test('however many lines there are, no more than there is room for, none twice, in their order, the first among them', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), {
    minLength: 1,
    maxLength: 300,
  });
  fc.assert(
    fc.property(lines, fc.integer({ min: 1, max: 20 }), (asked, askedLimit) => {
      const [, ...chosen] = passageEmbedder(embedder).inputs(samplePassage({ asked }), { askedLimit });
      const distinct = [...new Set(asked)];
      expect(chosen).toHaveLength(Math.min(askedLimit, distinct.length));
      expect(distinct.filter((line) => chosen.includes(line))).toEqual(chosen);
      expect(chosen[0]).toBe(asked[0]);
    }),
  );
});

test.each([
  ['words', 'robot '.repeat(9_000)],
  ['a language of many tokens a word', 'روبوٹ '.repeat(6_000)],
  ['one endless word', 'x1'.repeat(40_000)],
  ['pictures of two code units', '🤖'.repeat(9_000)],
])('of %s beyond what a model reads, the beginning is embedded, and that is told', (_, text) => {
  const cut: string[] = [];
  const passage = samplePassage({ text });

  const [input] = passageEmbedder(embedder, ({ id }) => cut.push(id)).inputs(passage, { askedLimit: 100 });

  expect(countTokens(input)).toBeLessThanOrEqual(MOST);
  expect(countTokens(input)).toBeGreaterThan(MOST * 0.8);
  expect(input.isWellFormed()).toBe(true);
  expect(cut).toEqual([passage.id]);
});

test('many bytes that are few tokens are no reason to cut', () => {
  const passage = samplePassage({ text: ' robot'.repeat(4_000) });
  const [input] = passageEmbedder(embedder).inputs(passage, { askedLimit: 100 });

  expect(input.endsWith(passage.text)).toBe(true);
});

test('a failure says with which model, why, and what becomes of the work', async () => {
  const failing = { ...embedder, embed: async () => Promise.reject(new Error('429 slow\ndown.')) };

  const embedding = passageEmbedder(failing).embed(['text']);

  await expect(embedding).rejects.toThrow(
    'The embeddings cannot be made with model: 429 slow down. What is stored already stays; the next run goes on from there.',
  );
  await expect(embedding).rejects.toBeInstanceOf(EmbeddingsFailed);
});
