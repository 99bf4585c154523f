import { expect, it } from 'vitest';
import { parseMarkdown } from '@/element/markdown/parse-markdown';
import { withinParts } from '@/element/markdown/within-parts';

it('leaves a text of few blocks as it is', () => {
  const blocks = parseMarkdown('a\n\nb');
  expect(withinParts(blocks)).toBe(blocks);
});

it('has the rest of too many blocks as one, to the letter', () => {
  const text = '*a*\n\n'.repeat(4000);
  const blocks = withinParts(parseMarkdown(text));
  expect(blocks).toHaveLength(3001);
  expect(blocks.at(-1)).toMatchObject({ type: 'paragraph', text: '*a*\n\n'.repeat(2500) });
});
