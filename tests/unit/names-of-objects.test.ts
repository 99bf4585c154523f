import { expect, test } from 'vitest';
import { glyphFor } from '@/element/icons/glyph-for';
import { decodeEntities } from '@/element/markdown/decode-entities';
import { fileType } from '@/lib/files/file-type';
import { questionVector } from '@/lib/search/qdrant/question-vector';
import { courseSearch } from '../support/prepared/course-index';

/** What every object has, and no table of words means. */
const NAMES = Object.getOwnPropertyNames(Object.prototype);

test.each(NAMES)('%s is a word like any other', async (name) => {
  const search = await courseSearch();
  for (const query of [name, `What is a ${name}?`, `${name} of a node`])
    await expect(search.search({ query, limit: 5 })).resolves.toBeInstanceOf(Array);
  expect(questionVector(`What is a ${name}?`).indices.length).toBeGreaterThan(0);
  expect(decodeEntities(`&${name};`)).toBe(`&${name};`);
  expect(glyphFor(name)).toBeNull();
  expect(() => fileType(name, 'notes.bin')).toThrow('can be attached');
});
