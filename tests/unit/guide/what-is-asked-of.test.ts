import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LocalCourseSearch } from '@/lib/search/local-course-search';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { sidesOf } from '@/lib/tutor/guide/compare';
import { type AskOptions, ask } from './ask';
import { converse, openPage } from './converse';

/** A course with an anecdote before each lesson. */
const PAGES: Record<string, string> = {
  'course.json': '{ "route": "/learn" }',
  'proofing.md': `# Proofing

Last winter a baker left his loaves in a cold cellar, and by noon the customers had gone home hungry.

## What proofing is

Proofing is the last rest of a shaped loaf before it is baked.

## Set up the proofer

Set the temperature, and start the proofer:

\`\`\`bash
proofer start --warm 27 --humid
\`\`\`

The loaf doubles at this temperature in about an hour. If the crust cracks, the cabinet lacks humidity, so fill the tray with water.

## See it on the scale

The option \`--humid\` opens the valve of the tray.
`,
  'baking.md': `# Baking

A loaf that sings when it cools has a good crust, as grandmothers say.

## What an oven does

An oven is a closed box of hot air, and proofing ends in it.

## Terms

| Term | Meaning |
| --- | --- |
| Proofing | Proofing is the time in which a loaf grows. |
`,
};

let dir = '';
let options: AskOptions;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'course-'));
  for (const [file, text] of Object.entries(PAGES)) await writeFile(join(dir, file), text);
  options = {
    search: new LocalCourseSearch({ courseDir: dir, bookId: 'baking' }),
    lessons: new CourseLessonsOnDisk(dir),
  };
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const selected = (text: string): AskOptions => ({
  parts: [{ type: 'input_text', text: `The message is about this quoted text:\n"""\n${text}\n"""` }],
});

describe('an anecdote before the first heading of a lesson', () => {
  test('is not brought by “more” while there is anything else', async () => {
    for (const { text } of await converse(['What is proofing?', 'more', 'more'], options))
      expect(text).not.toContain('cellar');
  });

  test('is not what a section is quoted for', async () => {
    const { text } = await ask('my simulated camera gives no data');
    expect(text).not.toContain('first real day');
  });
});

describe('who tells of a fault', () => {
  test('gets the sentence with its rare word', async () => {
    const { text } = await ask('the crust of my loaf cracks in the proofer, whats wrong', options);
    expect(text).toContain('lacks humidity');
  });

  test.each([
    ['it says the parameter was never declared when i set it', 'must declare a parameter before'],
    ['tf2 complains about extrapolation errors', 'extrapolation'],
    ['training fails, the graphics card has not enough memory', 'runs out of memory, halve'],
  ])('gets neither a definition nor the command that was tried: %s', async (question, quotation) => {
    expect((await ask(question)).text).toContain(quotation);
  });
});

describe('a follow-up', () => {
  test('finds other words for the subject in another lesson', async () => {
    const answers = await converse(['What is proofing?', 'simpler please'], options);
    expect(answers.at(-1)?.text).toContain('Proofing is the time in which a loaf grows.');
  });

  test('is on the subject of the question, not on the message between', async () => {
    const [, , example] = await converse(['What is a topic?', 'in simpler words', 'got an example?']);
    expect(example?.text).toMatch(/topic|publish/);
    expect(example?.text).not.toContain('ros2 pkg create');
  });

  test('says that there is no reason beside what was quoted', async () => {
    const [, why] = await converse(['What is Quality of Service?', 'why is that so']);
    expect(why?.text).toContain('no reason in so many words, beside what I quoted above');
    expect(why?.text).not.toContain('emergency stop button');
  });
});

test.each([
  ['gas or electricity for a small oven, which is better', ['gas', 'electricity']],
  ['rye vs wheat vs spelt when do i take which', ['rye', 'wheat', 'spelt']],
  ['steam vs water with a thick crust', ['steam', 'water']],
])('a side of a comparison ends before what it is for: %s', (question, sides) => {
  expect(sidesOf(question)).toEqual(sides);
});

describe('on the open page', () => {
  const page = { title: 'Proofing', path: '/learn/proofing' };

  test('an option is explained where it is named, a value beside its code', async () => {
    const named = await ask('what is --humid for', { ...options, page });
    expect(named.text).toContain('opens the valve of the tray');
    const beside = await ask('why the --warm 27 here?', { ...options, page });
    expect(beside.text).toContain('The loaf doubles at this temperature');
    expect(beside.text).not.toContain('```');
  });

  test('a selection is explained by the sentences after it, not by code', async () => {
    const doubles = 'The loaf doubles at this temperature in about an hour.';
    const prose = await ask('what does that mean?', { ...options, page, ...selected(doubles) });
    expect(prose.text).toContain('If the crust cracks');
    const code = await ask('explain', { ...options, page, ...selected('proofer start --warm 27') });
    expect(code.text).toContain(doubles);
    const lifecycle = await ask('explain this pls', {
      page: openPage('lifecycle-nodes'),
      ...selected('A lifecycle publisher only sends messages while the node is active.'),
    });
    expect(lifecycle.text).toContain('switch it on and off');
    expect(lifecycle.text).not.toContain('```');
  });
});
