import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { passageBlocks } from '@/lib/tutor/guide/passage-blocks';
import { pieces, textOf } from '@/lib/tutor/guide/pieces';
import { lessonFacts, lessonQuestions } from '@/lib/tutor/quiz/lesson-questions';
import { withoutMarkup } from '@/lib/tutor/without-markup';
import { courseDocument } from '../../support/course-document';

/** All that can be quoted of a text. */
function quoted(text: string): string[] {
  const passage = { marker: '[[1]]', path: '/docs/x', lesson_title: 'Kitchen', lesson: 1, text };
  return pieces([passage]).map((piece) => textOf(piece).trim());
}

/** All that a lesson is asked with. */
function asked(body: string): string[] {
  const lesson = lessonFacts(courseDocument({ title: 'Kitchen', body }));
  return lessonQuestions(lesson, [lesson]).flatMap(({ prompt, options, statement }) => [
    prompt.replaceAll('\\_', '_'),
    statement,
    ...options,
  ]);
}

/** Markup of other sites within a line, and what is left of it. */
const INLINE: [string, string][] = [
  ['{{#include ../listings/soup.txt}}', ''],
  ['{{< figure src="soup.png" >}}', ''],
  ['{{% alert %}}', ''],
  ['{% include soup.md %}', ''],
  ['{#if soup}', ''],
  ['{: .warning }', ''],
  ['<!-- ignore -->', ''],
  ['[^soup-note]', ''],
  ['<img src="soup.png" width="3">', ''],
  ['<Since v="5.0" />', ''],
  ['<Banner pots={[{ label: "a", value: "b" }]} />', ''],
  ['![A soup](soup.png)', ''],
  ['[![A soup](soup.png)](https://example.org)', ''],
  ['<b>salt</b>', 'salt'],
  ['[the salt][salt]', 'the salt'],
  ['[`salt`][salt]', '`salt`'],
  ['[`salt`]', '`salt`'],
  ['[the salt](../salt.md)', 'the salt'],
  ['[the salt](../salt.md "Salt")', 'the salt'],
  [String.raw`\\(a_1 + b\\)`, String.raw`\(a_1 + b\)`],
];
/** Marks that none of these may leave in a text. */
const MARKS =
  /\{\{|\}\}|\{%|\{[#:/.]|<!--|-->|\[\^|\]\[|<\/?[A-Za-z]|\\\\[()[\]]|!\[|\]\(|Sketchnote|[Cc]lick the|lecture quiz/;

const word = fc.constantFrom(
  ...'the soup pot holds salt (or pepper) for 5 < 7 people and [two] guests: `a[0][1]` costs $5 or *more* than x_1'.split(
    ' ',
  ),
);
/** A sentence that has no markup but that of every Markdown. */
const plain = fc
  .array(word, { minLength: 2, maxLength: 12 })
  .map((words) => `Here ${words.join(' ')} is cooked.`);
const inline = fc.constantFrom(...INLINE.map(([mark]) => mark));
const marked = fc
  .tuple(plain, inline, fc.boolean())
  .map(([sentence, mark, isFirst]) =>
    isFirst ? `${mark} ${sentence}` : sentence.replace(' is cooked', ` is ${mark} cooked`),
  );
const block = fc.constantFrom(
  '[^soup-note]: A note on the soup that stands below the page.',
  'Sketchnote by [Somebody](https://example.org). Click the image for a larger version.',
  '![Soup](soup.png)\n\n> Sketchnote by Somebody. Click the image for a larger version.',
  '🎥 Click the image above for a video.',
  '[Pre-lecture quiz](https://example.org/quiz/1)',
  'Pre-lecture quiz: three questions on soup.',
  '[Soup](https://example.org)',
  '[Soup][soup] [Salt][salt]',
  '<Banner\n  chapter={1}\n  pots={[{ label: "a", value: "b" }]}\n/>',
  '```rust,ignore\n{{#rustdoc_include ../listings/soup.rs:here}}\n```',
  '```sh\nsoup --version={{% version soup %}}\n```',
  '<!-- a\n\nb -->',
  '{{< tabs >}}\n{{< /tabs >}}',
);

describe('quotations and questions', () => {
  test('have none of the markup of other sites, wherever it stands', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(plain, marked, block), { maxLength: 8 }), (blocks) => {
        const body = blocks.join('\n\n');
        for (const text of [...quoted(body), ...asked(body)])
          expect(text.replace(/`[^`]*`/g, ''), body).not.toMatch(MARKS);
      }),
      { numRuns: 200 },
    );
  });

  test('have plain prose as it was written', () => {
    fc.assert(
      fc.property(plain, (sentence) => {
        expect(withoutMarkup(sentence)).toBe(sentence);
        expect(quoted(sentence)).toEqual([sentence]);
      }),
      { numRuns: 200 },
    );
  });

  test.each(INLINE)('%s becomes “%s”', (mark, left) => {
    expect(withoutMarkup(`Put ${mark} into it.`)).toBe(`Put ${left} into it.`.replace('  ', ' '));
    expect(withoutMarkup(`Put it into ${mark}.`)).toBe(`Put it into ${left}.`.replace(' .', '.'));
    expect(withoutMarkup(`Put \`\` ${mark.replaceAll('`', '')} \`\` into it.`)).toContain('``');
  });

  test('are made of the same sentences with and without such markup', () => {
    const tools = [
      'A **whisk** is a bundle of wires that beats air into egg white.',
      'A **sieve** is a fine net that takes lumps out of flour.',
      'A **grater** is a rough plate that cuts thin strips from cheese.',
    ];
    const marked = tools.map((tool) =>
      tool.replace('is a', '<!-- ignore -->is[^1] a').replace(/(\w+)\.$/, '[$1][more]<img src="x.png">.'),
    );
    expect(asked(marked.join('\n\n'))).toEqual(asked(tools.join('\n\n')));
    expect(asked(tools.join('\n\n')).length).toBeGreaterThan(0);
  });

  test.each([
    '[1] is the first of [2, 3].',
    'Use `[^a]` and `<b>`.',
    'If a < b and c > d, stop.',
    'See <https://x.org>.',
  ])('leave alone what only looks like it: %s', (text) => expect(withoutMarkup(text)).toBe(text));

  test.each([
    ['`'.repeat(20_000)],
    ['<a '.repeat(20_000)],
    ['{{'.repeat(20_000)],
    ['['.repeat(20_000)],
    ['[`'.repeat(20_000)],
    ['<!--'.repeat(20_000)],
    ['```\n'.repeat(10_001)],
    ['<A b={'.repeat(10_000)],
  ])('are made of a hostile page, too', (text) => {
    expect(withoutMarkup(text).length).toBeLessThanOrEqual(text.length);
  });
});

describe('a quotation', () => {
  test('of code has its language and nothing else behind the fence', () => {
    const [block] = passageBlocks('```js title="a.js" ins={2}\nlet a;\n\n  b();\n```');
    expect(block?.text).toBe('```js\nlet a;\n\n  b();\n```');
    expect(passageBlocks('    let a;\n      b();')[0]?.text).toBe('```\nlet a;\n  b();\n```');
    expect(passageBlocks('- Run this:\n\n  ```sh title="x"\n  go\n  ```\n')[0]?.text).not.toContain('title');
  });

  test('of a list has no lines that only lead elsewhere', () => {
    expect(quoted('- Salt is a mineral.\n- [Pepper](https://example.org)\n- [Soup][soup]\n')).toEqual([
      '- Salt is a mineral.',
    ]);
  });

  test.each([
    'Therefore, our **update goes like this:**',
    'Here is how *it is done:*',
    'The result (as promised):',
    'Das Ergebnis ist dies:',
  ])('does not end with what announces something that is not here: %s', (end) => {
    expect(quoted(`Salt is a mineral. ${end}`)).toEqual(['Salt is a mineral.']);
    expect(quoted(end)).toEqual([]);
    expect(quoted(`${end}\n\n\`\`\`sh\nstir\n\`\`\``)[0]).toContain('stir');
    // A heading between them: nothing is announced.
    expect(quoted(`${end}\n\n## Next\n\n\`\`\`sh\nstir\n\`\`\``).join()).not.toContain(end);
  });

  test.each(['where the pot is the one from above.', 'and then it boils.', 'which is why salt is added.'])(
    'does not begin in the middle of a sentence: %s',
    (rest) => {
      expect(quoted(`The sum is\n\n$$\na + b\n$$\n\n${rest} Salt is a mineral.`).join('\n')).not.toContain(
        rest,
      );
    },
  );

  test.each(['ros2 is a command.', 'tf2 keeps track of frames.', 'xacro files hold macros.'])(
    'begins with a name in small letters: %s',
    (text) => expect(quoted(text)).toEqual([text]),
  );
});
