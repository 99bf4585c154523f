import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeMarkdown } from '@/element/markdown/complete-markdown';

describe('completeMarkdown', () => {
  it.each([
    ['closes bold', 'A **bold wor', 'A **bold wor**'],
    ['closes nested emphasis', 'A **bold *and', 'A **bold *and***'],
    ['closes code', 'Run `ros2 no', 'Run `ros2 no`'],
    ['drops a delimiter that holds nothing yet', 'A **', 'A '],
    ['keeps a closed one', 'A **b** c', 'A **b** c'],
    ['keeps a lone star between spaces', '2 * 3 = 6', '2 * 3 = 6'],
    ['keeps underscores in names', 'call my_node_name now', 'call my_node_name now'],
    ['shows the words of an unfinished link', 'See [the lesson](https://exa', 'See the lesson'],
    ['shows the words of a link that has no target yet', 'See [the les', 'See the les'],
    ['hides an unfinished image', 'Look ![a robot](https://exa', 'Look '],
    ['holds back dashes under a line', 'Title\n--', 'Title'],
    ['holds back the start of a list', 'List:\n- ', 'List:'],
    ['holds back the start of a fence', 'Code:\n``', 'Code:'],
    ['leaves an open fence open', '```py\nx = **2', '```py\nx = **2'],
    ['hides half of a closing fence', '```py\nx = 1\n``', '```py\nx = 1'],
    ['holds back a table without its second row', 'T:\n| a | b |', 'T:'],
    ['holds back a table whose second row is unfinished', 'T:\n| a | b |\n| --', 'T:'],
    ['shows a table from its second row on', '| a | b |\n| - | - |', '| a | b |\n| - | - |'],
    ['shows a row while it grows', '| a | b |\n| - | - |\n| c', '| a | b |\n| - | - |\n| c'],
    ['closes emphasis of the last list item only', '- **a** b\n- **c', '- **a** b\n- **c**'],
  ])('%s', (_name, source, expected) => {
    expect(completeMarkdown(source)).toBe(expected);
  });

  it('never throws, whatever arrives', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab *_`~[]()!|-#>\n<1.'), maxLength: 60 }), (text) => {
        completeMarkdown(text);
      }),
    );
  });
});
