import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { passageVector } from '@/lib/search/qdrant/passage-vector';
import { questionVector } from '@/lib/search/qdrant/question-vector';
import type { SparseVector } from '@/lib/search/qdrant/sparse-vector';
import { sparseVector } from '@/lib/search/qdrant/sparse-vector';
import { termIndex } from '@/lib/search/qdrant/term-index';
import { samplePassage } from '@/tests/support/sample-passage';

const bare = { headingPath: [], lessonTitle: '' };

function weightOf(term: string, { indices, values }: SparseVector): number {
  return values[indices.indexOf(termIndex(term))] ?? 0;
}

describe('the vector of a passage', () => {
  test('has each place once, within 32 bits, with a weight above 0, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { indices, values } = passageVector(samplePassage({ ...bare, text }));
        expect(new Set(indices).size).toBe(indices.length);
        expect(values).toHaveLength(indices.length);
        expect(indices.every((index) => Number.isInteger(index) && index >= 0 && index < 2 ** 32)).toBe(true);
        expect(values.every((value) => value > 0 && Number.isFinite(value))).toBe(true);
      }),
    );
  });

  test('does not depend on where it was made', () => {
    expect(termIndex('topic')).toBe(0x23d6_11a6);
  });

  test('a word that is repeated counts for more, but never for more than k1 + 1', () => {
    const once = weightOf('gripper', passageVector(samplePassage({ ...bare, text: 'gripper arm' })));
    const often = weightOf('gripper', passageVector(samplePassage({ ...bare, text: 'gripper '.repeat(50) })));
    expect([often > once, often < 2.2]).toEqual([true, true]);
  });

  test('a word of a long text counts for less than one of a short text', () => {
    const short = weightOf('gripper', passageVector(samplePassage({ ...bare, text: 'gripper' })));
    const long = weightOf(
      'gripper',
      passageVector(samplePassage({ ...bare, text: `gripper ${'other words '.repeat(400)}` })),
    );
    expect(long).toBeLessThan(short);
  });

  test('a word of a heading counts for more than one of the text, and that for more than one of code', () => {
    const vector = passageVector(
      samplePassage({ lessonTitle: '', headingPath: ['Gripper'], text: 'arm\n\n```text\nwheel\n```' }),
    );
    const [heading, text, code] = ['gripper', 'arm', 'wheel'].map((term) => weightOf(term, vector));
    expect([Number(heading) > Number(text), Number(text) > Number(code), Number(code) > 0]).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('a title that is its first heading too counts once', () => {
    const once = passageVector(samplePassage({ lessonTitle: 'Gripper', headingPath: [], text: 'arm' }));
    const twice = passageVector(
      samplePassage({ lessonTitle: 'Gripper', headingPath: ['Gripper'], text: 'arm' }),
    );
    expect(weightOf('gripper', twice)).toBe(weightOf('gripper', once));
  });
});

describe('the vector of a question', () => {
  test('leaves out how it is asked', () => {
    expect(questionVector('What is a topic?').indices).toEqual([termIndex('topic')]);
  });

  test('is empty if that is all there is', () => {
    expect(questionVector('what is it')).toEqual({ indices: [], values: [] });
  });

  test('finds other words for the same thing', () => {
    const { indices, values } = questionVector('teleop');
    expect(values[indices.indexOf(termIndex('teleoper'))]).toBe(0.5);
  });

  test('is not led astray by a word that every object has', () => {
    expect(questionVector('constructor').indices).toHaveLength(1);
  });

  test('has what its words stand for beside them, and no word twice', () => {
    const { indices, values } = questionVector('laser efort', [
      ['effort', 0.95],
      ['laser', 0.7],
    ]);
    const weights = new Map(indices.map((index, place) => [index, values[place]]));
    expect(weights).toEqual(
      new Map([
        [termIndex('effort'), 0.95],
        [termIndex('laser'), 1],
        [termIndex('efort'), 1],
      ]),
    );
  });

  test('finds an identifier whole and in its parts', () => {
    const { indices } = questionVector('rclpy.Node');
    const found = new Set(passageVector(samplePassage({ ...bare, text: 'Make a `rclpy.Node`.' })).indices);
    expect([indices.length > 1, indices.every((index) => found.has(index))]).toEqual([true, true]);
  });
});

test('terms that fall on one place add up', () => {
  expect(
    sparseVector([
      ['topic', 1],
      ['topic', 2],
    ]).values,
  ).toEqual([3]);
});
