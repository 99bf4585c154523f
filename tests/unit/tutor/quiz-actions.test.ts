import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ThreadStreamEvent, WidgetItem, WidgetRoot } from '@/lib/chatkit/protocol';
import { threadItem, widgetRoot } from '@/lib/chatkit/protocol';
import { MemoryStore } from '@/lib/chatkit/store/memory-store';
import { courseShape } from '@/lib/search/course-shape';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { REVIEW } from '@/lib/tutor/quiz/after-quiz';
import { makeQuiz } from '@/lib/tutor/quiz/load-quiz';
import { quizCard } from '@/lib/tutor/quiz/quiz-card';
import { type Quiz, readQuizState } from '@/lib/tutor/quiz/quiz-state';
import type { TutorContext } from '@/lib/tutor/tutor-context';
import { TutorServer } from '@/lib/tutor/tutor-server';

const LESSON = '/docs/module-1-ros2/chapter-1-foundations/nodes-and-topics';
const siteUrl = 'https://course.test';
const lessons = new CourseLessonsOnDisk(resolve('content'));
const context: TutorContext = {
  principal: { userId: 'alice' },
  requestId: 'r',
  metadata: {},
  loadProfile: async () => ({}),
  page: undefined,
  siteUrl,
};
const thread = {
  id: 'thr_1',
  created_at: '2026-02-03T10:11:12.000Z',
  status: { type: 'active' as const },
  metadata: {},
};

function tutor(): TutorServer {
  return new TutorServer({
    store: new MemoryStore(),
    models: {
      answer: {
        getResponse: () => Promise.reject(new Error('no model here')),
        getStreamedResponse: () => {
          throw new Error('no model here');
        },
      },
      title: undefined,
    },
    lessons,
    search: {
      size: async () => ({ documents: 0, passages: 0 }),
      search: async () => [],
      context: async () => [],
    },
    course: courseShape('content'),
    files: { get: async () => undefined },
    history: { limit: 10, mode: 'messages' },
  });
}

const server = tutor();

async function freshQuiz(): Promise<Quiz> {
  const made = await makeQuiz(lessons, LESSON, new Set());
  if (!made) throw new Error('no quiz');
  return made.quiz;
}

const asItem = (widget: WidgetRoot): WidgetItem => ({
  type: 'widget',
  id: 'msg_1',
  thread_id: thread.id,
  created_at: thread.created_at,
  widget,
});

const newCard = async () => asItem(quizCard(await freshQuiz(), { siteUrl }));

async function act(sender: WidgetItem, type: string, payload: unknown = null): Promise<WidgetItem> {
  const { updated_item } = await server.syncAction(thread, { type, payload }, sender, context);
  const item = threadItem.parse(updated_item);
  if (item.type !== 'widget') throw new Error('no widget');
  return item;
}

async function events(sender: WidgetItem | null, type: string): Promise<ThreadStreamEvent[]> {
  const all: ThreadStreamEvent[] = [];
  const { signal } = new AbortController();
  for await (const event of server.action(thread, { type, payload: null }, sender, context, signal))
    all.push(event);
  return all;
}

/** Plays a whole quiz; `right` says which questions are answered right. */
async function play(right: boolean[]): Promise<WidgetItem> {
  const { questions } = await freshQuiz();
  let card = await newCard();
  for (const [at, isRight] of right.entries()) {
    const { right: place = 0, options = [] } = questions[at] ?? {};
    card = await act(card, 'quiz.check', { choice: String(isRight ? place : (place + 1) % options.length) });
    card = await act(card, 'quiz.next');
  }
  return card;
}

const shown = (item: WidgetItem) => JSON.stringify(item.widget);
const state = (item: WidgetItem) => readQuizState(item.widget);

describe('a quiz card', () => {
  test('asks without holding the answer', async () => {
    const card = await newCard();
    const quiz = await freshQuiz();
    expect(shown(card)).toContain('1 of 3');
    expect(shown(card)).toContain('"streaming":false');
    expect(shown(card)).not.toContain(quiz.questions[0]?.statement);
    expect(shown(card)).not.toContain('"right"');
  });

  test('says right and wrong in words, quotes the lesson and links to its section', async () => {
    const { questions } = await freshQuiz();
    const [first] = questions;
    const right = await act(await newCard(), 'quiz.check', { choice: String(first?.right) });
    expect(shown(right)).toContain('That is right.');
    expect(shown(right)).toContain('Next question');
    expect(shown(right)).toContain(`${siteUrl}${LESSON}#${first?.section.anchor}`);
    const other = first?.right === 0 ? 1 : 0;
    const wrong = await act(await newCard(), 'quiz.check', { choice: String(other) });
    expect(shown(wrong)).toContain('Not quite.');
    expect(shown(wrong)).toContain('your answer');
    expect(shown(wrong)).toContain('right answer');
  });

  test('goes through three questions to the score, and can be copied as text', async () => {
    const card = await play([true, false, true]);
    expect(shown(card)).toContain('2 of 3 right');
    expect(state(card)?.step).toBe('result');
    expect(card.copy_text).toContain('2 of 3 right');
  });
});

