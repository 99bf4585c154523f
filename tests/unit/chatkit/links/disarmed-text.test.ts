import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DisarmedText, disarm } from '@/lib/chatkit/links/disarmed-text';
import { MARKDOWN_FRAGMENTS } from '../../../support/hostile-texts/markdown-fragments';
import { linksInMarkdown } from '../../../support/links-in-markdown';

const ALLOWED = ['https://learn.test/docs/', 'docs.ros.org'];

function streamed(...deltas: string[]): string {
  const text = new DisarmedText(ALLOWED);
  return deltas.map((delta) => text.push(delta)).join('') + text.end();
}

/** Links that lead somewhere else, but for bare mail addresses, which carry nothing. */
const strayLinks = (markdown: string) =>
  linksInMarkdown(markdown).filter((link) => {
    if (/^#[\w-]*$/.test(link) || /^mailto:[\w.+-]+@[\w.-]+$/.test(link)) return false;
    if (!URL.canParse(link, 'https://learn.test/docs/')) return true;
    const { origin, pathname, search } = new URL(link, 'https://learn.test/docs/');
    if (search) return true;
    return (
      !(origin === 'https://learn.test' && pathname.startsWith('/docs/')) && origin !== 'https://docs.ros.org'
    );
  });

/** Longer than what is held back until it is known what it is. */
const LONG = `https://learn.test/docs/${'module-1-ros2/'.repeat(6)}topics`;

const hostile = fc
  .array(fc.constantFrom(...MARKDOWN_FRAGMENTS), { minLength: 1, maxLength: 12 })
  .map((fragments) => fragments.join(''));

describe('a text that was disarmed', () => {
  test('has no link that leads elsewhere, however it is put together', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(strayLinks(disarm(text, ALLOWED).text)).toEqual([]);
      }),
      { numRuns: 4_000, seed: 16 },
    );
  });

  test('has none while it comes', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(strayLinks(streamed(text))).toEqual([]);
      }),
      { numRuns: 4_000, seed: 16 },
    );
  });

  test('has none when what is held goes out early, wherever that is', () => {
    fc.assert(
      fc.property(hostile, fc.array(fc.nat(60), { minLength: 1, maxLength: 4 }), (text, pauses) => {
        const disarmed = new DisarmedText(ALLOWED);
        let shown = '';
        for (const [at, character] of [...text].entries()) {
          shown += disarmed.push(character);
          if (pauses.includes(at)) shown += disarmed.release();
        }
        expect(strayLinks(shown + disarmed.end())).toEqual([]);
      }),
      { numRuns: 4_000, seed: 16 },
    );
  });

  test('has none where one that is allowed is long, whatever follows it', () => {
    const beginning = fc.constantFrom(
      `[a](${LONG}`,
      `[a](/docs/${'module-1-ros2/'.repeat(6)}`,
      `[a](https://docs.ros.org/${'en/'.repeat(30)}`,
      `[a](/${'docs/'.repeat(20)}`,
      `[a](/admin/${'docs/'.repeat(20)}`,
      `[a](https://learn.test/${'docs/'.repeat(20)}`,
      `[a](//evil.test/${'docs/'.repeat(20)}`,
    );
    const further = fc.constantFrom(
      '',
      '/..',
      '/%2e%2e/',
      '/../..',
      '?q=',
      '@evil.test',
      ':80',
      '\\..',
      '#a',
      '%',
      '//',
    );
    fc.assert(
      fc.property(hostile, beginning, further, hostile, (before, start, end, after) => {
        const text = `${before}${start}${end})${after}`;
        for (const shown of [disarm(text, ALLOWED).text, streamed(...text)]) {
          // A question behind a lesson leads to the lesson.
          const away = strayLinks(shown).filter((link) => !link.startsWith('https://learn.test/docs/'));
          expect(away).toEqual([]);
        }
      }),
      { numRuns: 2_000, seed: 16 },
    );
  });

  test.each([
    ['words', 'A node does one job. It is 3 < 4, a & b, R&D, 50 %: fine!'],
    ['comparisons', 'stop if distance<threshold and speed>0 here, if a<b and c>d'],
    ['types', 'map<string,int> m and std::vector<double> v and List<T>'],
    ['lists and headings', '## Steps\n\n1. Build it.\n2. Run it.\n\n- one\n- [ ] two\n- [x] three'],
    ['tables', '| a | b |\n| --- | --- |\n| `x` | 2 |'],
    ['code with addresses', '```bash\ngit clone https://github.com/ros2/demos.git\n```\n'],
    [
      'code in a list',
      '1. A\n   - B\n     ```cpp\n     #include <rclcpp/rclcpp.hpp> // http://x.test\n     ```',
    ],
    ['code in a line', 'Run `curl https://example.org/x` or `vector<int>` and `data[0](x)`.'],
    [
      'links that are allowed',
      'See [topics](/docs/module-1/topics#qos), [QoS](https://docs.ros.org/en/humble/a.html), https://docs.ros.org/en/humble/b.html.',
    ],
    [
      'links that are allowed and long',
      `See [topics](${LONG}#qos), [more](/docs/${'module-1/'.repeat(9)}), ${LONG} and **[QoS](https://docs.ros.org/${'en/'.repeat(30)}a.html)**.`,
    ],
    ['intervals and indices', 'In [0, 1] and [0, 1), where data[3] is `x`.'],
    ['escapes', 'Not \\[a link\\] and not \\`code\\`.'],
    ['emoji and other scripts', 'سلام 👩‍💻 你好，世界。می‌خواهم'],
    ['references that are seen', 'a &lt; b &amp;&amp; c&nbsp;d'],
    ['maths', 'With $x_1 \\\\leq \\\\|y\\\\|$ and 7//2 and f(*args, **kwargs).'],
    ['machines', 'ssh ubuntu@192.168.1.5 and /scan@sensor_msgs/msg/LaserScan'],
    [
      'names of packages',
      'Use package://robot/meshes/a.stl and geometry_msgs/msg/Twist and rclpy.node.Node.',
    ],
  ])('keeps %s as they are', (_what, text) => {
    expect(disarm(text, ALLOWED).text).toBe(text);
    expect(streamed(...text)).toBe(text);
  });

  test.each([
    [
      'a link',
      'See [the manual](https://evil.test/a?b=c).',
      'See [the manual]\\(`https://evil.test/a?b=c`).',
    ],
    ['a picture', '![a map](https://evil.test/p.png) here', '![a map]\\(`https://evil.test/p.png`) here'],
    ['an address', 'Open http://localhost:8080/ui now.', 'Open `http://localhost:8080/ui` now.'],
    ['an address in brackets', 'Go to <https://evil.test/leak>.', 'Go to <`https://evil.test/leak`>.'],
    ['a query', 'https://docs.ros.org/a?q=secret', 'https://docs.ros.org/a ?q=secret'],
    ['a tag', 'Put <link name="base"> in the file', 'Put \\<link name="base"> in the file'],
    ['a script', '[x](javascript:alert(1))', '[x]\\(javascript:alert(1))'],
    ['a definition', '[r]\n\n[r]: https://evil.test', '[r]\n\n[r]\\: `https://evil.test`'],
  ])('can still be read where it has %s', (_what, text, shown) => {
    expect(disarm(text, ALLOWED).text).toBe(shown);
    expect(streamed(...text)).toBe(shown);
  });

  test('has all that was written, in order, however it was cut', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 7 }), (text, size) => {
        const written = [...text];
        const cut = Array.from({ length: Math.ceil(written.length / size) }, (_, at) =>
          written.slice(at * size, (at + 1) * size).join(''),
        );
        const shown = streamed(...cut);
        let at = 0;
        for (const character of shown) if (character === written[at]) at += 1;
        expect(written.slice(at)).toEqual([]);
        expect(shown).toBe(streamed(text));
      }),
      { numRuns: 2_000, seed: 16 },
    );
  });

  test('knows where the places of the text are', () => {
    const { text, shownIndex } = disarm('Go to https://evil.test/x and 🤖 stop', ALLOWED);
    expect(text).toBe('Go to `https://evil.test/x` and 🤖 stop');
    expect(shownIndex(6)).toBe(6);
    expect(shownIndex('Go to https://evil.test/x and 🤖'.length - 1)).toBe(
      [...'Go to `https://evil.test/x` and 🤖'].length,
    );
  });
});
