import { describe, expect, it } from 'vitest';
import { inflection } from '@/lib/search/text/inflection';
import { namesIn } from '@/lib/search/text/names-in';
import { phrasePairs } from '@/lib/search/text/phrases';
import { comparedSides } from '@/lib/search/text/question-subjects';

describe('inflection', () => {
  it.each([
    ['topics', 'topic', 'same'],
    ['published', 'publishing', 'same'],
    ['visualise', 'visualized', 'same'],
    ['stopped', 'stopping', 'same'],
    ['united', 'units', 'verb'],
    ['business', 'busy', 'alike'],
    ['general', 'generate', 'alike'],
  ] as const)('of %s and %s is %s', (asked, known, expected) => {
    expect(inflection(asked, known)).toBe(expected);
  });
});

describe('namesIn', () => {
  it('takes capitals inside a sentence for names, and those at its start for nothing', () => {
    expect([...namesIn('Hello. How do I run Nav2 on Windows?')]).toEqual(['nav2', 'window']);
  });

  it('finds none in a title', () => {
    expect(namesIn('How Do I Write A Publisher Node').size).toBe(0);
  });
});

describe('phrasePairs', () => {
  it.each([
    ['What is the speed of light?', ['speed light']],
    ["What's a lifecycle node in ROS 2?", ['lifecycl node']],
    ['What is a node?', []],
    ['How do I start a lifecycle node?', []],
  ])('of %s', (question, expected) => {
    expect(phrasePairs(question).map(([one, other]) => `${one.whole} ${other.whole}`)).toEqual(expected);
  });
});

describe('comparedSides', () => {
  it.each([
    ['services vs actions', ['services', 'actions']],
    ['What is the difference between a topic and a service in ROS 2?', ['topic', 'service']],
    ['How is SLAM different from localization?', ['SLAM', 'localization']],
  ])('of %s', (question, expected) => {
    expect(comparedSides(question)).toEqual(expected);
  });
});