describe('what a client may send', () => {
  test.each([
    ['nothing', null],
    ['no choice', {}],
    ['an unknown value', { choice: '7' }],
    ['a number', { choice: 1 }],
    ['a list', { choice: ['1'] }],
    ['words', 'first'],
    ['something enormous', { choice: 'x'.repeat(10_000) }],
  ])('%s is answered with the same question and a hint', async (_name, payload) => {
    const card = await act(await newCard(), 'quiz.check', payload);
    expect(state(card)).toMatchObject({ step: 'asking', answers: [] });
    expect(shown(card)).toContain('Choose one of the answers first.');
  });

  test('a state of its own making changes nothing', async () => {
    const quiz = await freshQuiz();
    const forged = { ...quiz.state, answers: [0, 0, 0], step: 'result', lesson: '/docs/elsewhere' };
    const sender = await newCard();
    expect(await act(sender, 'quiz.check', { quiz: forged, choice: '0' })).toEqual(sender);
    expect(await act(sender, 'quiz.next', { quiz: forged })).toEqual(sender);
  });

  test('a second click, or one on an old question, changes nothing', async () => {
    const sender = await newCard();
    const seen = { quiz: state(sender) };
    const checked = await act(sender, 'quiz.check', { ...seen, choice: '0' });
    expect(await act(checked, 'quiz.check', { ...seen, choice: '1' })).toEqual(checked);
    expect(await act(checked, 'quiz.check', { choice: '1' })).toEqual(checked);
    const second = await act(checked, 'quiz.next', { quiz: state(checked) });
    expect(await act(second, 'quiz.next', { quiz: state(checked) })).toEqual(second);
    expect(await act(second, 'quiz.check', { ...seen, choice: '2' })).toEqual(second);
  });

  test('an action that no card sends is refused with words', async () => {
    const card = await newCard();
    await expect(act(card, 'quiz.cheat')).rejects.toMatchObject({ code: 'invalid_request', status: 400 });
    await expect(act(card, 'quiz.review')).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(
      server.syncAction(thread, { type: 'quiz.check', payload: null }, null, context),
    ).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(events(card, 'quiz.cheat')).rejects.toThrow('This button does nothing here.');
    await expect(events(null, 'quiz.review')).rejects.toThrow('This button does nothing here.');
  });

  test('another widget answers as it is', async () => {
    const other = asItem({ type: 'Card', children: [{ type: 'Text', value: 'Hi' }] });
    expect(await act(other, 'quiz.check', { choice: '1' })).toEqual(other);
    expect(await events(other, 'quiz.review')).toMatchObject([{ type: 'notice' }]);
  });
});

describe('a lesson that is not what it was', () => {
  test('gone: the card says so and asks nothing more', async () => {
    const quiz = await freshQuiz();
    const gone = { ...quiz, state: { ...quiz.state, lesson: '/docs/module-1-ros2/gone' } };
    const card = await act(asItem(quizCard(gone, { siteUrl })), 'quiz.check', { choice: '0' });
    expect(shown(card)).toContain('not in the course any more');
    expect(await act(card, 'quiz.check', { choice: '0' })).toEqual(card);
  });

  test('changed: the card offers to start again', async () => {
    const quiz = await freshQuiz();
    const changed = { ...quiz, state: { ...quiz.state, questions: ['old1', 'old2', 'old3'] } };
    const card = await act(asItem(quizCard(changed, { siteUrl })), 'quiz.check', { choice: '0' });
    expect(shown(card)).toContain('The lesson has changed');
    const again = await act(card, 'quiz.restart', { quiz: state(card) });
    expect(state(again)).toEqual(quiz.state);
  });
});

describe('a lesson with few questions', () => {
  const few = async (count: number) => {
    const quiz = await freshQuiz();
    const questions = quiz.questions.slice(0, count);
    return { ...quiz, questions, state: { ...quiz.state, questions: questions.map(({ id }) => id) } };
  };

  test.each([1, 2])('has a card with %i, which says so and comes to its result', async (count) => {
    const quiz = await few(count);
    let card = asItem(quizCard(quiz, { siteUrl }));
    expect(shown(card)).toContain(`1 of ${count}`);
    expect(shown(card)).toContain('no more good questions');
    for (const { right } of quiz.questions) {
      card = await act(card, 'quiz.check', { choice: String(right) });
      card = await act(card, 'quiz.next');
    }
    expect(state(card)?.step).toBe('result');
    expect(JSON.stringify(await events(card, 'quiz.review'))).toContain(
      count === 1 ? 'That one is right.' : 'Both are right.',
    );
  });

  test('an option that its question does not have is no answer', async () => {
    const quiz = await freshQuiz();
    const short = (
      await lessons.questions('/docs/module-2-simulation/chapter-4-gazebo-worlds/gazebo-and-sdf-worlds')
    ).find(({ options }) => options.length === 3);
    if (!short) throw new Error('no question with three options');
    const lesson = '/docs/module-2-simulation/chapter-4-gazebo-worlds/gazebo-and-sdf-worlds';
    const asked = {
      lesson: { path: lesson, title: 'Gazebo and SDF worlds' },
      questions: [short],
      state: { ...quiz.state, lesson, questions: [short.id] },
    };
    const card = await act(asItem(quizCard(asked, { siteUrl })), 'quiz.check', { choice: '3' });
    expect(state(card)).toMatchObject({ step: 'asking', answers: [] });
    expect(shown(card)).toContain('Choose one of the answers first.');
  });
});

