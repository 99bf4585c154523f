import { expect, test } from 'vitest';
import { plainLine } from '@/lib/tutor/answer-filter/plain-line';

test.each([
  ['a title', 'Nodes and topics: 3 < 4, data[0](x) & more'],
  ['a name', 'geometry_msgs/msg/Twist'],
  ['another script', 'می‌خواهم 你好 👩‍💻'],
])('%s stays as it is', (_what, line) => {
  expect(plainLine(line)).toBe(line);
});

test.each([
  ['a link', 'Read [the manual](https://evil.test/x).', 'Read the manual.'],
  ['a picture in a link', '[![map](https://evil.test/p)](//evil.test)', 'map'],
  ['an address', 'See https://evil.test/x?q=1 now', 'See evil.test now'],
  ['hidden characters', 'No\u200Bdes\u{E0041}', 'Nodes'],
])('of %s, what it says is left', (_what, line, shown) => {
  expect(plainLine(line)).toBe(shown);
});
