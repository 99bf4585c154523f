import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedCharacters } from '../../evaluation/tutor/changed-characters';

const prose = fc.string({ unit: fc.constantFrom(...'abcdeé ن节.,\n'), maxLength: 60 });

describe('characters that changed between model and student', () => {
  test.each([
    ['nothing', 'A node has a name [[1]].', 'A node has a name.', 0],
    ['markers of other forms', 'One [1, 2]. Two 【3†source】. Three [Source 4].', 'One. Two. Three.', 0],
    ['blanks', 'One.  Two.\n\nThree.', 'One. Two. Three.', 0],
    ['a word that is gone', 'A node has a long name.', 'A node has a name.', 4],
    ['a word that has come', 'A node.', 'A small node.', 5],
    ['a letter for another', 'colour', 'color', 1],
    ['a bracket that is escaped', 'see <b>', 'see \\<b>', 1],
    ['everything', 'abc', 'xyz', 6],
    ['an answer that is gone', 'abc', '', 3],
  ])('are counted: %s', (_, written, shown, expected) => {
    expect(changedCharacters(written, shown)).toBe(expected);
  });

  test('are none for the same text, and as many in both directions', () => {
    fc.assert(
      fc.property(prose, prose, (a, b) => {
        expect(changedCharacters(a, a)).toBe(0);
        expect(changedCharacters(a, b)).toBe(changedCharacters(b, a));
      }),
    );
  });

  test('are as many as were put in', () => {
    fc.assert(
      fc.property(
        prose,
        prose,
        fc.string({ unit: fc.constantFrom(...'XYZ'), maxLength: 9 }),
        (a, b, more) => {
          expect(changedCharacters(a + b, a + more + b)).toBe(more.length);
        },
      ),
    );
  });
});
