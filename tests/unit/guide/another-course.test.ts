import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LocalCourseSearch } from '@/lib/search/local-course-search';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { type Answer, type AskOptions, ask } from './ask';
import { pagesOf } from './converse';

/** A course in other words and another layout, without front matter, with what is not to be quoted. */
const PAGES: Record<string, string> = {
  'course.json': '{ "route": "/learn" }',
  'dough/README.md': '# Dough\n\nThis module teaches dough. You need a scale.\n',
  'dough/chapter-1-basics/01-sourdough.md': `# Sourdough

![A sourdough is a living picture of flour](starter.png)

*A sourdough is a jar with bubbles, photographed in May.*

Sourdough is a culture of wild yeast and bacteria in flour and water. It makes bread rise, because the yeast gives off gas.

Think of it as a pet that eats flour.

## Feed the culture

Feed the culture once a day: mix equal parts of culture, flour and water.

1. Weigh the culture.
2. Add flour.
3. Add water.

## Quiz

**Question 1**: A sourdough is a cake with cream. True or false?

A) Sourdough is a cake.

## Try With AI

Sourdough is a topic to ask an assistant about.
`,
  'dough/chapter-1-basics/02-kneading.md':
    '# Kneading\n\nKneading is the working of dough until its gluten is strong.\n\n- [Sourdough](01-sourdough.md)\n- [Dough](../README.md)\n',
  'dough/chapter-1-basics/03-shaping.md': `# Shaping

**Without folding:** the loaf is flat.

**Folding** is laying one edge of the dough over the other. In the proofer the loaf rests.

To shape a loaf, press it and fold it:

1. Press the dough.
2. Fold it twice.

You will see this output:

\`\`\`
loaf shaped at step 2
\`\`\`

Loaves are never folded hot.

## When it fails

**Symptom**: The folding tears the dough. **Fix**:

1. Fold it less.
`,
  'ice/README.md': '# Ice\n\nIce cream, later.\n',
  'oven/steam.md':
    '# Steam\n\nSteam is water as a gas, and it keeps a crust soft while bread rises in the oven.\n',
};

const dirs: string[] = [];
let options: AskOptions;

/** A course of such pages, to ask about. */
async function courseOf(pages: Record<string, string>): Promise<AskOptions> {
  const dir = await mkdtemp(join(tmpdir(), 'course-'));
  dirs.push(dir);
  for (const [file, text] of Object.entries(pages)) {
    await mkdir(dirname(join(dir, file)), { recursive: true });
    await writeFile(join(dir, file), text);
  }
  return {
    search: new LocalCourseSearch({ courseDir: dir, bookId: 'baking' }),
    lessons: new CourseLessonsOnDisk(dir),
  };
}

beforeAll(async () => {
  options = await courseOf(PAGES);
});
afterAll(() => Promise.all(dirs.map((dir) => rm(dir, { recursive: true, force: true }))));

async function answerOf(question: string, more: AskOptions = {}): Promise<Answer> {
  return ask(question, { ...options, ...more });
}

test('routes come from what the course says of itself', async () => {
  const first = '/learn/dough/chapter-1-basics/sourdough';
  expect(pagesOf(await answerOf('Where should I start?'))[0]).toBe(first);
  expect((await answerOf('What will I learn in this course?')).text).toMatch(
    /3 modules with 4 lessons[\s\S]*Dough/,
  );
  expect((await answerOf('How long does it take?')).text).toContain('They do not say how long they take');
  expect((await answerOf('What hardware do I need?')).text).toContain('do not say which hardware they need');
  expect(pagesOf(await answerOf('what comes next', { page: { title: 'Sourdough', path: first } }))).toContain(
    '/learn/dough/chapter-1-basics/kneading',
  );
  expect((await answerOf('which lessons are in the dough module')).text).toMatch(/Sourdough[\s\S]*Kneading/);
  const summary = await answerOf('summarize this page', { page: { title: 'Sourdough', path: first } });
  expect(summary.text).toContain('Feed the culture');
  expect(summary.text).not.toMatch(/Quiz|Try With AI/);
});

test('captions, the texts of pictures, quizzes and prompts are never quoted', async () => {
  const { text, citations } = await answerOf('What is sourdough?');
  expect(text).toContain('Sourdough is a culture of wild yeast');
  expect(citations.length).toBeGreaterThan(0);
  const more = await answerOf('more', { history: ['What is sourdough?', text] });
  const answers = [
    text,
    more.text,
    (await answerOf('sourdough')).text,
    (await answerOf('explain sourdough')).text,
  ].join('\n');
  for (const aside of ['living picture', 'photographed', 'cake', 'assistant'])
    expect(answers).not.toContain(aside);
});

