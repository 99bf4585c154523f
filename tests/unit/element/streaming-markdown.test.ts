import { describe, expect, it } from 'vitest';
import { completeMarkdown } from '@/element/markdown/complete-markdown';
import { parseMarkdown } from '@/element/markdown/parse-markdown';

const TEXTS = {
  prose: 'A **bold _and_ slanted** start, `code`, a [link](https://a.example/b_c) and 2 * 3.\n\nNext one.',
  headings: '# Title\n\nWords.\n\n## Second\n\n---\n\nMore words.',
  list: 'Steps:\n\n1. First **thing**\n2. Second\n   - inner `x`\n   - other\n\n- [ ] open\n- [x] done\n\nEnd.',
  code: 'Before\n\n```python\ndef f():\n    return 1  # **no**\n\nf()\n```\n\nAfter.',
  table: 'Compare:\n\n| Name | Use |\n| :--- | ---: |\n| a **b** | 1 |\n| c | 2 |\n\nDone.',
  quote: '> A wise\n> word.\n\nAnd `an end`.',
};

const kinds = (text: string): string[] =>
  parseMarkdown(text)
    .filter(({ type }) => type !== 'space')
    .map(({ type }) => type);

describe('a text that grows', () => {
  it.each(Object.entries(TEXTS))('%s: no block ever changes its kind or goes away', (_name, text) => {
    const final = kinds(text);
    let shown = 0;
    for (let end = 1; end <= text.length; end += 1) {
      const now = kinds(completeMarkdown(text.slice(0, end)));
      expect({ end: text.slice(0, end), now }).toEqual({
        end: text.slice(0, end),
        now: final.slice(0, now.length),
      });
      expect(now.length, text.slice(0, end)).toBeGreaterThanOrEqual(shown);
      shown = now.length;
    }
    expect(kinds(completeMarkdown(text))).toEqual(final);
  });
});

it('shows a text that cannot be parsed as it is written', () => {
  const text = '+ [\n  > - \n  [';

  expect(parseMarkdown(text)).toMatchObject([{ type: 'text', text }]);
});
