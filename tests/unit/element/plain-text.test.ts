import { expect, it } from 'vitest';
import { parseMarkdown } from '@/element/markdown/parse-markdown';
import { plainText } from '@/element/markdown/plain-text';

const read = (markdown: string): string => plainText(parseMarkdown(markdown));

it.each([
  ['comparisons', 'stop if a<b and c>d, a &lt; b', 'stop if a<b and c>d, a < b'],
  ['products', '2*x and 3 * y * z', '2*x and 3 * y * z'],
  ['names', '`snake_case`, snake_case and `__init__.py`', 'snake_case, snake_case and __init__.py'],
  ['TeX', 'By $k_p \\cdot e$:\n\n$$\n\\frac{a_1}{b}\n$$\n\nDone', 'By k_p \\cdot e: \\frac{a_1}{b} Done'],
  ['emphasis', '**One** *two* ~~three~~ f(*args)', 'One two three f(*args)'],
  ['words that are bold in part', '**R**obot **O**perating', 'Robot Operating'],
  [
    'links',
    'See [the docs](https://a.example/_b_) or https://a.example/c_d',
    'See the docs or https://a.example/c_d',
  ],
  ['images', '![a *chart*](https://a.example/b.png)', 'a *chart*'],
  [
    'blocks',
    '# Title\n\n> quote\n\n- one\n- two\n  1. three\n\nEnd\nof it',
    'Title quote one two three End of it',
  ],
  ['tables', '| a | b |\n|---|---|\n| 1 | `x_y` |', 'a, b; 1, x_y;'],
  ['folds', '<details>\n<summary>Hint</summary>\n\nRead.\n</details>', 'Hint Read.'],
  ['keys', '<kbd>Ctrl</kbd>+<kbd>C</kbd>, # not | a > table', 'Ctrl+C, # not | a > table'],
  ['no code blocks', 'Run\n\n```sh\nls\n```\n\nthen', 'Run then'],
])('reads out %s', (_name, markdown, expected) => {
  expect(read(markdown)).toBe(expected);
});
