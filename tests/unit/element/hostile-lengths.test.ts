import type { Token } from 'marked';
import { describe, expect, it } from 'vitest';
import { childTokens } from '@/element/markdown/child-tokens';
import { GrowingReader } from '@/element/markdown/growing-markdown';
import { isKnown } from '@/element/markdown/markdown-token';
import { parseMarkdown } from '@/element/markdown/parse-markdown';
import { plainText } from '@/element/markdown/plain-text';
import { messageParts } from '@/element/transcript/message-parts';
import { hostileLengths } from '../../support/markdown/hostile-lengths';
import { shownCharacters } from '../../support/markdown/shown-characters';

/** Half of the longest text that is read: what grows faster than its length shows here, too. */
const LENGTH = 100_000;
const MAX_LEVELS = 70;
const MAX_MARKS = 4000;

const MARKS = new Set(['em', 'strong', 'del', 'link', 'image', 'formula', 'element', 'codespan', 'escape']);

/** What drawing costs: how deep tokens stand in each other, and how many a paragraph has that are more than text. */
function measure(tokens: Token[]): { levels: number; marks: number } {
  let levels = 0;
  let own = 0;
  let inBlocks = 0;
  for (const token of tokens.filter(isKnown)) {
    const inside = measure(childTokens(token));
    levels = Math.max(levels, inside.levels + 1);
    if (MARKS.has(token.type)) own += inside.marks + 1;
    else inBlocks = Math.max(inBlocks, inside.marks);
  }
  return { levels, marks: own + inBlocks };
}

const countX = (text: string): number => text.split('x').length - 1;

// That they come to an end at all is what is tested: before, some took minutes.
describe('a text that was made to take long', () => {
  it.each(hostileLengths(LENGTH))('is read to its end, and every word is shown: %s', (_name, text) => {
    const blocks = parseMarkdown(text);
    const { levels, marks } = measure(blocks.filter(({ type }) => type !== 'formula'));
    expect(levels).toBeLessThan(MAX_LEVELS);
    expect(marks).toBeLessThanOrEqual(MAX_MARKS);
    const shown = shownCharacters(blocks);
    const shownX = shown.reduce((sum, { char }) => sum + countX(char), 0);
    const isFormulas = shown.some(({ kind }) => kind.endsWith('formula'));
    if (!isFormulas) expect(shownX).toBeGreaterThanOrEqual(countX(text.slice(0, LENGTH)));
    expect(() => plainText(blocks)).not.toThrow();
  });

  it.each(hostileLengths(LENGTH / 5))('is read again and again while it grows: %s', (_name, text) => {
    const reader = new GrowingReader();
    for (let end = 2500; end <= text.length; end += 2500) reader.read(text.slice(0, end));
    expect(() => messageParts(text)).not.toThrow();
  });
});