test('steps are shown, and another part of the lesson for who asks on', async () => {
  const how = await answerOf('how do i feed the culture');
  expect(how.text).toContain('2. Add flour.');
  const simpler = await answerOf('explain it simpler', { history: ['how do i feed the culture', how.text] });
  expect(simpler.text).toContain('Think of it as a pet');
  const why = await answerOf('why?', {
    history: [
      'What is sourdough?',
      'See [Sourdough](https://course.test/learn/dough/chapter-1-basics/sourdough).',
    ],
  });
  expect(why.text).toContain('because the yeast gives off gas');
});

test('what only names a thing, a fault or an output of a program is no answer to what it is and how it is done', async () => {
  const folding = await answerOf('What is folding?');
  expect(folding.text).toContain('**Folding** is laying one edge');
  expect(folding.text).not.toMatch(/flat|tears/);
  const proofer = await answerOf('What is a proofer?');
  expect(proofer.citations).toEqual([]);
  expect(pagesOf(proofer)).toContain('/learn/dough/chapter-1-basics/shaping');
  expect((await answerOf('how do i shape a loaf')).text).toContain('2. Fold it twice.');
  expect((await answerOf('the folding tears my dough, what is wrong')).text).toContain('Fold it less.');
});

test('a module without lessons has none, in words', async () => {
  const page = { title: 'Ice', path: '/learn/ice' };
  for (const question of ['how long is this module', 'what will i learn here'])
    expect((await answerOf(question, { page })).text).toContain('no lessons yet');
});

/** Questions that a course can answer only by what it is. */
const ON_THE_COURSE = [
  'what is this course about',
  'where should i start',
  'what will i learn',
  'how long does it take',
  'which lessons are there',
  'what hardware do i need',
  'what comes next',
  'list all chapters',
  'summarize the course',
  'which operating system do i need',
];

test.each([...ON_THE_COURSE, 'who are you', 'hi', 'what is a node?'])(
  'a course without pages says so: %s',
  async (question) => {
    const { text } = await ask(question, await courseOf({ 'course.json': '{ "route": "/learn" }' }));
    expect(text).toContain('no pages yet');
    expect(text).not.toContain('what it teaches');
  },
);

test.each([...ON_THE_COURSE, 'who are you', 'hi'])('a course of one page: %s', async (question) => {
  const { text } = await ask(
    question,
    await courseOf({
      'course.json': '{ "route": "/learn" }',
      'knots.md':
        '# Knots\n\nA knot is a fastening made of rope.\n\n## The reef knot\n\nIt joins two ends.\n',
    }),
  );
  expect(text).toMatch(/Knots|1 lesson|do not say which/);
  expect(text).not.toMatch(/what it teaches|hardware tier|1 lessons|1 lesson (?:need|have)\b|0 modules/);
});

test.each([
  'which computer do i have to buy',
  'what hardware do i need',
  'do i need a gpu',
  'can i do this on my laptop',
  'is my old laptop good enough',
  'hardware requirements',
  'where do i start',
  'what comes next',
  'what do i need for this lesson',
  'which hardware for this one',
])('a course that names no hardware is not said to need any: %s', async (question) => {
  for (const page of [undefined, { title: 'Kneading', path: '/learn/dough/chapter-1-basics/kneading' }]) {
    const { text } = await answerOf(question, page ? { page } : {});
    expect(text).not.toContain('tier');
    if (!/start|next/.test(question)) expect(text).toMatch(/(?:do|does) not say which hardware/);
  }
});

test('a module whose title has a number is meant by it, whatever place it has', async () => {
  const course = await courseOf({
    'course.json': '{ "route": "/learn" }',
    ...Object.fromEntries(
      [0, 1, 2].flatMap((number) => [
        [
          `unit${number}/README.md`,
          `# Unit ${number}. Knots for the ${['hand', 'boat', 'tent'][number]}\n\nKnots.\n`,
        ],
        [`unit${number}/01-first.md`, `# Tying ${['hands', 'boats', 'tents'][number]}\n\nA knot holds.\n`],
      ]),
    ),
  });
  expect((await ask('what is covered in unit 1', course)).text).toContain('Knots for the boat');
});
