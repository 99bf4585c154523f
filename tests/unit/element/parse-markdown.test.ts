import type { Token } from 'marked';
import { describe, expect, it } from 'vitest';
import { isKnown } from '@/element/markdown/markdown-token';
import { parseMarkdown } from '@/element/markdown/parse-markdown';

const SIGNS: Record<string, string> = { em: '*', strong: '**', del: '~~', codespan: '`' };

/** What a text is shown as, in signs: `*slanted*`, `**bold**`, `~~struck~~`, `⟨link|target⟩`, `{formula}`, `<sub>…</sub>`. */
function signs(tokens: Token[]): string {
  return tokens
    .filter(isKnown)
    .map((token): string => {
      switch (token.type) {
        case 'space':
          return '';
        case 'br':
          return '⏎';
        case 'formula':
          return `{${token.tex}}`;
        case 'codespan':
          return `\`${token.text}\``;
        case 'link':
          return `⟨${signs(token.tokens)}|${token.href}⟩`;
        case 'element':
          return `<${token.name}>${signs(token.tokens)}</${token.name}>`;
        case 'details':
          return `▸${signs(token.summaryTokens)}:${signs(token.tokens)}◂`;
        case 'escape':
          return token.text;
        case 'em':
        case 'strong':
        case 'del': {
          const sign = SIGNS[token.type] ?? '';
          return `${sign}${signs(token.tokens)}${sign}`;
        }
        case 'list':
          return token.items.map((item) => `•${signs(item.tokens)}`).join('');
        case 'table':
          return [token.header, ...token.rows]
            .map((row) => row.map((cell) => signs(cell.tokens)).join('|'))
            .join('/');
        case 'heading':
          return `#${signs(token.tokens)}`;
        default:
          return 'tokens' in token && token.tokens ? signs(token.tokens) : token.raw;
      }
    })
    .join('');
}

const read = (text: string): string => signs(parseMarkdown(text));

describe('emphasis', () => {
  it.each([
    ['**노드(node)**는', '**노드(node)**는'],
    ['これは**「トピック」**です。', 'これは**「トピック」**です。'],
    ['这是**“话题”**的例子', '这是**“话题”**的例子'],
    ['**注意：**请看', '**注意：**请看'],
    ['*ノード*が', '*ノード*が'],
    ['노드~~(node)~~는', '노드~~(node)~~는'],
    ['10~20 cm, or 30~40 cm', '10~20 cm, or 30~40 cm'],
    ['~one~ and ~~two~~', '~one~ and ~~two~~'],
    ['a_b_c and _d_', 'a_b_c and *d*'],
    ['__init__ and __b__', '**init** and **b**'],
    ['f(*args, **kwargs)', 'f(*args, **kwargs)'],
    ['2*3*4, k_p*e + k_i*i, x**2 + y**2', '2*3*4, k_p*e + k_i*i, x**2 + y**2'],
    ['**R**obot **O**perating', '**R**obot **O**perating'],
    ['***both***', '***both***'],
    ['**a *b* c**', '**a *b* c**'],
    ['*a **b** c*', '*a **b** c*'],
    ['**a', '**a'],
    ['* a *', '•a *'],
    ['\\*a\\*', '*a*'],
    ['*a `*` b*', '*a `*` b*'],
    ['*a https://x.example/b*', '*a ⟨https://x.example/b|https://x.example/b⟩*'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe('addresses', () => {
  it.each([
    ['请看https://a.example/b。谢谢', '请看⟨https://a.example/b|https://a.example/b⟩。谢谢'],
    ['https://a.example/b을 보세요', '⟨https://a.example/b|https://a.example/b⟩을 보세요'],
    ['(https://a.example/b_c_d).', '(⟨https://a.example/b_c_d|https://a.example/b_c_d⟩).'],
    ['https://a.example/b(c)', '⟨https://a.example/b(c)|https://a.example/b(c)⟩'],
    ['www.a.example, yes', '⟨www.a.example|http://www.a.example⟩, yes'],
    ['ssh pi@robot.local', 'ssh pi@robot.local'],
    ['[a](https://a.example/_static/a.png)', '⟨a|https://a.example/_static/a.png⟩'],
    ['<https://a.example/*b*>', '⟨https://a.example/*b*|https://a.example/*b*⟩'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe('tags', () => {
  it.each([
    ['H<sub>2</sub>O, m<sup>2</sup>', 'H<sub>2</sub>O, m<sup>2</sup>'],
    ['<kbd>Ctrl</kbd>+<KBD>C</KBD>', '<kbd>Ctrl</kbd>+<kbd>C</kbd>'],
    ['a<br>b<br/>c<br />d', 'a⏎b⏎c⏎d'],
    ['| a<br>b | <kbd>c</kbd> |\n|-|-|\n| d<sub>1</sub> | e |', 'a⏎b|<kbd>c</kbd>/d<sub>1</sub>|e'],
    ['<sub>not closed', '<sub>not closed'],
    ['<sub class="x">a</sub>', '<sub class="x">a</sub>'],
    ['<br class="x">', '<br class="x">'],
    ['<b>a</b> <img src=x> <robot name="x"/>', '<b>a</b> <img src=x> <robot name="x"/>'],
    ['x<y and z>w', 'x<y and z>w'],
    ['distance<threshold and speed>0', 'distance<threshold and speed>0'],
    ['#include <x>', '#include <x>'],
    ['std::vector<double>', 'std::vector<double>'],
    ['<sub>*a*</sub>', '<sub>*a*</sub>'],
    ['<details>\n<summary>A *b*</summary>\n\n- c\n\n</details>\n\nd', '▸A *b*:•c◂d'],
    ['<details><summary>A</summary>b</details>', '▸A:b◂'],
    ['<details>b', '▸:b◂'],
    ['| a |\n|-|\n| <details><summary>A</summary>b</details> |', 'a/▸A:b◂'],
    ['<details open>\na\n</details>', '<details open>⏎a⏎</details>'],
    ['- <details>\n  <summary>A</summary>\n\n  b\n  </details>', '•▸A:b◂'],
    ['<details>\n\n```html\n</details>\n```\n\n</details>\n\nc', '▸:```html\n</details>\n```◂c'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe('formulas', () => {
  it.each([
    ['a $b_1$ and $c_1$', 'a {b_1} and {c_1}'],
    ['\\(a*b*c\\)', '{a*b*c}'],
    ['*a $b*c$ d*', '*a {b*c} d*'],
    ['`$x$` and `\\(y\\)`', '`$x$` and `\\(y\\)`'],
    ['$$\na\n+ b\n- c\n$$', '{a\n+ b\n- c}'],
    ['A\n\\[\nb\n\\]\nc', 'A{b}c'],
    ['- a\n\n  $$\n  b\n  $$\n- c', '•a{b}•c'],
    ['> $$\n> b\n> $$', '{b}'],
    ['| $a$ | b |\n|-|-|', '{a}|b'],
    ['## The $e(t)$', '#The {e(t)}'],
    ['\\$5 and \\(a', '$5 and (a'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

it('has nothing that is told by a later line: headings by underlines, targets by definitions', () => {
  expect(read('Title\n===')).toBe('Title⏎===');
  expect(read('[a][1]\n\n[1]: https://a.example')).toBe('[a][1][1]: ⟨https://a.example|https://a.example⟩');
});
