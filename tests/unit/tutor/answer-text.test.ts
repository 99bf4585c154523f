import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AnswerText, type Segment } from '@/lib/tutor/model-wire/answer-text';
import { Repetition } from '@/lib/tutor/model-wire/repetition';
import { textQuirks } from '../../support/model-quirks/text-quirks';

const TOOLS = ['search_robolearn_content', 'read_lesson'];

function read(pieces: string[]): { text: string; thought: string; calls: unknown[]; mostHeld: number } {
  const answer = new AnswerText({ tools: TOOLS, thoughts: 'marked' });
  const got = { text: '', thought: '', calls: [] as unknown[], mostHeld: 0 };
  let pushed = 0;
  const take = (segments: Segment[]) => {
    for (const segment of segments) {
      if (segment.kind === 'text') got.text += segment.text;
      if (segment.kind === 'thought') got.thought += segment.text;
      if (segment.kind === 'call') got.calls.push(segment.call);
      if (segment.kind === 'retracted') got.text = '';
    }
  };
  for (const piece of pieces) {
    take(answer.push(piece));
    pushed += piece.length;
    got.mostHeld = Math.max(got.mostHeld, pushed - got.text.length);
  }
  take(answer.end());
  return got;
}

/** Cuts a text at the given places. */
const cut = (text: string, places: number[]) => {
  const at = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((from, index) => text.slice(from, at[index] ?? text.length));
};

const PARTS = [
  '<think>',
  '</think>',
  '<THINK>',
  '<think a="b">',
  ' is a tag',
  '<|im_end|>',
  '</s>',
  '<thinking>',
  '\n',
  '\n\n',
  ' ',
  '`',
  '```',
  '```json\n',
  '<tool_call>',
  '</tool_call>',
  '<tools>',
  '[TOOL_CALLS]',
  '<function=read_lesson>',
  '</function>',
  '<function=other>',
  '{"name": "other", "arguments": {}}',
  '{"name": "search_robolearn_content", "arguments": {"query": "x"}}',
  '{"name":',
  '[',
  ']',
  '<',
  '>',
  '{',
  '}',
  'words',
  'A topic is a channel.',
  '| 0 | 0 |',
  '1.',
  '名',
  '🤖',
];
const written = fc.array(fc.constantFrom(...PARTS), { maxLength: 14 }).map((parts) => parts.join(''));

