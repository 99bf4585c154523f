import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page, ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { boundedQuery } from '@/lib/search/bounded-query';
import { courseShape } from '@/lib/search/course-shape';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { withinBudget } from '@/lib/tutor/history-budget';
import { createModels } from '@/lib/tutor/models';
import { input, readEvents, streamedText, threadIdOf } from '../../support/chat-client';
import { ScriptedOpenAI } from '../../support/scripted-openai';
import { TutorInMemory } from '../../support/tutor-in-memory';

const LONGEST = 100_000;

describe.each(['responses', 'chat_completions'] as const)('a long message, over %s', (api) => {
  let openai: ScriptedOpenAI;
  let tutor: TutorInMemory;

  beforeAll(async () => {
    openai = await ScriptedOpenAI.start();
    const { answer, title } = createModels({
      kind: 'openai',
      apiKey: 'sk-scripted',
      baseUrl: openai.baseUrl,
      api,
      model: 'gpt-scripted',
      titleModel: 'gpt-titles',
      transcribeModel: 'none',
      idleTimeoutMs: 60_000,
    });
    if (!title) throw new Error('no model for titles');
    tutor = new TutorInMemory({
      model: answer,
      titleModel: title,
      search: {
        search: async () => [],
        context: async () => [],
        size: async () => ({ documents: 0, passages: 0 }),
      },
      course: courseShape('content'),
      lessons: new CourseLessonsOnDisk('content'),
    });
  });
  afterAll(() => openai.stop());

  async function send(userId: string, message: object): Promise<ThreadStreamEvent[]> {
    const response = await tutor.post({ type: 'threads.create', params: { input: message } }, userId);
    expect(response.status).toBe(200);
    const events: ThreadStreamEvent[] = [];
    for await (const event of readEvents(response)) events.push(event);
    return events;
  }

  async function threads(userId: string): Promise<number> {
    const response = await tutor.post({ type: 'threads.list', params: {} }, userId);
    const { data }: Page<unknown> = await response.json();
    return data.length;
  }

  test.each([
    ['Latin', 'robot '.repeat(LONGEST).slice(0, LONGEST - 1)],
    ['three bytes a character', '激'.repeat(LONGEST)],
    ['four bytes a character, two units', '🤖'.repeat(LONGEST)],
  ])('of 100,000 characters is answered whole: %s', async (what, text) => {
    openai.play(() => ({ kind: 'text', text: 'Read.' }));
    const events = await send(`reader-${what}`, input(`${text}`));
    expect(streamedText(events)).toBe('Read.');
    expect(JSON.stringify(openai.turns.at(-1)?.input)).toContain(text);
    const [asked] = openai.requests.filter((request) => !openai.turns.includes(request));
    expect(JSON.stringify(asked?.input).length).toBeLessThan(10_000);
    const page = { limit: 10, order: 'asc' } as const;
    const stored = await tutor.store.listItems({ userId: `reader-${what}` }, threadIdOf(events), page);
    const [message] = stored.data;
    expect(message?.type === 'user_message' && message.content[0]?.text).toBe(text);
  });

  test.each([
    ['one more', input('🤖'.repeat(LONGEST + 1)), '100,001'],
    ['what it quotes counts', input('a'.repeat(LONGEST), { quoted_text: 'b' }), '100,001'],
    ['a million', input('a'.repeat(1_000_000)), '1,000,000'],
    ['ten million', input('a'.repeat(10_000_000)), '10,000,000'],
    [
      'many parts',
      { ...input(''), content: Array(100).fill({ type: 'input_text', text: 'a'.repeat(1001) }) },
      '100,100',
    ],
  ])('of more is refused in words, and nothing of it is stored: %s', async (what, message, count) => {
    openai.play(() => ({ kind: 'text', text: 'Read.' }));
    const userId = `writer-${what}`;
    expect(await send(userId, message)).toEqual([
      {
        type: 'error',
        code: 'custom',
        message: `This message has ${count} characters, and a message can have up to 100,000. Shorten it, or attach the text as a file.`,
        allow_retry: false,
      },
    ]);
    expect(openai.requests).toEqual([]);
    expect(await threads(userId)).toBe(0);
  });

  test.each([
    ['nothing', ''],
    ['blanks', ' \n\t\u3000\u00a0'],
    ['what nobody sees', '\u200b\u2060\ufeff\u00ad'],
  ])('of %s is refused in words', async (what, text) => {
    const userId = `silent-${what}`;
    expect(await send(userId, input(text))).toEqual([
      {
        type: 'error',
        code: 'custom',
        message: 'There is nothing in this message. Write something, or attach a file.',
        allow_retry: false,
      },
    ]);
    expect(await threads(userId)).toBe(0);
  });

  test('what is no text of it may not be long', async () => {
    const big = { type: 'input_tag', id: 't', text: 'tag', data: { a: 'a'.repeat(300_000) } };
    const post = (params: object) => tutor.post({ type: 'threads.create', params }, 'stuffer');
    await expect(post({ input: { ...input('hi'), content: [big] } })).rejects.toMatchObject({ status: 413 });
    const body = {
      type: 'threads.create',
      params: { input: input('hi') },
      metadata: { a: 'a'.repeat(300_000) },
    };
    await expect(tutor.post(body, 'stuffer')).rejects.toMatchObject({ status: 413 });
    await expect(post({ input: input('a'.repeat(17_000_000)) })).rejects.toMatchObject({ status: 413 });
  });

  test('earlier ones are given shortened, the present one whole', async () => {
    openai.play(() => ({ kind: 'text', text: 'Read.' }));
    const long = (letter: string) => `begin-${letter} ${letter.repeat(90_000)} end-${letter}`;
    const messages = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(long);
    await tutor.ask([...messages, long('z')], { userId: 'talker' });
    const given = JSON.stringify(openai.turns.at(-1)?.input);
    expect(given).toContain('z'.repeat(90_000));
    expect(given.length).toBeLessThan(90_000 + 65_000);
    expect(given).toMatch(/begin-g g+.*left out.*g+ end-g/);
    expect(given).not.toContain('begin-a');
  });
});

test('the newest of a history stay', () => {
  const item = (id: number) => ({
    type: 'assistant_message' as const,
    id: `msg_${id}`,
    thread_id: 'thr_1',
    created_at: '2026-01-01T00:00:00.000Z',
    content: [{ type: 'output_text' as const, text: String(id).repeat(10_000), annotations: [] }],
  });
  const items = [1, 2, 3, 4, 5, 6, 7, 8].map(item);
  expect(withinBudget(items)).toEqual(items.slice(2));
  expect(withinBudget(items.slice(5))).toEqual(items.slice(5));
});

test('a question is looked for by its beginning and its end', () => {
  expect(boundedQuery('What is a topic?')).toBe('What is a topic?');
  const query = boundedQuery(`Why does this fail? ${'log line '.repeat(11_000)} It says QoS.`);
  expect(query.length).toBeLessThanOrEqual(1001);
  expect(query).toMatch(/^Why does this fail\?.*It says QoS\.$/);
  expect(boundedQuery('🤖'.repeat(50_001)).isWellFormed()).toBe(true);
});
