import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerFilter } from '@/lib/tutor/answer-filter/answer-filter';
import { courseLinks } from '@/lib/tutor/answer-filter/course-links';
import { linksInMarkdown } from '../../../support/links-in-markdown';

const isAllowed = courseLinks('https://learn.test', '/docs');

/** An answer after the filter, written in one piece or in the pieces given. */
function filtered(...deltas: string[]): string {
  const filter = answerFilter(isAllowed);
  return deltas.map((delta) => filter.push(delta)).join('') + filter.end();
}

/** Links that leave the site, and whatever is no address at all. */
const strayLinks = (markdown: string) =>
  linksInMarkdown(markdown).filter((link) => {
    const base = 'https://learn.test/docs/module-1/x';
    return !URL.canParse(link, base) || new URL(link, base).origin !== 'https://learn.test';
  });

/** What a hostile answer is made of. Together they make every construct of Markdown, whole and half. */
const FRAGMENTS = [
  ...[
    '[',
    ']',
    '(',
    ')',
    '![',
    '](',
    '][',
    ']:',
    '<',
    '>',
    '`',
    '``',
    '```',
    '~~~',
    '\\',
    '!',
    '|',
    '*',
    '_',
    ':',
  ],
  ...[
    '\n',
    '\n\n',
    ' ',
    '    ',
    '  ',
    '> ',
    '- ',
    '1. ',
    '# ',
    '\n```\n',
    '\n| a | b |\n|---|---|\n',
    '\t',
    '\r\n',
  ],
  ...['https://evil.test/x?q=secret', 'http://evil.test', 'www.evil.test', '//evil.test/a', 'a@evil.test'],
  ...[
    '/docs/module-1/x',
    'https://learn.test/docs/y#z',
    'javascript:alert(1)',
    'mailto:a@evil.test',
    'data:,x',
  ],
  ...[
    '[a](https://evil.test)',
    '![a](https://evil.test/b.png)',
    '[r]: https://evil.test',
    '[r][]',
    '[1]: //evil.test',
  ],
  ...[
    '<https://evil.test>',
    '<img src=https://evil.test>',
    '<a href="//evil.test">',
    '<!-- x -->',
    '&#47;&#47;evil.test',
  ],
  ...[
    'https&colon;//evil.test',
    '[1]',
    '[1, 2]',
    'word',
    'ros2 topic list',
    '\u200b',
    '\u{E0041}',
    'a',
    '"t"',
    "'t'",
  ],
];

const hostile = fc.array(fc.constantFrom(...FRAGMENTS), { minLength: 1, maxLength: 14 });

describe('an answer', { timeout: 600_000 }, () => {
  test('never has a link or a picture that leads off the course, however it is put together', () => {
    fc.assert(
      fc.property(hostile, (fragments) => {
        expect(strayLinks(filtered(fragments.join('')))).toEqual([]);
      }),
      { numRuns: Number(process.env.RUNS ?? 3_000) },
    );
  });

  test('is the same however it was cut into deltas', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 5 }), (fragments, size) => {
        const whole = fragments.join('');
        const cut = Array.from({ length: Math.ceil(whole.length / size) }, (_, at) =>
          whole.slice(at * size, (at + 1) * size),
        );
        expect(filtered(...cut)).toBe(filtered(whole));
      }),
      { numRuns: 5_000 },
    );
  });

  test.each([
    ['words', 'A node does one job. It is 3 < 4, a & b, 50 %: fine!'],
    ['citations', 'Topics are channels [1], and services answer [2, 3]. [1][2]'],
    ['lists and headings', '## Steps\n\n1. Build it.\n2. Run it.\n\n- one\n- two'],
    ['tables', '| a | b |\n| --- | --- |\n| `x` | 2 |'],
    ['code with addresses', '```bash\ngit clone https://github.com/ros2/demos.git\n```\n'],
    ['code in a line', 'Run `curl https://example.org/x` or `vector<int>` and `data[0](x)`.'],
    [
      'links into the course',
      'See [topics](/docs/module-1/topics#qos) or <https://learn.test/docs/module-1>.',
    ],
    ['intervals and indices', 'In [0, 1] and [0, 1), where data[3] is `x`.'],
    ['escapes', 'Not \\[a link\\](x) and not \\`code\\`.'],
    ['emoji and other scripts', 'سلام 👩‍💻 你好，世界。می‌خواهم'],
    ['an open code block', '```python\nprint("https://example.org")'],
    [
      'names of packages',
      'Use package://robot/meshes/a.stl and geometry_msgs/msg/Twist and rclpy.node.Node.',
    ],
  ])('keeps %s as they are', (_what, text) => {
    expect(filtered(text)).toBe(text);
    expect(filtered(...text)).toBe(text);
  });

  test.each([
    ['a link', 'See [the manual](https://evil.test/a?b=c).', 'See the manual.'],
    ['a picture', 'Look: ![a map](https://evil.test/p.png) here', 'Look: a map here'],
    ['a picture in a link', '[![map](https://evil.test/p)](https://evil.test)', 'map'],
    ['a bare address', 'Go to https://evil.test/leak?name=Ada now.', 'Go to evil.test now.'],
    ['an address in brackets', 'Go to <https://evil.test/leak>.', 'Go to evil.test.'],
    ['a mail address', 'Write to a@evil.test.', 'Write to a at evil.test.'],
    ['an unfinished link', 'See [this](https://evil.test', 'See \\[this](evil.test'],
  ])('shows of %s what it says', (_what, text, shown) => {
    expect(filtered(text)).toBe(shown);
  });
});
