import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OverlapFilter, overlapOf } from '@/lib/chatkit/server/overlap';

/** What is added to `before`. */
function added(before: string, deltas: string[]): string {
  const filter = new OverlapFilter(before);
  return deltas.map((delta) => filter.push(delta)).join('') + filter.end();
}

describe('what repeats the end of an answer', () => {
  test.each([
    ['nothing', 'A lidar measures dist', 'ances.', 'ances.'],
    ['the word that was cut', 'A lidar measures dist', 'distances.', 'ances.'],
    ['the last words', 'A lidar measures distances', 'measures distances with light.', ' with light.'],
    ['the last line, after a blank one', 'One.\n\nA lidar measures', '\n\nA lidar measures well.', ' well.'],
    ['the last line of code', 'def spin():\n    rclpy.spin(no', '    rclpy.spin(node)', 'de)'],
    [
      'words in a language without blanks',
      '激光雷达通过发射激光来测量距离',
      '发射激光来测量距离并成像。',
      '并成像。',
    ],
  ])('is left out: %s', (_, before, after, rest) => {
    expect(added(before, [after])).toBe(rest);
    expect(added(before, Array.from(after))).toBe(rest);
  });

  test.each([
    ['letters that go on a word', 'Wel', 'lo', 'lo'],
    ['a short word inside another', 'He is a pirate', 'ate', 'ate'],
    ['rows of a table', '| --- | --- |', ' --- | --- |', ' --- | --- |'],
    ['brackets of code', '}\n    }\n', '    }\n}', '    }\n}'],
    ['a number', 'It costs 10', '100', '100'],
    [
      'rows that are equal',
      '  {"a": null},\n  {"a": null},\n',
      '  {"a": null},\n  {"a": null},\n]',
      '  {"a": null},\n  {"a": null},\n]',
    ],
    [
      'rows that are equal, cut before the end of the line',
      '  {"a": null},\n  {"a": null},',
      '\n  {"a": null},\n]',
      '\n  {"a": null},\n]',
    ],
    [
      'a line of code that is said again',
      'for x in y:\n    print(x)\n',
      '    print(x)\n    print(y)',
      '    print(x)\n    print(y)',
    ],
    [
      'a line of code that is said again behind its indent',
      'for x in y:\n    print(x)\n    ',
      'print(x)\n    print(y)',
      'print(x)\n    print(y)',
    ],
    ['a word that is said twice', 'It is very ', 'very good', 'very good'],
  ])('is not %s', (_, before, after, rest) => {
    expect(added(before, [after])).toBe(rest);
    expect(added(before, Array.from(after))).toBe(rest);
  });

  test('nothing is lost, however the text is cut into deltas', () => {
    const words = fc.array(fc.constantFrom('lidar ', 'and ', 'an', 'd', '\n', 'x', '激光'), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(words, words, (before, deltas) => {
        const [tail, text] = [before.join(''), deltas.join('')];
        const rest = added(tail, deltas);
        expect(text.endsWith(rest)).toBe(true);
        expect(rest).toBe(text.slice(overlapOf(tail, text)));
      }),
      { numRuns: 2000 },
    );
  });

  test('it is bounded: a repetition of more than two paragraphs is another answer', () => {
    const long = Array.from({ length: 800 }, (_, n) => `word${n}`).join(' ');
    expect(added(long, [long])).toBe(long);
  });
});
