import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import { findCode, MarkdownCode } from '@/lib/chatkit/agents/markdown-code';

/** Of each letter of the text, whether the reference parser of CommonMark has it in code. Letters alone: marks belong to nobody. */
function byReference(text: string): string {
  const code = new Set<number>();
  visit(fromMarkdown(text), (node) => {
    if (node.type !== 'code' && node.type !== 'inlineCode') return;
    const { start, end } = node.position ?? {};
    for (let at = start?.offset ?? 0; at < (end?.offset ?? 0); at += 1) code.add(at);
  });
  return onLetters(text, (at) => code.has(at));
}

function onLetters(text: string, isCode: (at: number) => boolean): string {
  return [...text]
    .map((character, at) => (/[a-z]/.test(character) ? (isCode(at) ? '#' : '.') : character))
    .join('');
}

function found(text: string): string {
  const code = findCode(text);
  return onLetters(text, (at) => code[at] === 1);
}

function streamed(text: string): string {
  const tracker = new MarkdownCode();
  return [...text]
    .map((character) => {
      const isCode = tracker.push(character);
      return /[a-z]/.test(character) ? (isCode ? '#' : '.') : character;
    })
    .join('');
}

const PIECES = [
  'a',
  ' ',
  '\n',
  '\n\n',
  '`',
  '``',
  '```',
  '~~~',
  '- ',
  '1. ',
  '> ',
  '    ',
  '  ',
  '# ',
  '***',
  '---',
  '=',
  '+ ',
  '\\',
  'b c',
  '```\n',
  '\n```\n',
  '   ',
  '*',
  '\n   ',
  '\n     ',
];

/** The reference parser lets a line that is no longer in an empty item go on with it, which CommonMark does not. */
const EMPTY_ITEM = /(?:[-+*]|\d\.)[ \t]*(?:\n|$)/;

describe('code in Markdown', () => {
  test('is where the reference parser has it, however a text is put together', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }), (pieces) => {
        const text = pieces.join('');
        fc.pre(!EMPTY_ITEM.test(text));
        expect(found(text)).toBe(byReference(text));
      }),
      { numRuns: 20_000 },
    );
  });

  test('is never denied while a text comes, and is the same where every backtick has its pair', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES, '\t', '2. '), { maxLength: 24 }), (pieces) => {
        const text = pieces.join('');
        const [soFar, whole] = [streamed(text), found(text)];
        for (const [at, kind] of [...whole].entries())
          if (kind === '#') expect([text, at, soFar[at]]).toEqual([text, at, '#']);
        if (!text.includes('`')) expect(soFar).toBe(whole);
      }),
      { numRuns: 5_000 },
    );
  });

  test.each([
    [
      'in a list',
      '1. A\n   - B\n     ```cpp\n     #include <x>\n     ```\n   c',
      '1. A\n   - B\n     ```###\n     ######## <#>\n     ```\n   .',
    ],
    ['behind a bullet', '- ```sh\n  a\n  ```\n- b', '- ```##\n  #\n  ```\n- .'],
    ['in a quotation', '> ```\n> a\n> ```\n> b', '> ```\n> #\n> ```\n> .'],
    ['indented', 'a\n\n    b\n\nc', '.\n\n    #\n\n.'],
    ['of a fence that its list ends', '- ```\n  a\nb', '- ```\n  #\n.'],
    ['not of a lone backtick', 'a ` b\nc', '. ` .\n.'],
    ['not after an escaped backtick', 'a \\`b` c', '. \\`.` .'],
  ])('%s', (_where, text, code) => {
    expect(found(text)).toBe(code);
  });
});
