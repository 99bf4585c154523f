import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerFilter } from '@/lib/tutor/answer-filter/answer-filter';
import { courseLinks } from '@/lib/tutor/answer-filter/course-links';
import { MARKDOWN_FRAGMENTS } from '../../../support/hostile-texts/markdown-fragments';
import { linksInMarkdown } from '../../../support/links-in-markdown';

const isAllowed = courseLinks('https://learn.test', '/docs');

/** An answer after the filter, written in one piece or in the pieces given. */
function filtered(...deltas: string[]): string {
  const filter = answerFilter(isAllowed);
  return deltas.map((delta) => filter.push(delta)).join('') + filter.end();
}

/** Links that leave the course, and whatever is no address at all. */
const strayLinks = (markdown: string) =>
  linksInMarkdown(markdown).filter((link) => {
    if (/^#[\w-]*$/.test(link)) return false;
    const base = 'https://learn.test/docs/module-1/x';
    if (!URL.canParse(link, base)) return true;
    const { origin, pathname } = new URL(link, base);
    return origin !== 'https://learn.test' || !pathname.startsWith('/docs/');
  });

const hostile = fc
  .array(fc.constantFrom(...MARKDOWN_FRAGMENTS), { minLength: 1, maxLength: 12 })
  .map((fragments) => fragments.join(''));

describe('an answer', () => {
  test('never has a link or a picture that leads off the course, however it is put together', () => {
    fc.assert(
      fc.property(hostile, (answer) => {
        expect(strayLinks(filtered(answer))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('is the same however it was cut into deltas', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 5 }), (whole, size) => {
        const cut = Array.from({ length: Math.ceil(whole.length / size) }, (_, at) =>
          whole.slice(at * size, (at + 1) * size),
        );
        expect(filtered(...cut)).toBe(filtered(whole));
      }),
      { numRuns: 1_000 },
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
    ['a reference that is seen', 'a &lt; b &amp;&amp; c&nbsp;d'],
    ['maths', 'With $a[i](x)$ and $x_1 \\\\leq \\\\|y\\\\|$.'],
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
    ['a mail address in pieces', 'Write to [a](https://evil.test)\\@evil.test.', 'Write to a at evil.test.'],
    ['an address behind escapes', 'Go to www\\.evil.test/leak now.', 'Go to evil.test now.'],
    ['an address in character references', 'www&period;evil.test', 'www&amp;period;evil.test'],
    ['a code span that ends a label', '[`](https://evil.test)`]', '[\\`](evil.test)\\`]'],
    [
      'a tag that begins a block',
      '<table>\n```\n\nhttps://evil.test/x',
      '\\<table>\n```\n\nhttps://evil.test/x',
    ],
    ['an unfinished link', 'See [this](https://evil.test', 'See \\[this](evil.test'],
  ])('shows of %s what it says', (_what, text, shown) => {
    expect(filtered(text)).toBe(shown);
  });
});
