import { resolve } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type CourseDocument, courseDocuments, readCourse } from '@/lib/search/course';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { lessonFacts, lessonQuestions, QUIZ_LENGTH } from '@/lib/tutor/quiz/lesson-questions';
import { pickQuestions } from '@/lib/tutor/quiz/load-quiz';
import { GAP, type QuizQuestion } from '@/lib/tutor/quiz/question';
import { courseDocument } from '../../support/course-document';
import { bare, questionFaults } from './question-faults';

const lessons = new CourseLessonsOnDisk(resolve('content'));
let made: { document: CourseDocument; questions: QuizQuestion[] }[] = [];
let course: CourseDocument[] = [];

beforeAll(async () => {
  course = courseDocuments(await readCourse(resolve('content'))).filter(({ kind }) => kind === 'lesson');
  made = await Promise.all(
    course.map(async (document) => ({ document, questions: await lessons.questions(document.path) })),
  );
});

const each = () =>
  made.flatMap(({ document, questions }) => questions.map((question) => ({ document, question })));

/** The questions on a lesson of a course that has no other. */
function questionsOn(body: string, title = 'Kitchen basics'): QuizQuestion[] {
  const lesson = lessonFacts(courseDocument({ title, body }));
  return lessonQuestions(lesson, [lesson]);
}

const answersOf = (questions: QuizQuestion[]) => questions.map(({ options, right }) => options[right] ?? '');

describe('the questions made from every lesson', () => {
  test('are enough for a quiz in nearly all of them', () => {
    const without = made.filter(
      ({ questions }) => pickQuestions(questions, new Set()).questions.length < QUIZ_LENGTH,
    );
    expect(without.length).toBeLessThanOrEqual(6);
    // A lesson with too little of one sort gets none rather than bad ones.
    expect(made.filter(({ questions }) => questions.length === 0).length).toBeLessThanOrEqual(3);
    expect(each().length).toBeGreaterThan(110);
  });

  test('keep their promises: answers of one sort and length from the lesson, given away by nothing', () => {
    const faults = each().flatMap(({ document, question }) =>
      questionFaults(question, document).map((fault) => `${document.title}: ${question.prompt}: ${fault}`),
    );
    expect(faults).toEqual([]);
  });

  test('are completed by no wrong option to anything that the course says', () => {
    const all = bare(course.map(({ body }) => body).join('\n')).toLowerCase();
    for (const { question } of each()) {
      if (question.prompt.includes('  \n')) continue;
      for (const [at, option] of question.options.entries()) {
        if (at === question.right) continue;
        const filled = bare(question.prompt.replace(GAP, () => option)).toLowerCase();
        expect(all, question.prompt).not.toContain(filled);
      }
    }
  });

  test('know a section that the lesson has', () => {
    for (const { document, question } of each()) {
      const { title, anchor } = question.section;
      expect(anchor === undefined || document.body.includes(`${title}`), `${document.title}: ${title}`).toBe(
        true,
      );
    }
  });

  test('are the same each time', async () => {
    const again = new CourseLessonsOnDisk(resolve('content'));
    for (const { document, questions } of made.slice(0, 3))
      expect(await again.questions(document.path)).toEqual(questions);
  });
});

