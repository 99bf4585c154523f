import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutMarkup } from '@/lib/tutor/guide/markup';

test.each([
  ['what is a node?', 'what is a node?'],
  ['<script>\nalert(1)\n</script>\nwhat is a node?', 'what is a node?'],
  ['what is a node? <script>alert(1)', 'what is a node?'],
  ['what is a node? <!-- never closed', 'what is a node?'],
  ['[click me](http://x.test) what is urdf', 'what is urdf'],
  ['what is [urdf](http://x.test) good for', 'what is urdf good for'],
  ['[urdf](http://x.test)', 'urdf'],
  ['# Help\n\nwhat is a node?', 'what is a node?'],
  ['# What is a node?', 'What is a node?'],
  ['why does it fail\n```\nimport x\n', 'why does it fail'],
  ['```python\nimport rclpy\n```', '```python\nimport rclpy\n```'],
  ['what is a node 【1】【2†source】 [3]', 'what is a node'],
  ['Traceback (most recent call last):\n  File "a.py", line 1\n\nKeyError: 3\nwhy?', 'why?'],
  // What these look like may be what is asked about.
  ['what does <link> mean in <robot name="x">', 'what does <link> mean in <robot name="x">'],
  ['what is __init__ in a class', 'what is __init__ in a class'],
  ['is a < b and c > d', 'is a < b and c > d'],
  ['use_sim_time and snake_case_names', 'use_sim_time and snake_case_names'],
  ['std::vector<double> [0] - 1', 'std::vector<double>   - 1'],
])('%j is read as %j', (message, read) => {
  expect(withoutMarkup(message)).toBe(read);
});

test('something is left of every message that has something, however much of it is markup', () => {
  const pieces = fc.constantFrom(
    ...[
      '<script>',
      '</script>',
      '<!--',
      '-->',
      '![',
      '](',
      ')',
      '[',
      '```\n',
      '\n',
      '# ',
      '**',
      '<b>',
      '【',
      'a ',
      'node ',
    ],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (all) => {
      const message = all.join('').trim();
      expect(withoutMarkup(message) === '').toBe(message === '');
    }),
  );
  for (const sign of ['![', '![](', '[a](', '<script ', '<!--', '```\n', '【', '<b ', '**', '# '])
    expect(withoutMarkup(`${sign.repeat(50_000)} what is a node?`)).not.toBe('');
});
