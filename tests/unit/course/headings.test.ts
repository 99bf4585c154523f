import { describe, expect, it } from 'vitest';
import { headings } from '@/lib/search/course';

const anchors = (body: string) => headings(body).map(({ anchor }) => anchor);

describe('headings of a page', () => {
  it('gives depth, text, anchor and line', () => {
    expect(headings('Intro.\n\n## Run `ros2 topic echo`\n\n### What *now*?\n')).toEqual([
      { depth: 2, text: 'Run ros2 topic echo', anchor: 'run-ros2-topic-echo', line: 3 },
      { depth: 3, text: 'What now?', anchor: 'what-now', line: 5 },
    ]);
  });

  it('numbers repeated headings over the whole page', () => {
    expect(anchors('## Setup\n## Run\n### Setup\n## Setup\n')).toEqual([
      'setup',
      'run',
      'setup-1',
      'setup-2',
    ]);
  });

  it('does not take comments in code for headings', () => {
    expect(anchors('## Real\n\n```bash\n# terminal 1\n## not this\n```\n\n    # nor this\n')).toEqual([
      'real',
    ]);
  });

  it('honours a custom id and removes it from the text', () => {
    expect(headings('## Setting up {#setup}\n## Setup\n')).toMatchObject([
      { text: 'Setting up', anchor: 'setup' },
      // As in Docusaurus, which does not count the given one among those that repeat.
      { text: 'Setup', anchor: 'setup' },
    ]);
  });

  it('keeps colons that look like directives in the text; the anchor goes without, as in Docusaurus', () => {
    expect(headings('## Type std_msgs:msg of a:b at 16:9\n')).toMatchObject([
      { text: 'Type std_msgs:msg of a:b at 16:9', anchor: 'type-std_msgs-of-a-at-169' },
    ]);
  });

  it('finds headings in call-outs and quotes too, as the page has them', () => {
    expect(anchors(':::note[Title]\n## Inside\n:::\n\n## Inside\n')).toEqual(['inside', 'inside-1']);
  });
});