describe('the questions on a lesson of any course', () => {
  const noun = fc.constantFrom(
    'pan',
    'whisk',
    'oven',
    'sieve',
    'ladle',
    'peeler',
    'kettle',
    'grater',
    'mortar',
  );
  const use = fc.constantFrom(
    'keeps heat close to what is cooked',
    'takes lumps out of flour before it is mixed',
    'cuts thin strips from hard vegetables',
    'brings water to the boil within a minute',
    'beats air into egg white',
    'lifts soup without spilling much',
  );
  const definition = fc
    .tuple(noun, fc.constantFrom('device', 'tool', 'thing made of steel'), use)
    .map(([name, genus, what]) => `A **${name}** is a ${genus} that ${what}.`);
  const list = fc
    .uniqueArray(fc.tuple(noun, use), { minLength: 2, maxLength: 6, selector: ([name]) => name })
    .map((items) => items.map(([name, what]) => `- **${name}**: it ${what}`).join('\n'));
  const table = fc
    .uniqueArray(fc.tuple(noun, use), { minLength: 2, maxLength: 6, selector: ([, what]) => what })
    .map((rows) =>
      ['| Tool | Use |', '| --- | --- |', ...rows.map(([name, what]) => `| ${name} | ${what} |`)].join('\n'),
    );
  const hostile = fc.constantFrom(
    '**',
    '`',
    '|',
    '## ',
    '- ',
    '![]()',
    '\\_\\_',
    '> A pan is a pan.',
    '<b>',
    '{x}',
  );
  const heading = noun.map((name) => `## What a ${name} is`);
  const bodies = fc
    .array(fc.oneof({ weight: 6, arbitrary: definition }, heading, list, table, hostile), { maxLength: 14 })
    .map((blocks) => blocks.join('\n\n'));

  test('keep the same promises, whatever is in it', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        for (const question of questionsOn(body))
          expect(questionFaults(question, { title: 'Kitchen basics', body }), question.prompt).toEqual([]);
        expect(questionsOn(body)).toEqual(questionsOn(body));
      }),
      { numRuns: 60 },
    );
  });
});

const TOOLS = [
  'A **whisk** is a bundle of wires that beats air into egg white.',
  'A **sieve** is a fine net that takes lumps out of flour.',
  'A **grater** is a rough plate that cuts thin strips from cheese.',
  'A **ladle** is a deep spoon that lifts soup from its pot.',
].join('\n\n');

