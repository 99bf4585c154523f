import { expect, it } from 'vitest';
import { blocksWithFormulas } from '@/element/formulas/count-formulas';
import { parseMarkdown } from '@/element/markdown/parse-markdown';

it('has all formulas of an answer drawn', () => {
  const blocks = parseMarkdown('$a$ and\n\n- $b$\n\n$$c$$\n\n| $d$ |\n|---|\n| $e$ |');
  expect(blocksWithFormulas(blocks)).toBe(blocks.length);
});

it('has those of the first 500 drawn, whatever follows', () => {
  const text = '$a$\n\n'.repeat(499);
  expect(blocksWithFormulas(parseMarkdown(`${text}> $b$\n\n$c$\n\nEnd`))).toBe(1000);
  expect(blocksWithFormulas(parseMarkdown(`${text}- $b$ $c$\n\nEnd`))).toBe(998);
});
