import { describe, expect, it } from 'vitest';
import { comparedSides } from '@/lib/search/text/question-subjects';

describe('comparedSides', () => {
  it.each([
    ['services vs actions', ['services', 'actions']],
    ['What is the difference between a topic and a service in ROS 2?', ['topic', 'service']],
    ['How is SLAM different from localization?', ['SLAM', 'localization']],
  ])('of %s', (question, expected) => {
    expect(comparedSides(question)).toEqual(expected);
  });
});