describe('what is not asked', () => {
  test.each(['What a whisk is', 'The whisk', 'Whisks and how to hold them'])(
    'the name, where a heading has it, but what it is: %s',
    (heading) => {
      const about = questionsOn(
        `${TOOLS}\n\n## ${heading}\n\nA whisk is an instrument of wire for foam and cream.`,
      );
      const last = about.find(({ section }) => section.title === heading);
      expect(last?.prompt).toContain('**A whisk**');
      expect(last?.options[last.right]).toBe('is an instrument of wire for foam and cream');
    },
  );

  test('the name that the title of the lesson gives away', () => {
    expect(answersOf(questionsOn(TOOLS, 'The whisk')).join()).not.toMatch(/whisk/i);
  });

  test('what holds its own answer', () => {
    const said = questionsOn(`${TOOLS}\n\nA **lid** is a lid of glass that keeps steam inside.`);
    expect(said.map(({ statement }) => statement).join()).not.toContain('lid');
  });

  test.each([
    '## Quiz',
    '## Check your understanding',
    '## Knowledge check',
    '## Try with AI',
    '## Exercises',
    '## Reflection questions',
    '### Prompt 2: Ask for more',
    '**Check yourself**',
    '**Try it**',
  ])('what stands under “%s”', (heading) => {
    expect(questionsOn(`${heading}\n\n${TOOLS}`)).toEqual([]);
    expect(questionsOn(`Before.\n\n${heading}\n\n${TOOLS}\n\n## Tools\n\n${TOOLS}`).length).toBeGreaterThan(
      0,
    );
  });

  test.each([
    ['a picture', '![A whisk](whisk.png) A **whisk** is a bundle of wires that beats air into egg white.'],
    ['a caption', '*A **whisk** is a bundle of wires that beats air into egg white.*'],
    ['a numbered caption', 'Figure 3: A **whisk** is a bundle of wires that beats air into egg white.'],
    ['a quotation', '> A **whisk** is a bundle of wires that beats air into egg white.'],
  ])('what %s says', (_, block) => {
    const [, ...others] = TOOLS.split('\n\n');
    expect(answersOf(questionsOn([...others, block].join('\n\n'))).join()).not.toContain('whisk');
  });

  test.each([
    'A colleague also is a person that helps in the kitchen every day.',
    'While the oven is a place of heat, the fridge is one of cold.',
    'The reason is a mistake that many cooks make with their first sauce.',
    'It is a bundle of wires that beats air into egg white.',
    'Notice how the pan is a thing that holds heat for long.',
  ])('a phrase that names nothing: %s', (sentence) => {
    const questions = questionsOn(`${TOOLS}\n\n${sentence}`);
    expect(questions.map(({ statement }) => statement)).not.toContain(sentence);
    expect(questions.flatMap(({ options }) => options).join()).not.toMatch(/colleague|While|reason|Notice/);
  });

  test.each([
    ['points at the sentence before', 'A **pan** is the tool that makes that idea work every day.'],
    ['adds to the sentence before', 'A **pan** is also a thing of steel that holds heat for long.'],
    ['speaks of an important part', 'A **pan** is an important part of every kitchen in the world.'],
    ['takes a noun for a verb', 'Pan sizes such as large and small depend on how many guests there are.'],
    [
      'takes a noun that the lesson has for a verb',
      'Pan handles come in black. Look at the handles of a pan.',
    ],
    ['gives a reason', 'Since pan is a thing of steel, we can put it on the fire at once.'],
    ['says what is not so', 'A **pan** is not the thing that turns a recipe into a meal.'],
    ['has no verb', 'Pan values = how much heat the steel holds in one hour.'],
  ])('a sentence that %s', (_, sentence) => {
    const said = questionsOn(`${TOOLS}\n\nThe pan is old. A pan is new.\n\n${sentence}`);
    const texts = said.flatMap(({ statement, options }) => [statement, ...options]);
    expect(texts.join()).not.toMatch(/pan\b/i);
  });

  test('a sentence that is cut within a list', () => {
    const list =
      'A **mixer** is a motor that turns dough, beats eggs, and saves the arms of the cook for later.';
    const options = questionsOn(`${TOOLS}\n\n${list}`).flatMap((question) => question.options);
    expect(options.filter((option) => option.endsWith('beats eggs'))).toEqual([]);
  });

  test('the word before the gap, where it would give the answer away', () => {
    const classes = [
      'A `Oven` holds heat around bread until its crust is brown.',
      'A `Pan` keeps oil hot while fish and onions are fried.',
      'A `Kettle` boils water for tea within a single minute.',
      'A `Urn` stores coffee that forty guests drink at noon.',
    ];
    const prompts = questionsOn(classes.join(' ')).map(({ prompt }) => prompt);
    expect(prompts.length).toBeGreaterThan(2);
    for (const prompt of prompts) expect(prompt).toContain(`A(n) ${GAP}`);
  });

  test('marks in code, which stay as they are', () => {
    const calls = ['__init__', '__call__', '__len__', '__str__'].map(
      (name, at) =>
        `- \`${name}()\`: ${['makes bread', 'bakes cake', 'counts rolls', 'writes menus'][at]} for many guests`,
    );
    const options = questionsOn(calls.join('\n')).flatMap((question) => question.options);
    expect(new Set(options)).toEqual(new Set(['__init__()', '__call__()', '__len__()', '__str__()']));
  });

  test('steps, boxes to tick, and titles that are only numbered', () => {
    const items = ['Wash', 'Peel', 'Cut', 'Fry'].map(
      (verb) => `**${verb}**: do it before the guests are there`,
    );
    expect(questionsOn(items.map((item, at) => `${at + 1}. ${item}`).join('\n'))).toEqual([]);
    expect(questionsOn(items.map((item) => `- [ ] ${item}`).join('\n'))).toEqual([]);
    const days = [
      'Cook soup for four people',
      'Bake bread with rye',
      'Fry fish in butter',
      'Roast a whole pumpkin',
    ];
    expect(questionsOn(days.map((what, at) => `- **Day ${at + 1}**: ${what}`).join('\n'))).toEqual([]);
  });

  test('items that announce what comes behind them, and words in place of a text', () => {
    const tools = ['**Pot**: it is', '**Bowl**: how to', '**Cup**: look at the code that follows here:'];
    expect(questionsOn(tools.map((item) => `- ${item}`).join('\n'))).toEqual([]);
  });

  test('labels that several lists have, since each speaks of its own heading', () => {
    const offer = (shop: string) =>
      ['Price', 'Colour', 'Weight', 'Size']
        .map((label) => `- **${label}**: what ${shop} says of ${label.length} pans`)
        .join('\n');
    expect(questionsOn(`## Mill\n\n${offer('Mill')}\n\n## Stone\n\n${offer('Stone')}`)).toEqual([]);
  });
});

