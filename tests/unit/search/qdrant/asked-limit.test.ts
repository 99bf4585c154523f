import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askedLimit } from '@/lib/search/qdrant/collection-layout';

/** What Qdrant refuses from. */
const REFUSED_NUMBERS = 32_768;

test('whatever the size of vectors, as many lines as there is room for, and not one more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1536 }), (dimensions) => {
      const limit = askedLimit(dimensions);
      expect(limit * dimensions).toBeLessThan(REFUSED_NUMBERS);
      expect((limit + 1) * dimensions).toBeGreaterThanOrEqual(REFUSED_NUMBERS);
    }),
  );
});

test('a collection without vectors of lines has room for none', () => {
  expect(askedLimit(0)).toBe(0);
});
