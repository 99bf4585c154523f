/*
 * Texts that cost a careless reader of Markdown the square of their length, or more. All their words are "x", so that it can be
 * counted whether any is lost.
 */

const filled = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

/** Runs of one character that get longer and longer. */
function growingRuns(character: string, separator: string, length: number): string {
  let text = '';
  for (let run = 1; text.length < length; run += 1) text += character.repeat(run) + separator;
  return text.slice(0, length);
}

/** Pieces that are repeated. */
const REPEATED = [
  ...[
    '_x',
    '*x',
    '*x ',
    'x* ',
    '**x',
    '*x_',
    '**x _y ~~z ',
    '~~x',
    '*.',
    '*x*',
    '*x **y ',
    '_x_x',
    '*你',
    '*😀',
  ],
  ...[
    '[',
    ']',
    '[x](',
    '[](',
    '[x](y',
    '![',
    '![x](',
    '[[x]',
    '[`',
    '[*x](y)',
    '*[x_',
    '[x](y "',
    '[x](<',
    '[x]((',
  ],
  ...['<x', '<x y="', '<', '</', '<!--', '<![CDATA[', '<?', '<x:y', '<x@', 'x@y.', '<br', '<sub>', '<sub>*x'],
  ...['`', '`x', '`x``y', '```x', '```\n', '- ```\n', '|', '| x ', '| x |\n', '|`', '|x|y|\n|-|-|\n', '|-'],
  ...[
    '> ',
    '>',
    '> x\n',
    '> - ',
    '- > ',
    '- ',
    '- x\n',
    '- x\n\n',
    '1. ',
    '1. x\n',
    '+ - * ',
    '- [ ] x\n',
    '- - ',
  ],
  ...[
    '&',
    '&x',
    '&#',
    '\\',
    '\\*',
    '\\(',
    '\\( ',
    '\\[',
    '\\[\n',
    '\\[x](',
    '$',
    '$x',
    '$x ',
    '$$',
    '$$\n',
    '$$\nx\n',
  ],
  ...[
    'x\n$$\n',
    'x\n$$\n\n',
    '$x$ ',
    '$$x$$\n\n',
    '<details>',
    '<details>\n',
    '<details>\n\n',
    '</details>\n',
  ],
  ...['<details><summary>', '> <details>\n', '- <details>\n', '<details>\n\nx\n\n</details>\n\n'],
  ...[
    'http://x',
    'http://x(',
    'http://x)',
    'http://x.y.',
    'www.',
    'www.x ',
    '#',
    '# x\n',
    '[x]: y\n',
    '---\n',
    'x\n===\n',
  ],
  ...[
    '\n',
    '\n ',
    ' ',
    'x  ',
    '\t',
    '  \n',
    'x',
    'x ',
    'x\n',
    'x\n\n',
    'h',
    '!',
    ':',
    '    x\n',
    '*_[`<$\\(~~![&',
  ],
];

/** Pieces of which the first fills one half of the text and the second the other. */
const HALVES: [string, string][] = [
  ['[', ']'],
  ['*x ', ' x*'],
  ['**x ', 'x** '],
  ['_x ', 'x_ '],
  ['*x _y ', 'z_ '],
  ['\\(', '\\)'],
  ['<details>\n', '</details>\n'],
  ['<sub>x', '</sub>'],
  ['[x', '](y)'],
  ['[x](', 'y)'],
  ['http://x(', ')'],
  ['$x ', ' x$'],
  ['- x\n', '  x\n'],
];

/** Texts of `length` UTF-16 code units, by what they are made of. */
export function hostileLengths(length: number): [name: string, text: string][] {
  const columns = Math.floor(Math.sqrt(length) / 2);
  const nested = (indent: string, marker: string) =>
    Array.from({ length: columns }, (_, depth) => `${indent.repeat(depth)}${marker} x`).join('\n');
  return [
    ...REPEATED.map((piece): [string, string] => [JSON.stringify(piece), filled(piece, length)]),
    ...HALVES.map(([first, second]): [string, string] => [
      JSON.stringify(`${first}…${second}`),
      filled(first, length / 2) + filled(second, length / 2),
    ]),
    ...[...'*_`~[>$#!<\\|&-'].flatMap((character): [string, string][] =>
      [' ', '\n', 'x'].map((separator) => [
        `runs of ${JSON.stringify(character + separator)}`,
        growingRuns(character, separator, length),
      ]),
    ),
    ['an address and brackets', `http://x${filled(')', length)}`],
    ['an address and dots', `http://x${filled('.', length)}`],
    ['a target of brackets', `[x](${filled('(', length)}`],
    ['one line of a list item', `- x\n${filled('  x\n', length)}`],
    ['lists in lists', nested('  ', '-')],
    ['quotes in quotes', nested('>', '>')],
    ['a wide table', `|${filled('x|', length / 2)}\n|${filled('-|', length / 2)}\n`],
    ['a table of pipes', `|${'x|'.repeat(columns)}\n|${'-|'.repeat(columns)}\n${filled('|\n', length)}`],
    ['a long table', `|x|y|\n|-|-|\n${filled('|*x|y\n', length)}`],
  ];
}