describe('wrong answers', () => {
  const CODE = [
    'The command `scale show` prints how heavy every bowl is right now.',
    'The command `scale reset` begins again with nothing on the plate.',
    'The command `oven heat` begins to warm the air inside.',
    'The file `menu.yaml` holds what is cooked on each day.',
    'The file `guests.csv` holds who comes and what they do not eat.',
    'The file `shop.json` holds what has to be bought on Friday.',
    'The option `--quiet` turns every sound of the kitchen off.',
    'The option `--twice` weighs each bowl two times in a row.',
    'The option `--metric` shows grams in place of ounces.',
  ].join(' ');

  test.each([
    ['commands', /^[a-z]+ [a-z]+$/],
    ['files', /^\w+\.\w+$/],
    ['options', /^--\w+$/],
  ])('%s stand beside their like', (_, form) => {
    const questions = questionsOn(CODE).filter(
      ({ prompt, options, right }) => prompt.includes(GAP) && form.test(options[right] ?? ''),
    );
    expect(questions).toHaveLength(3);
    for (const { options } of questions) expect(options.every((option) => form.test(option))).toBe(true);
  });

  test('numbers stand beside numbers', () => {
    const rows = [
      '| Dish | Minutes |',
      '| --- | --- |',
      '| soup | 40 min |',
      '| bread | 55 min |',
      '| fish | 12 min |',
      '| pumpkin | 90 min |',
    ];
    const questions = questionsOn(rows.join('\n'));
    expect(questions).toHaveLength(4);
    const asked = questionsOn(rows.join('\n'), 'Soup, bread, fish and pumpkin');
    expect(asked).toHaveLength(4);
    for (const { options } of asked) expect(options.every((option) => /^\d+ min$/.test(option))).toBe(true);
  });

  test('come from the lesson, and from no other of the module', () => {
    const [one, other] = [
      lessonFacts(courseDocument({ path: '/docs/one', title: 'One', body: TOOLS })),
      lessonFacts(
        courseDocument({ path: '/docs/other', title: 'Other', body: TOOLS.replaceAll('whisk', 'mixer') }),
      ),
    ];
    const options = lessonQuestions(one, [one, other]).flatMap((question) => question.options);
    expect(options.join()).toContain('whisk');
    expect(options.join()).not.toContain('mixer');
  });

  test('are nothing of which the lesson says nearly the same', () => {
    const rows = [
      '- **Whisk**: a bundle of wires for egg white and cream',
      '- **Beater**: wires in a bundle for cream and egg white too',
      '- **Sieve**: takes lumps out of flour before baking',
      '- **Ladle**: lifts soup from a deep pot without spilling',
      '- **Grater**: cuts thin strips from hard cheese',
    ].join('\n');
    const alike = ['Whisk', 'Beater'];
    for (const { prompt, options, right } of questionsOn(rows))
      if (alike.includes(options[right] ?? ''))
        expect(
          options.filter((option) => alike.includes(option)),
          prompt,
        ).toHaveLength(1);
  });

  test('of a table are no row that says the same of its name', () => {
    const rows = ['| Dish | Place | Why |', '| --- | --- | --- |', '| bread | oven | needs dry heat |'];
    rows.push('| cake | oven | needs dry heat too |', '| soup | pot | needs much water |');
    rows.push('| rice | pot | takes up water |', '| steak | pan | needs a hot surface |');
    const bread = questionsOn(rows.join('\n')).find(({ options, right }) => options[right] === 'bread');
    expect(bread?.options).not.toContain('cake');
  });

  test('are no terms of which the lesson says the same in half of its words', () => {
    const rows = [
      '- **Whisk**: turns in a bowl (like a wheel spinning)',
      '- **Mixer**: spinning without end (like a fast wheel)',
      '- **Sieve**: takes lumps out of flour before baking',
      '- **Ladle**: lifts soup from a deep pot',
      '- **Grater**: cuts thin strips from hard cheese',
    ].join('\n');
    const alike = ['Whisk', 'Mixer'];
    const questions = questionsOn(rows);
    expect(questions.length).toBeGreaterThan(2);
    for (const { prompt, options, right } of questions)
      if (alike.includes(options[right] ?? ''))
        expect(
          options.filter((option) => alike.includes(option)),
          prompt,
        ).toHaveLength(1);
  });

  test('are no names in code of which a table says the same', () => {
    const rows = ['| Type | Movement | Example |', '| --- | --- | --- |'];
    rows.push(
      '| `free` | rotation without limits | a wheel |',
      '| `bound` | rotation between limits | a wheel lock |',
    );
    rows.push('| `slide` | along one axis | a lift |', '| `still` | stays in its place | a screw |');
    for (const { options, right } of questionsOn(rows.join('\n')))
      if (options[right] === 'free') expect(options).not.toContain('bound');
      else if (options[right] === 'bound') expect(options).not.toContain('free');
  });

  test('of a table are of its column', () => {
    const rows = ['| Type | Movement |', '| --- | --- |', '| `free` | turns without any limits |'];
    rows.push('| `bound` | turns to both sides until it stops |', '| `slide` | goes along one single axis |');
    const options = questionsOn(`Call it \`spoon\` or \`fork\`.\n\n${rows.join('\n')}`).flatMap(
      (each) => each.options,
    );
    expect(options.length).toBeGreaterThan(0);
    expect(options.join()).not.toMatch(/spoon|fork/);
  });

  test('are nothing that the lesson says of a part of what is asked, or with its name in it', () => {
    const body = [
      'Ovenia is a kitchen that runs an engine of steam for a hundred guests at once.',
      'A **steam engine** presses hot water through every pipe in small fixed steps.',
      'A **hood** takes the smoke that Ovenia gives off and sends it to the roof.',
      'A **sink** holds water for as many plates as there are guests.',
      'A **stove** heats five pans with gas from the street outside.',
      'A **fridge** cools milk and meat with a pump behind its wall.',
      'Ovenia is old. Ovenia is large.',
    ].join('\n\n');
    const asked = questionsOn(body, 'Ovenia').filter(({ prompt }) => prompt.startsWith('**Ovenia**'));
    expect(asked.length).toBeGreaterThan(0);
    for (const { options } of asked) expect(options.join()).not.toMatch(/presses|smoke/);
  });

  test('are first those that this lesson speaks of', () => {
    const others = ['mixer', 'toaster', 'boiler'].map(
      (name, at) =>
        `A **${name}** is a machine that ${['stirs dough', 'browns bread', 'heats water'][at]} by itself.`,
    );
    const lesson = lessonFacts(
      courseDocument({
        path: '/docs/one',
        title: 'Ladders',
        body: `A **rung** is a short bar of wood or steel.\n\nA rail holds every rung of the ladder in its place. A rail is long. A hinge joins two halves of a ladder at the top. A hinge is small. A foot keeps the ladder from sliding on wet stone. A foot is flat.\n\nNo mixer, toaster or boiler is needed.`,
      }),
    );
    const other = lessonFacts(courseDocument({ path: '/docs/other', body: others.join('\n\n') }));
    const [question] = lessonQuestions(lesson, [lesson, other]);
    expect(question?.options.toSorted()).toEqual(['A foot', 'A hinge', 'A rail', 'A rung']);
  });

  test.each(['how it looks', 'below 80 percent', 'Linux'])('are not asked beside so few words: %s', (few) => {
    const rows = [`| Whisk | ${few} |`, '| Sieve | inside |', '| Ladle | old |', '| Grater | new |'];
    for (const { prompt } of questionsOn(['| Tool | State |', '| --- | --- |', ...rows].join('\n')))
      expect(prompt).not.toContain(`**Tool:** ${GAP}`);
  });

  test('are cut after no abbreviation', () => {
    const cut =
      'A **lid** is injected into its pot by hand (i.e. by pressing), which keeps the steam inside for long.';
    const options = questionsOn(`${TOOLS}\n\n## What a lid is\n\n${cut}`).flatMap(
      (question) => question.options,
    );
    expect(options.filter((option) => /i\.?e\.?$/.test(option))).toEqual([]);
  });

  test.each([
    ['a longer name', 'balloon whisk'],
    ['the same with a number', 'whisk 2'],
    ['the plural', 'whisks'],
  ])('are not %s of the right one', (_, name) => {
    const body = `${TOOLS}\n\nA **${name}** is a round kind of it for large bowls of cream.`;
    for (const { options, right } of questionsOn(body))
      if (options[right] === 'A whisk') expect(options.join()).not.toContain(name);
  });
});

