import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AgentInputItem } from '@openai/agents';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { structuredInputText } from '@/lib/chatkit/agents/model-text';
import { LocalCourseSearch } from '@/lib/search/local-course-search';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { afterQuizQuestions } from '@/lib/tutor/quiz/after-quiz';
import { loadQuiz, makeQuiz } from '@/lib/tutor/quiz/load-quiz';
import { readQuizState } from '@/lib/tutor/quiz/quiz-state';
import { type AskOptions, ask } from './ask';

/** A course without modules and chapters, as most are. */
const PAGES: Record<string, string> = {
  'index.md': '# Cooking\n\nA course on what stands in a kitchen.\n',
  'tools.md': `# Tools

## By hand

A **whisk** is a bundle of wires that beats air into egg white. It is held loosely in the fingers.

A **sieve** is a fine net that takes lumps out of flour. It is tapped and never pressed.

A **grater** is a rough plate that cuts thin strips from cheese. It is washed at once.

A **ladle** is a deep spoon that lifts soup from its pot. It hangs beside the stove.

## Heat

| Dish | Place |
| --- | --- |
| bread | oven |
| soup | large pot |
| steak | iron pan |
| cake | baking tin |
`,
  'empty.md': '# Nothing yet\n\nThis page will come.\n',
};
const TOOLS = '/docs/tools';

let dir: string;
let options: AskOptions & { lessons: CourseLessonsOnDisk };

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'course-'));
  for (const [file, text] of Object.entries(PAGES)) {
    await mkdir(dirname(join(dir, file)), { recursive: true });
    await writeFile(join(dir, file), text);
  }
  options = {
    search: new LocalCourseSearch({ courseDir: dir, bookId: 'cooking' }),
    lessons: new CourseLessonsOnDisk(dir),
  };
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const on = (path: string) => ({ ...options, page: { title: 'A page', path } });

function quizzed(items: Awaited<ReturnType<typeof ask>>['items']): string | undefined {
  const card = items.find((item) => item.type === 'widget');
  return card?.type === 'widget' ? readQuizState(card.widget)?.lesson : undefined;
}

describe('a course whose pages stand in no chapter', () => {
  test.each([
    ['Quiz me on this lesson', { page: { title: 'Tools', path: TOOLS } }],
    ['Quiz me on tools', {}],
    ['quiz me about the whisk', {}],
  ])('has quizzes: %s', async (question, more) => {
    const { items, text } = await ask(question, { ...options, ...more });
    expect(quizzed(items), text).toBe(TOOLS);
  });

  test('can load a quiz again', async () => {
    const made = await makeQuiz(options.lessons, TOOLS, new Set());
    if (!made) throw new Error('no quiz');
    expect((await loadQuiz(options.lessons, made.quiz.state)).kind).toBe('found');
  });

  test.each([
    ['Quiz me', on('/docs/empty')],
    ['Quiz me', on('/elsewhere')],
    ['Quiz me on astronomy', on('/docs/empty')],
  ])('is refused with a lesson of this course as an example: %s', async (question, where) => {
    const { text, items } = await ask(question, { ...options, ...where });
    expect(items).toEqual([]);
    expect(text).toContain('“Quiz me on Tools”');
    expect(text).not.toMatch(/: \.|Quiz me on topics/);
  });

  test('has no example and no empty list where nothing can be asked', async () => {
    const bare = await mkdtemp(join(tmpdir(), 'course-'));
    await mkdir(join(bare, 'module-1-salt/chapter-1-sea'), { recursive: true });
    await writeFile(join(bare, 'module-1-salt/README.md'), '# Salt\n\nSalt, later.\n');
    await writeFile(join(bare, 'module-1-salt/chapter-1-sea/01-sea.md'), '# Sea\n\nLater.\n');
    const lessons = new CourseLessonsOnDisk(bare);
    const page = { title: 'Salt', path: '/docs/module-1-salt' };
    const { text } = await ask('Quiz me', { ...options, lessons, page });
    expect(text).toBe('“Salt” is an overview. Open a lesson, or name a topic for the quiz.');
    await rm(bare, { recursive: true, force: true });
  });
});

