import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MessagePart, messageParts } from '@/element/transcript/message-parts';

const contentOf = (part: MessagePart): string => (part.kind === 'formula' ? part.source : part.text);

describe('what a student typed', () => {
  it('has its code as code, with the language and without the fences', () => {
    expect(messageParts('Why?\n```python\nx = 1\n\ny = 2\n```\nSee `x`.')).toEqual([
      { kind: 'text', text: 'Why?' },
      { kind: 'block', language: 'python', text: 'x = 1\n\ny = 2' },
      { kind: 'text', text: 'See ' },
      { kind: 'code', text: 'x' },
      { kind: 'text', text: '.' },
    ]);
  });

  it.each([
    ['a block that is not closed', '```\nx', [{ kind: 'block', language: '', text: 'x' }]],
    [
      'one of tildes, with backticks in it',
      '~~~sh\n```\n~~~',
      [{ kind: 'block', language: 'sh', text: '```' }],
    ],
    ['an indented one', '  ```cpp\n  int x;\n  ```', [{ kind: 'block', language: 'cpp', text: 'int x;' }]],
    ['backticks in code', '``a ` b``', [{ kind: 'code', text: 'a ` b' }]],
    ['a formula', '$e(t)$', [{ kind: 'formula', source: '$e(t)$', tex: 'e(t)', display: false }]],
  ])('reads %s', (_name, text, expected) => {
    expect(messageParts(text)).toEqual(expected);
  });

  it.each([
    '1. not a list\n# no heading\n> no quote',
    '2 * 3 * 4 and **kwargs and __init__',
    '| a | b |\n| - | - |',
    '<b>hi</b> &amp; <script>',
    'a ` alone, or over\ntwo ` lines',
    'It costs $5 or $6; $HOME and $PATH',
    '[x](https://a.example) https://b.example',
    '',
  ])('is otherwise to the letter: %j', (text) => {
    expect(messageParts(text)).toEqual(text === '' ? [] : [{ kind: 'text', text }]);
  });

  it('loses no word, whatever is typed', () => {
    const piece = fc.constantFrom(
      ...'`~$\\ab \n',
      '```',
      '~~~',
      '```py\n',
      '\n```\n',
      '$x$',
      '\\(y\\)',
      'word',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const letters = (value: string) => value.replace(/[^a-z]/g, '');
        const shown = messageParts(text)
          .map((part) => (part.kind === 'block' ? part.language + part.text : contentOf(part)))
          .join('');
        expect(letters(shown)).toBe(letters(text));
      }),
      { numRuns: 5_000 },
    );
  });
});