describe('picking the questions of a quiz', () => {
  const question = (id: string, answer: string, title: string): QuizQuestion => ({
    id,
    section: { title, anchor: title },
    prompt: GAP,
    options: [answer, 'x', 'y', 'z'],
    right: 0,
    statement: id,
  });

  test('prefers one of each section and answer, and takes others when there are too few', () => {
    const all = [
      question('1', 'a', 'one'),
      question('2', 'b', 'one'),
      question('3', 'a', 'two'),
      question('4', 'c', 'two'),
    ];
    expect(pickQuestions(all, new Set()).questions.map(({ id }) => id)).toEqual(['1', '4', '2']);
  });

  test('asks what was not asked yet, and begins again when nothing new is left', () => {
    const all = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => question(letter, letter, letter));
    const first = pickQuestions(all, new Set());
    const second = pickQuestions(all, new Set(first.questions.map(({ id }) => id)));
    expect(second).toMatchObject({ isRepeat: false });
    expect([...first.questions, ...second.questions].map(({ id }) => id)).toEqual([
      'a',
      'b',
      'c',
      'd',
      'e',
      'f',
    ]);
    expect(pickQuestions(all, new Set(all.map(({ id }) => id)))).toMatchObject({ isRepeat: true });
    const left = pickQuestions(all, new Set(['a', 'b', 'c', 'd', 'e']));
    expect(left).toMatchObject({ isRepeat: false, questions: [{ id: 'f' }] });
  });

  test('goes round through all, again and again', () => {
    const lesson = fc
      .array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('one', 'two')), {
        minLength: 1,
        maxLength: 14,
      })
      .map((all) => all.map(([answer, title], at) => question(`${at}`, answer, title)));
    fc.assert(
      fc.property(lesson, (all) => {
        // The last first, as the thread gives them.
        let asked: string[] = [];
        const lastRound = new Map<string, number>();
        for (let round = 0; round < 4 * all.length; round++) {
          const { questions } = pickQuestions(all, new Set(asked));
          asked = [...new Set([...questions.map(({ id }) => id), ...asked])];
          for (const { id } of questions) lastRound.set(id, round);
          for (const { id } of all)
            if (round >= all.length) expect(round - (lastRound.get(id) ?? -1)).toBeLessThan(all.length);
        }
      }),
      { numRuns: 100 },
    );
  });
});