const user = (text: string): AgentInputItem => ({
  type: 'message',
  role: 'user',
  content: [{ type: 'input_text', text }],
});
const WHISK = 'is a bundle of wires that beats air into egg white';
const wrong = [
  { statement: `A whisk ${WHISK}.`, section: 'By hand', right_answer: WHISK, student_chose: 'x' },
  { statement: 'Dish: soup; Place: large pot', section: 'Heat', right_answer: 'soup', student_chose: 'x' },
  { statement: 'Dish: bread; Place: oven', section: 'Heat', right_answer: 'oven', student_chose: 'x' },
];
const quizOf = (answered: typeof wrong) =>
  user(
    `You showed the user this widget, a quiz:\n<Quiz>\n${JSON.stringify({
      lesson: { path: TOOLS, title: 'Tools' },
      questions: 3,
      answered,
    })}\n</Quiz>`,
  );

/** The answers after a quiz, as the model reads them. */
function chosen(next: string, unclear?: string): AgentInputItem {
  const given = [next, unclear];
  const inputs = afterQuizQuestions({ hasWrong: true, hasNext: true }).map((input, at) => {
    const value = given[at];
    return { ...input, answer: { values: value ? [value] : [], skipped: value === undefined } };
  });
  return user(
    structuredInputText({
      type: 'structured_input',
      id: 'i',
      thread_id: 't',
      created_at: '',
      status: 'answered',
      inputs,
    }),
  );
}

describe('what was wrong in a quiz', () => {
  const after = ['Quiz me', '0 of 3 right. Here is what the lesson says.'];

  test.each([
    'Explain what I got wrong',
    'explain what i got wrong please',
    'what did I get wrong?',
    'which ones were wrong?',
    'Explain my mistakes',
    'I dont get it',
    'why?',
  ])('is explained to who types “%s” as to who presses the button', async (question) => {
    const pressed = await ask('Quiz me', {
      ...options,
      after: [quizOf(wrong), chosen('Explain what I got wrong')],
    });
    const typed = await ask(question, { ...options, history: after, before: [quizOf(wrong)] });
    expect(pressed.text).toContain('Here is more of what the lesson says');
    expect(typed.text).toBe(pressed.text);
  });

  test.each(['i dont get it', 'I still don’t understand this', 'everything', 'why?'])(
    'is explained to who wants more questions and writes “%s” beside',
    async (unclear) => {
      const { text } = await ask('Quiz me', {
        ...options,
        history: after,
        after: [quizOf(wrong), chosen('Three more questions', unclear)],
      });
      expect(text).toContain('**A whisk**');
    },
  );

  test('has headings that can be read, and no table twice', async () => {
    const { text } = await ask('Explain what I got wrong', { ...options, before: [quizOf(wrong)] });
    expect(text).toContain('**A whisk**');
    expect(text).toContain('**soup**');
    expect(text).not.toContain(`**${WHISK}`);
    expect(text.split('| Dish | Place |')).toHaveLength(2);
    // What stands above a heading announces no table below it.
    expect(text).not.toContain('ladle');
  });

  test('is the whole quiz for who got all right and understands nothing', async () => {
    const right = wrong.map((answer) => ({ ...answer, student_chose: answer.right_answer }));
    const history = ['Quiz me', 'All three are right. You know “Tools” well enough to go on.'];
    const { text } = await ask('huh?', { ...options, history, before: [quizOf(right)] });
    expect(text).toContain('**A whisk**');
  });

  test('is not what “i dont get it” is about once something else was said', async () => {
    const { text } = await ask('i dont get it', {
      ...options,
      history: [...after, 'What is a sieve?', 'See [Tools](https://course.test/docs/tools).'],
      before: [quizOf(wrong)],
    });
    expect(text).not.toContain('Here is more of what the lesson says on these');
  });
});
