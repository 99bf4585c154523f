import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page, ThreadItem, ThreadStreamEvent, TurnEndReason } from '@/lib/chatkit/protocol';
import { conversationMarkdown } from '@/lib/privacy/export/conversation-markdown';
import { courseShape } from '@/lib/search/course-shape';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { createModels } from '@/lib/tutor/models';
import { input, readDeclared, readEvents, streamedText, threadIdOf } from '../../support/chat-client';
import { type Reply, ScriptedOpenAI } from '../../support/scripted-openai';
import { TutorInMemory } from '../../support/tutor-in-memory';

const APIS = ['responses', 'chat_completions'] as const;
const DECLARED = { 'X-ChatKit-Resume': '1' };

interface Row {
  end: Exclude<TurnEndReason, 'stopped'> | 'complete';
  what: string;
  reply: Reply;
  /** The answer that stays. */
  text: string;
  calls?: number;
  /** The `error` event of clients that know no end. */
  official: { message: RegExp; allow_retry: boolean } | undefined;
  /** The line under the answer in the downloaded conversation. */
  exported: RegExp | undefined;
}

const half = { kind: 'text', text: 'Half of it' } as const;
const cut = {
  end: 'cut',
  text: 'Half of it',
  official: { message: /length limit/, allow_retry: false },
  exported: /length limit/,
} as const;
const filtered = {
  end: 'filtered',
  official: { message: /content filter/, allow_retry: false },
  exported: /content filter/,
} as const;
const silent = {
  end: 'without_words',
  text: '',
  official: { message: /gave no answer/, allow_retry: true },
  exported: /gave no answer/,
} as const;

const ROWS: Row[] = [
  {
    end: 'complete',
    what: 'a whole answer',
    reply: { kind: 'text', text: 'All of it.' },
    text: 'All of it.',
    official: undefined,
    exported: undefined,
  },
  { what: 'its longest length', reply: { ...half, incomplete: 'max_output_tokens' }, ...cut },
  {
    what: 'its longest length before the first word',
    reply: { kind: 'text', text: '', incomplete: 'max_output_tokens' },
    ...cut,
    text: '',
  },
  {
    what: 'a filter in the middle',
    reply: { ...half, incomplete: 'content_filter' },
    ...filtered,
    text: 'Half of it',
  },
  {
    what: 'a filter before the first word',
    reply: { kind: 'text', text: '', incomplete: 'content_filter' },
    ...filtered,
    text: '',
  },
  {
    end: 'refused',
    what: 'a refusal',
    reply: { kind: 'refusal', text: 'I will not help with that.' },
    text: 'I will not help with that.',
    official: undefined,
    exported: /declined to answer/,
  },
  ...(['no_output', 'reasoning', 'blanks', 'done_only'] as const).map(
    (form): Row => ({ what: `no words (${form})`, reply: { kind: 'silent', form }, ...silent }),
  ),
  { what: 'no words beside markers', reply: { kind: 'text', text: '【1】' }, ...silent },
  {
    end: 'broke_off',
    what: 'a broken connection, with a marker held back',
    reply: { kind: 'text', text: 'Half of it [1', cut: true },
    text: 'Half of it [1',
    official: { message: /broke off/, allow_retry: true },
    exported: /broke off/,
  },
  {
    end: 'gave_up',
    what: 'too many steps',
    reply: { kind: 'tool', name: 'nonsense', arguments: {} },
    text: '',
    calls: 8,
    official: { message: /too many steps/, allow_retry: true },
    exported: /gave up/,
  },
  {
    end: 'refused',
    what: 'a refused request',
    reply: { kind: 'error', status: 400, error: { code: 'content_policy_violation' } },
    text: '',
    official: { message: /ask in another way/, allow_retry: false },
    exported: /declined to answer/,
  },
  {
    end: 'without_words',
    what: 'a refused key',
    reply: { kind: 'error', status: 401 },
    text: '',
    official: { message: /not set up right/, allow_retry: false },
    exported: /gave no answer/,
  },
];

