import { describe, expect, test } from 'vitest';
import { passageSource } from '@/lib/tutor/passage-source';
import { samplePassage } from '../../support/sample-passage';

const source = (given: Parameters<typeof samplePassage>[0]) =>
  passageSource(samplePassage(given), 'https://learn.test');

describe('the citation of a passage', () => {
  test('leads to its page', () => {
    expect(source({ path: '/docs/module-1-ros2/topics#qos' }).url).toBe(
      'https://learn.test/docs/module-1-ros2/topics#qos',
    );
  });

  test('never leads off the site, whatever the passage says of its path', () => {
    expect(source({ path: '//evil.test/docs' }).url).toBe('https://learn.test/');
  });

  test('has nothing hidden in what it says, and addresses as the text that they are', () => {
    const hidden = '\u200B\u{E0041}';
    const { title, attribution, description } = source({
      lessonTitle: `Topics${hidden} [free](https://evil.test/x)`,
      moduleTitle: `ROS 2${hidden}`,
      sectionTitle: 'www.evil.test/x',
      text: `A topic${hidden} is a channel, see https://evil.test/x?q=1 for more.`,
    });
    expect({ title, attribution, description }).toEqual({
      title: 'Topics [free](https://evil.test/x)',
      attribution: 'ROS 2 · www.evil.test/x',
      description: 'A topic is a channel, see https://evil.test/x?q=1 for more.',
    });
  });

  test.each([
    [
      'Stop **if** `distance < 0.5` and speed > 0, 2*x | y #1.',
      'Stop if distance < 0.5 and speed > 0, 2*x | y #1.',
    ],
    ['# Topics\n\n- one\n- two\n\n```sh\nros2 topic list\n```\n\n> Done.', 'Topics one two Done.'],
    ['| a | b |\n|---|---|\n| 1 | 2 |', 'a b 1 2'],
    [
      'See [topics](/docs/topics) and ![a map](map.png), BEST_EFFORT or _best_.',
      'See topics and a map, BEST_EFFORT or best.',
    ],
  ])('quotes %j as it is read', (text, quoted) => {
    expect(source({ text }).description).toBe(quoted);
  });
});