describe('the text of a model, taken apart', () => {
  test('is the same however it was cut', () => {
    fc.assert(
      fc.property(written, fc.array(fc.nat(), { maxLength: 20 }), (text, places) => {
        const { mostHeld: _, ...whole } = read([text]);
        expect(read(cut(text, places))).toMatchObject(whole);
        expect(read([...text])).toMatchObject(whole);
      }),
      { numRuns: 3_000, seed: 29 },
    );
  });

  test.each(textQuirks)('is the same however it was cut: $habit', ({ texts: [text = ''] }) => {
    const { mostHeld: _, ...whole } = read([text]);
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 20 }), (places) => {
        expect(read(cut(text, places))).toMatchObject(whole);
      }),
      { numRuns: 100 },
    );
  });

  test('passes at once where nothing in it can become anything else', () => {
    const plain = fc
      .string({ unit: 'grapheme' })
      .filter((text) => /^\s*[^\s<[{`]/.test(text) && !/[<[]/.test(text));
    fc.assert(
      fc.property(fc.array(plain, { maxLength: 30 }), (pieces) => {
        expect(read(pieces)).toMatchObject({ text: pieces.join(''), mostHeld: 0 });
      }),
    );
  });

  test('holds back 64 characters at most of what stays an answer', () => {
    fc.assert(
      fc.property(written, (text) => {
        const { text: shown, thought, calls, mostHeld } = read([...text]);
        if (
          thought === '' &&
          calls.length === 0 &&
          shown === text &&
          // What may be a call of a tool that was offered is held to its end.
          !TOOLS.some((tool) => text.includes(tool))
        ) {
          // The bounds of decision 0029: of another tool's call at the beginning, behind a token of calls, and of all else.
          const isCall = /^\s*[<[{]/.test(text);
          const isToken = /\[TOOL_CALLS\]|<[|｜]/.test(text);
          expect(mostHeld).toBeLessThanOrEqual(isCall ? 400 : isToken ? 128 : 64);
        }
      }),
      { numRuns: 3_000, seed: 29 },
    );
  });
});

test.each([
  '[{"name":"search_robolearn_content"}, {"name":"read_lesson"}] are the tools that I have, and there are no others here.',
  '{"name": "search_robolearn_content", "description": "It searches the course for what you ask and finds passages"}',
  'Like this:\n<tool_call>{"name": "x", "arguments": {"text": "as long as it has to be, and then longer by a word"}}</tool_call>',
])('no more than 64 characters are held back of %s', (text) => {
  expect(read([...text])).toMatchObject({ text, calls: [] });
  expect(read([...text]).mostHeld).toBeLessThanOrEqual(64);
});

describe('repetition', () => {
  const loops = (text: string) => {
    const repetition = new Repetition();
    return [...text.matchAll(/[\s\S]{1,7}/g)].some(([piece]) => repetition.push(piece));
  };
  /** What an answer may begin with before it does not end. */
  const START = 'A topic is a named channel over which nodes send messages. '.repeat(1);

  test.each([
    'I will search the course for this. ',
    'Let me know if you have questions!\n',
    'the ',
    'ha',
    '\n',
    ' ',
    '!',
    '0, ',
    '| 0 | 0 |\n',
    'ROS 2 is a framework. Nodes talk over topics. Each topic has a type, and each message fits it.\n\n',
    '- Nodes\n- Topics\n- Services\n',
    '机器人',
    '```\nros2 run demo_nodes_cpp talker\n```\n',
  ])('of %j is noticed', (piece) => {
    expect(loops(START + piece.repeat(Math.ceil(24_000 / piece.length)))).toBe(true);
  });

  const rows = (count: number, row: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => row(index)).join('\n');
  test.each([
    ['a table of zeros', `${rows(60, (index) => `| ${index} | 0.0 | 0.0 | 0.0 | 0.0 |`)}`],
    ['a matrix of zeros', `np.array([\n${rows(50, () => '    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],')}\n])`],
    ['a thousand zeros', `[${'0, '.repeat(1_000)}]`],
    ['a hundred rows of a hundred zeros', rows(100, () => `[${'0, '.repeat(99)}0],`)],
    ['the same in a fence', `\`\`\`\n${rows(100, () => '0 '.repeat(99))}\n\`\`\``],
    ['190 equal lines of code', rows(190, () => '    motor.step(forward)')],
    ['600 equal lines of code in a fence', `\`\`\`py\n${rows(600, () => '    motor.step(forward)')}\n\`\`\``],
    ['a song', 'la '.repeat(1_400)],
    ['a ruler', '-'.repeat(2_000)],
    ['code with a line again and again', rows(150, () => '    motor.step()')],
    [
      'a table with the same word',
      rows(80, (index) => `| joint_${index} | revolute | revolute | none | none |`),
    ],
    ['a long list', rows(400, (index) => `${index + 1}. Turn the wheel by ${index} degrees.`)],
    [
      'a poem with a refrain',
      rows(30, (index) => `Verse ${index} has words of its own.\nRow, row, row your boat.`),
    ],
    [
      'URDF',
      rows(60, (index) => `<link name="link_${index}"><inertial><mass value="1.0"/></inertial></link>`),
    ],
    ['a map', rows(60, (index) => `${'#'.repeat(40)}${index % 7 === 0 ? '.' : '#'}${'#'.repeat(39)}`)],
    ['CSV', rows(200, (index) => `${index / 10},0.000,0.000,0.000,${Math.sin(index).toFixed(3)}`)],
  ])('is none in %s', (_, text) => {
    expect(loops(`${START}\n\n${text}\n\nThat is all.`)).toBe(false);
  });

  test('is none in sentences made of a few words', () => {
    const word = fc.constantFrom(
      'the',
      'robot',
      'moves',
      'a',
      'joint',
      'and',
      'turns',
      '0',
      '0.0',
      '|',
      '\n',
      '- ',
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 800, maxLength: 3_000 }), (words) => {
        expect(loops(words.join(' '))).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});
