import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { courseShape } from '@/lib/search/course-shape';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import type { ModelFailure } from '@/lib/tutor/model-retry';
import { createModels } from '@/lib/tutor/models';
import { streamedText, threadIdOf } from '../../support/chat-client';
import { type Reply, ScriptedOpenAI } from '../../support/scripted-openai';
import { TutorInMemory } from '../../support/tutor-in-memory';

const APIS = ['responses', 'chat_completions'] as const;
const SOON = { 'retry-after-ms': '1' };

describe.each(APIS)('a model that fails, over %s', (api) => {
  let openai: ScriptedOpenAI;
  let tutor: TutorInMemory;
  let retries: ModelFailure[];

  beforeAll(async () => {
    openai = await ScriptedOpenAI.start();
  });
  afterAll(() => openai.stop());

  beforeEach(() => {
    retries = [];
    tutor = tutorAt(openai.baseUrl);
  });

  function tutorAt(baseUrl: string, idleTimeoutMs = 60_000): TutorInMemory {
    const { answer } = createModels({
      kind: 'openai',
      apiKey: 'sk-scripted',
      baseUrl,
      api,
      model: 'gpt-scripted',
      titleModel: 'gpt-titles',
      transcribeModel: 'none',
      idleTimeoutMs,
    });
    return new TutorInMemory({
      model: answer,
      search: {
        search: async () => [],
        context: async () => [],
        size: async () => ({ documents: 0, passages: 0 }),
      },
      course: courseShape('content'),
      lessons: new CourseLessonsOnDisk('content'),
      onModelRetry: (failure) => retries.push(failure),
    });
  }

  /** Fails with the replies one after the other, then answers. */
  function play(...failures: Reply[]): void {
    const left = [...failures];
    openai.play(() => left.shift() ?? { kind: 'text', text: 'At last.' });
  }

  async function keptAnswer({ store }: TutorInMemory, events: ThreadStreamEvent[]): Promise<string> {
    const page = { limit: 10, order: 'asc' } as const;
    const { data } = await store.listItems({ userId: 'student' }, threadIdOf(events), page);
    expect(data.map(({ type }) => type)).toEqual(['user_message', 'assistant_message']);
    const [, kept] = data;
    return (kept?.type === 'assistant_message' && kept.content[0]?.text) || '';
  }

  const failure = (events: ThreadStreamEvent[]) => events.find((event) => event.type === 'error');

  test.each([408, 409, 500, 502])('%i passes: the call is made again', async (status) => {
    play({ kind: 'error', status, headers: SOON }, { kind: 'error', status, headers: SOON });
    const events = await tutor.ask(['Hello']);
    expect(streamedText(events)).toBe('At last.');
    expect(failure(events)).toBeUndefined();
    expect(openai.turns).toHaveLength(3);
    expect(retries.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  test('after two more attempts the student reads what is wrong', async () => {
    const broken: Reply = { kind: 'error', status: 500, headers: SOON };
    play(broken, broken, broken);
    expect(failure(await tutor.ask(['Hello']))).toEqual({
      type: 'error',
      code: 'custom',
      message: 'The tutor could not answer this time. Please try again.',
      allow_retry: true,
    });
    expect(openai.turns).toHaveLength(3);
  });

  test.each([
    ['seconds', { 'retry-after': '200' }, 'Please try again in 4 minutes.'],
    ['milliseconds', { 'retry-after-ms': '245000' }, 'Please try again in 5 minutes.'],
    ['an hour', { 'retry-after': '3600', 'x-should-retry': 'false' }, 'Please try again in 60 minutes.'],
  ])('a long wait is told and not waited for: %s', async (_, headers, words) => {
    play({ kind: 'error', status: 429, headers });
    const event = failure(await tutor.ask(['Hello']));
    expect(event).toMatchObject({
      message: `The tutor is very busy right now. ${words}`,
      allow_retry: true,
    });
    expect(openai.turns).toHaveLength(1);
  });

  const refused = (status: number, error: object): Reply => ({ kind: 'error', status, error });
  test.each([
    ['a refused key', refused(401, {}), /not set up right/, false],
    ['a forbidden model', refused(403, {}), /not set up right/, false],
    ['an unknown model', refused(404, { code: 'model_not_found' }), /not set up right/, false],
    ['an empty account', refused(429, { code: 'insufficient_quota' }), /not set up right/, false],
    ['too long', refused(400, { code: 'context_length_exceeded' }), /shorter question/, false],
    [
      'too long, in words',
      refused(400, { message: 'maximum context length is 8' }),
      /shorter question/,
      false,
    ],
    ['content', refused(400, { code: 'content_policy_violation' }), /ask in another way/, false],
    ['anything else', refused(400, {}), /could not answer this time/, true],
  ])('%s is said plainly, and asked once', async (_, reply, message, allow_retry) => {
    play(reply);
    expect(failure(await tutor.ask(['Hello']))).toMatchObject({
      code: 'custom',
      message: expect.stringMatching(message),
      allow_retry,
    });
    expect(openai.turns).toHaveLength(1);
    expect(retries).toEqual([]);
  });

  test('nothing that listens is tried three times, then said', async () => {
    const away = tutorAt('http://127.0.0.1:9/v1');
    expect(failure(await away.ask(['Hello']))).toMatchObject({
      message: 'The tutor cannot be reached right now. Please try again in a moment.',
      allow_retry: true,
    });
    expect(retries.map(({ status }) => status)).toEqual([undefined, undefined]);
    for (const [at, { delayMs }] of retries.entries()) {
      expect(delayMs).toBeGreaterThanOrEqual(250 * 2 ** at);
      expect(delayMs).toBeLessThanOrEqual(500 * 2 ** at);
    }
  });

  test('a stream that dies in the middle is not asked again; what it said stays', async () => {
    play({ kind: 'text', text: 'Half an', cut: true });
    const events = await tutor.ask(['Hello']);
    expect(failure(events)).toEqual({
      type: 'error',
      code: 'custom',
      message: 'The answer broke off before its end. You can try again.',
      allow_retry: true,
    });
    expect(openai.turns).toHaveLength(1);
    expect(streamedText(events)).toContain('Half');
    expect(await keptAnswer(tutor, events)).toBe(streamedText(events));
  });

  test('a stream that goes quiet in the middle is given up; what it said stays', async () => {
    const quiet = tutorAt(openai.baseUrl, 300);
    const paces = [Promise.resolve(), new Promise<void>(() => {})];
    play({
      kind: 'text',
      text: 'Half an answer',
      chunks: ['Half an ', 'answer'],
      pace: async () => paces.shift(),
    });

    const events = await quiet.ask(['Hello']);

    expect(failure(events)).toEqual({
      type: 'error',
      code: 'custom',
      message: 'The answer broke off before its end. You can try again.',
      allow_retry: true,
    });
    expect(openai.turns).toHaveLength(1);
    expect(await keptAnswer(quiet, events)).toMatch(/^Half an ?$/);
    await expect.poll(() => openai.openRequests).toBe(0);
  });

  test.each([
    ['anything', { kind: 'hang' } as const],
    ['a word', { kind: 'text', text: 'late', pace: () => new Promise<void>(() => {}) } as const],
  ])('a model that never says %s is given up, and asked once', async (_, reply) => {
    play(reply);
    expect(failure(await tutorAt(openai.baseUrl, 300).ask(['Hello']))).toEqual({
      type: 'error',
      code: 'custom',
      message: 'The tutor took too long to answer. Please try again in a moment.',
      allow_retry: true,
    });
    expect(openai.turns).toHaveLength(1);
    await expect.poll(() => openai.openRequests).toBe(0);
  });

  test('a model that takes its time with each word is not', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const seen: ThreadStreamEvent[] = [];
    let words = 0;
    const pace = async () => {
      await expect.poll(() => streamedText(seen).split(' ').filter(Boolean).length).toBe(words);
      words += 1;
      await vi.advanceTimersByTimeAsync(200);
    };
    play({ kind: 'text', text: 'one two three four five', pace });
    const events = await tutorAt(openai.baseUrl, 300).ask(['Hello'], {
      onEvent: (event) => seen.push(event),
    });
    expect(failure(events)).toBeUndefined();
    expect(streamedText(events)).toBe('one two three four five');
  });

  test('a model that never comes to an end is stopped after eight calls', async () => {
    openai.play(() => ({ kind: 'tool', name: 'nonsense', arguments: {} }));
    expect(failure(await tutor.ask(['Hello']))).toMatchObject({
      message: 'This question took too many steps. Please ask it in smaller parts.',
      allow_retry: true,
    });
    expect(openai.turns).toHaveLength(8);
  });
});
