import { expect, test } from 'vitest';
import { parseFrontMatter } from '@/lib/search/course/parse-front-matter';
import { wellFormed } from '@/lib/search/course/well-formed';

test.each([
  ['half a pair \ud83d', 'half a pair \ufffd'],
  ['the other half \ude00', 'the other half \ufffd'],
  ['a robot \u{1F916}', 'a robot \u{1F916}'],
])('%j', (text, expected) => {
  expect(wellFormed(text)).toBe(expected);
});

test('a title that YAML escapes break is mended', () => {
  const { frontMatter } = parseFrontMatter('---\ntitle: "Broken \\ud83d title"\n---\nText.\n');
  expect(frontMatter.title).toBe('Broken \ufffd title');
});
