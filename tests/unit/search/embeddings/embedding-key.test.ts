import { expect, test } from 'vitest';
import { embeddingInput } from '@/lib/search/embeddings/embedding-input';
import { embeddingKey } from '@/lib/search/embeddings/embedding-key';
import { samplePassage } from '@/tests/support/sample-passage';

test('the same text and model have the same key', () => {
  expect(embeddingKey('model', 'text')).toBe(embeddingKey('model', 'text'));
});

test('another model, another text, and another cut between them have other keys', () => {
  const keys = [
    embeddingKey('m', 'text'),
    embeddingKey('n', 'text'),
    embeddingKey('m', 'texts'),
    embeddingKey('mt', 'ext'),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});

test('a passage is embedded under its headings', () => {
  const passage = samplePassage({ headingPath: ['Topics', 'Quality of service'], text: 'Reliable or not.' });
  expect(embeddingInput(passage)).toBe('Topics > Quality of service\n\nReliable or not.');
});