describe.each(APIS)('how a turn ended, over %s', (api) => {
  let openai: ScriptedOpenAI;

  beforeAll(async () => {
    openai = await ScriptedOpenAI.start();
  });
  afterAll(() => openai.stop());

  function newTutor(): TutorInMemory {
    const { answer } = createModels({
      kind: 'openai',
      apiKey: 'sk-scripted',
      baseUrl: openai.baseUrl,
      api,
      model: 'gpt-scripted',
      titleModel: 'gpt-titles',
      transcribeModel: 'none',
      idleTimeoutMs: 60_000,
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
    });
  }

  const ask = (tutor: TutorInMemory, headers = {}) =>
    tutor.post({ type: 'threads.create', params: { input: input('Hello') } }, 'student', headers);

  async function items(tutor: TutorInMemory, thread_id: string, headers = {}): Promise<ThreadItem[]> {
    const read = async (type: string) => {
      const response = await tutor.post({ type, params: { thread_id, order: 'asc' } }, 'student', headers);
      return response.json();
    };
    const page: Page<ThreadItem> = await read('items.list');
    const thread: { items: Page<ThreadItem> } = await read('threads.get_by_id');
    expect(thread.items.data).toEqual(page.data);
    return page.data;
  }

  const said = (list: ThreadItem[]) =>
    list.flatMap((item) => (item.type === 'assistant_message' ? item.content : [])).map(({ text }) => text);
  const ends = (list: ThreadItem[]) =>
    list.flatMap((item) => (item.type === 'turn_end' ? [item.reason] : []));
  const done = (events: ThreadStreamEvent[]) =>
    events.flatMap((event) => (event.type === 'thread.item.done' ? [event.item] : []));

  test.each(ROWS)('$end: $what', async ({ end, reply, text, calls = 1, official, exported }) => {
    const expected = end === 'complete' ? [] : [end];
    openai.play(() => reply);

    // Streamed, to a client that declares that it knows.
    const tutor = newTutor();
    const streamed = await readDeclared(await ask(tutor, DECLARED));
    expect(openai.turns).toHaveLength(calls);
    expect(streamedText(streamed).trim()).toBe(text);
    expect(ends(done(streamed))).toEqual(expected);
    expect(streamed.filter(({ type }) => type === 'error').length).toBeLessThanOrEqual(1);

    // Reloaded, there or on another device.
    const thread_id = threadIdOf(streamed);
    const reloaded = await items(tutor, thread_id, DECLARED);
    expect(said(reloaded)).toEqual(text === '' ? [] : [text]);
    expect(ends(reloaded)).toEqual(expected);
    if (end !== 'complete') expect(reloaded.at(-1)?.type).toBe('turn_end');

    // In the export.
    const stored = await tutor.store.listItems({ userId: 'student' }, thread_id, {
      limit: 100,
      order: 'asc',
      includeHidden: true,
    });
    const record = { id: thread_id, title: null, createdAt: new Date(0) };
    const listed = async function* () {
      yield* stored.data;
    };
    let page = '';
    for await (const piece of conversationMarkdown(record, listed())) page += piece;
    const line = page.match(/^\*[^*]+\*$/m)?.[0];
    expect(line).toEqual(exported === undefined ? undefined : expect.stringMatching(exported));

    // To every other client: the official protocol and nothing more.
    const other = newTutor();
    const plain: ThreadStreamEvent[] = [];
    for await (const event of readEvents(await ask(other))) plain.push(event);
    expect(ends(done(plain))).toEqual([]);
    expect(streamedText(plain).trim()).toBe(text);
    const failures = plain.filter((event) => event.type === 'error');
    expect(failures).toEqual(
      official === undefined
        ? []
        : [{ type: 'error', code: 'custom', ...official, message: expect.stringMatching(official.message) }],
    );
    const seen = await items(other, threadIdOf(plain));
    expect(ends(seen)).toEqual([]);
    expect(said(seen)).toEqual(text === '' ? [] : [text]);
    // The same thread, read by both.
    expect(ends(await items(tutor, thread_id))).toEqual([]);
    expect(ends(await items(other, threadIdOf(plain), DECLARED))).toEqual(expected);
  });

  test('a turn that the student stopped says so afterwards', async () => {
    const tutor = newTutor();
    let halfway: () => void = () => undefined;
    const isHalfway = new Promise<void>((resolve) => {
      halfway = resolve;
    });
    const paces = [Promise.resolve(), new Promise<void>(() => {})];
    openai.play(() => ({
      kind: 'text',
      text: 'Half of it',
      chunks: ['Half of ', 'it'],
      pace: async () => {
        if (paces.length === 1) halfway();
        await paces.shift();
      },
    }));
    const response = await ask(tutor, DECLARED);
    const streamed = readDeclared(response);
    const listed = await tutor.post({ type: 'threads.list', params: {} });
    const { data }: Page<{ id: string }> = await listed.json();
    const thread_id = data[0]?.id ?? '';
    await isHalfway;
    await tutor.post({ type: 'threads.stop', params: { thread_id } });
    expect(ends(done(await streamed))).toEqual(['stopped']);
    expect(ends(await items(tutor, thread_id, DECLARED))).toEqual(['stopped']);
    expect(ends(await items(tutor, thread_id))).toEqual([]);
  });

  test('an answer that is given anew takes the end of the old one with it', async () => {
    const tutor = newTutor();
    openai.play(() => ({ ...half, incomplete: 'max_output_tokens' }));
    const thread_id = threadIdOf(await readDeclared(await ask(tutor, DECLARED)));
    const [message] = await items(tutor, thread_id);
    const retry = { type: 'threads.retry_after_item', params: { thread_id, item_id: message?.id } };

    // One that gives nothing brings back what there was.
    openai.play(() => ({ kind: 'silent', form: 'no_output' }));
    const failed = await readDeclared(await tutor.post(retry, 'student', DECLARED));
    expect(ends(done(failed))).toEqual(['without_words']);
    expect(ends(await items(tutor, thread_id, DECLARED))).toEqual(['cut']);

    openai.play(() => ({ kind: 'text', text: 'All of it.' }));
    await readDeclared(await tutor.post(retry, 'student', DECLARED));
    const now = await items(tutor, thread_id, DECLARED);
    expect(ends(now)).toEqual([]);
    expect(said(now)).toEqual(['All of it.']);
  });

  describe('"Go on"', () => {
    const first: Reply = { kind: 'text', text: 'A lidar measures dist', incomplete: 'max_output_tokens' };
    const goOn = (thread_id: string) => ({ type: 'threads.continue', params: { thread_id } });

    async function cutAnswer(): Promise<{ tutor: TutorInMemory; thread_id: string }> {
      const tutor = newTutor();
      openai.play(() => first);
      return { tutor, thread_id: threadIdOf(await readDeclared(await ask(tutor, DECLARED))) };
    }

    test.each([
      ['goes on in the middle of the word', 'ances.', 'ances.'],
      ['begins the word anew', 'distances.', 'ances.'],
      ['begins the sentence anew', 'A lidar measures distances.', 'ances.'],
    ])('makes one answer of two responses: the model %s', async (_, text, added) => {
      const { tutor, thread_id } = await cutAnswer();
      const before = await items(tutor, thread_id);
      openai.play(() => ({ kind: 'text', text }));
      const events = await readDeclared(await tutor.post(goOn(thread_id), 'student', DECLARED));
      expect(JSON.stringify(openai.turns[0]?.input.slice(-2))).toMatch(
        /A lidar measures dist".*exactly where/,
      );
      expect(streamedText(events)).toBe(added);
      const now = await items(tutor, thread_id, DECLARED);
      expect(said(now)).toEqual(['A lidar measures distances.']);
      // The same items as before, and no trace of how the answer came about.
      expect(now.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
      const page = { limit: 100, order: 'asc', includeHidden: true } as const;
      const { data } = await tutor.store.listItems({ userId: 'student' }, thread_id, page);
      expect(data).toHaveLength(2);
    });

    test('can be said again while the answer is cut', async () => {
      const { tutor, thread_id } = await cutAnswer();
      openai.play(() => ({ kind: 'text', text: 'ances by ', incomplete: 'max_output_tokens' }));
      const events = await readDeclared(await tutor.post(goOn(thread_id), 'student', DECLARED));
      expect(ends(done(events))).toEqual(['cut']);
      openai.play(() => ({ kind: 'text', text: 'light.' }));
      await readDeclared(await tutor.post(goOn(thread_id), 'student', DECLARED));
      expect(said(await items(tutor, thread_id))).toEqual(['A lidar measures distances by light.']);
      const again = tutor.post(goOn(thread_id), 'student', DECLARED);
      await expect(again).rejects.toMatchObject({ status: 409 });
    });

    test.each<[string, Reply]>([
      ['says nothing', { kind: 'silent', form: 'no_output' }],
      ['fails', { kind: 'error', status: 401 }],
    ])('leaves the answer as it was when the model %s', async (_, reply) => {
      const { tutor, thread_id } = await cutAnswer();
      openai.play(() => reply);
      await readDeclared(await tutor.post(goOn(thread_id), 'student', DECLARED));
      const now = await items(tutor, thread_id, DECLARED);
      expect([said(now), ends(now)]).toEqual([['A lidar measures dist'], ['cut']]);
    });

    test('keeps what was added when it breaks off, and can be said again', async () => {
      const { tutor, thread_id } = await cutAnswer();
      openai.play(() => ({ kind: 'text', text: 'ances by', cut: true }));
      await readDeclared(await tutor.post(goOn(thread_id), 'student', DECLARED));
      const now = await items(tutor, thread_id, DECLARED);
      expect([said(now), ends(now)]).toEqual([['A lidar measures distances by'], ['cut']]);
      openai.play(() => ({ kind: 'text', text: ' light.' }));
      await readDeclared(await tutor.post(goOn(thread_id), 'student', DECLARED));
      expect(said(await items(tutor, thread_id))).toEqual(['A lidar measures distances by light.']);
    });

    test('there is none for an answer that is whole, or has no words', async () => {
      for (const reply of [
        { kind: 'text', text: 'All.' },
        { ...first, text: '' },
      ] as const) {
        const tutor = newTutor();
        openai.play(() => reply);
        const thread_id = threadIdOf(await readDeclared(await ask(tutor, DECLARED)));
        await expect(tutor.post(goOn(thread_id), 'student', DECLARED)).rejects.toMatchObject({
          status: 409,
        });
      }
    });

    test('is for clients that declare the extensions: for others the links of a continued text cannot be judged', async () => {
      const { tutor, thread_id } = await cutAnswer();
      await expect(tutor.post(goOn(thread_id))).rejects.toMatchObject({ status: 400 });
      expect(ends(await items(tutor, thread_id, DECLARED))).toEqual(['cut']);
    });

    test('goes on with code as code: its brackets are no citation markers', async () => {
      const tutor = newTutor();
      const fence = 'Like so:\n\n```python\ndef f(x):\n    y = x\n';
      const rest = '    return y\n\nprint([1])\nprint([2])\n```\n\nDone.';
      openai.play(() => ({ kind: 'text', text: fence, incomplete: 'max_output_tokens' }));
      const thread_id = threadIdOf(await readDeclared(await ask(tutor, DECLARED)));
      openai.play(() => ({ kind: 'text', text: rest }));
      const events = await readDeclared(await tutor.post(goOn(thread_id), 'student', DECLARED));
      expect(streamedText(events)).toBe(rest);
      expect(said(await items(tutor, thread_id))).toEqual([fence + rest]);
    });

    test('leaves the thread such that it can be said again when the process dies in the middle', async () => {
      const { tutor, thread_id } = await cutAnswer();
      let halfway: () => void = () => undefined;
      const isHalfway = new Promise<void>((resolve) => {
        halfway = resolve;
      });
      const paces = [Promise.resolve(), new Promise<void>(() => {})];
      openai.play(() => ({
        kind: 'text',
        text: 'ances by light.',
        chunks: ['ances by ', 'light.'],
        pace: async () => {
          if (paces.length === 1) halfway();
          await paces.shift();
        },
      }));
      await tutor.post(goOn(thread_id), 'student', DECLARED);
      await isHalfway;
      // What another process would find.
      const page = { limit: 100, order: 'asc', includeHidden: true } as const;
      const { data } = await tutor.store.listItems({ userId: 'student' }, thread_id, page);
      expect(data.map(({ type }) => type)).toEqual(['user_message', 'assistant_message', 'turn_end']);
      await tutor.post({ type: 'threads.stop', params: { thread_id } });
    });

    test('can be said again after it was stopped', async () => {
      const { tutor, thread_id } = await cutAnswer();
      let halfway: () => void = () => undefined;
      const isHalfway = new Promise<void>((resolve) => {
        halfway = resolve;
      });
      const paces = [Promise.resolve(), new Promise<void>(() => {})];
      openai.play(() => ({
        kind: 'text',
        text: 'ances by light.',
        chunks: ['ances by ', 'light.'],
        pace: async () => {
          if (paces.length === 1) halfway();
          await paces.shift();
        },
      }));
      const streamed = readDeclared(await tutor.post(goOn(thread_id), 'student', DECLARED));
      await isHalfway;
      await tutor.post({ type: 'threads.stop', params: { thread_id } });
      expect(ends(done(await streamed))).toEqual(['cut']);
      openai.play(() => ({ kind: 'text', text: 'and so on.' }));
      await readDeclared(await tutor.post(goOn(thread_id), 'student', DECLARED));
      const now = await items(tutor, thread_id, DECLARED);
      expect(said(now)).toEqual([expect.stringMatching(/^A lidar measures dist.*and so on\.$/)]);
      expect(ends(now)).toEqual([]);
    });
  });
});