describe('a card that was stored when questions were made in another way', () => {
  const stored = {
    type: 'Card',
    size: 'full',
    asForm: true,
    children: [
      {
        type: 'Markdown',
        value: '\\_\\_\\_\\_\\_ is a participant in the ROS 2 graph that does one job and has its own name.',
      },
      {
        type: 'RadioGroup',
        name: 'choice',
        options: ['A node', 'A message', 'A callback', 'A subscription'].map((label, at) => ({
          label,
          value: String(at),
        })),
      },
    ],
    confirm: {
      label: 'Check',
      action: {
        type: 'quiz.check',
        payload: {
          quiz: {
            lesson: LESSON,
            questions: ['0f3a9c1d2e4b', '1f3a9c1d2e4b', '2f3a9c1d2e4b'],
            answers: [],
            step: 'asking',
          },
        },
        streaming: false,
      },
    },
  } as const;

  test('is read, says that its questions are gone, and begins again with new ones that can be answered', async () => {
    const old = asItem(widgetRoot.parse(stored));
    expect(state(old)).toMatchObject({ lesson: LESSON, step: 'asking' });
    const changed = await act(old, 'quiz.check', { quiz: state(old), choice: '0' });
    expect(shown(changed)).toContain('The lesson has changed');
    const again = await act(changed, 'quiz.restart', { quiz: state(changed) });
    const answered = await act(again, 'quiz.check', { quiz: state(again), choice: '0' });
    expect(state(answered)).toMatchObject({ step: 'checked', answers: [0] });
  });
});

describe('after the result', () => {
  test.each([[[true, false, false]], [[false, false, false]], [[true, true, true]]])(
    'the review is known as one by what it begins with: %o',
    async (right) => {
      const all = await events(await play(right), 'quiz.review');
      const [message] = all.flatMap((event) =>
        event.type === 'thread.item.done' && event.item.type === 'assistant_message' ? [event.item] : [],
      );
      expect(message?.content[0]?.text).toMatch(REVIEW);
    },
  );

  test('the review says what was wrong with its source, then asks what next, once', async () => {
    const card = await play([true, false, false]);
    const all = await events(card, 'quiz.review');
    const items = all.flatMap((event) =>
      event.type === 'thread.item.done' || event.type === 'thread.item.replaced' ? [event.item] : [],
    );
    expect(items.map(({ type }) => type)).toEqual(['widget', 'assistant_message', 'structured_input']);
    const [widget, message, questions] = items;
    if (message?.type !== 'assistant_message' || questions?.type !== 'structured_input')
      throw new Error('order');
    expect(message.content[0]?.text).toContain('1 of 3 right');
    expect(message.content[0]?.text).not.toMatch(/\[\d\]/);
    expect(message.content[0]?.annotations).toHaveLength(2);
    expect(message.content[0]?.annotations[0]?.source).toMatchObject({ title: 'Nodes and topics' });
    expect(questions.inputs).toMatchObject([
      {
        type: 'multiple_choice',
        question: 'What next?',
        options: [{ value: 'Explain what I got wrong' }, {}, {}],
      },
      { type: 'freeform', question: 'Anything unclear?' },
    ]);
    if (widget?.type !== 'widget') throw new Error('no card');
    expect(shown(widget)).toContain('Three more questions');
    expect(await events(widget, 'quiz.review')).toMatchObject([{ type: 'notice' }]);
    expect(await events(widget, 'quiz.more')).toMatchObject([
      { type: 'thread.item.done', item: { type: 'widget' } },
    ]);
  });

  test('who had all right is not offered an explanation', async () => {
    const all = await events(await play([true, true, true]), 'quiz.review');
    expect(JSON.stringify(all)).toContain('All three are right');
    expect(JSON.stringify(all)).not.toContain('Explain what I got wrong');
  });

  test('nothing is gone over before its end', async () => {
    expect(await events(await newCard(), 'quiz.review')).toMatchObject([{ type: 'notice' }]);
    expect(await events(await newCard(), 'quiz.more')).toMatchObject([{ type: 'notice' }]);
  });
});
