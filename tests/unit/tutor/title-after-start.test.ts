import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { courseShape } from '@/lib/search/course-shape';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { createModels } from '@/lib/tutor/models';
import { streamedText, threadIdOf } from '../../support/chat-client';
import { gate } from '../../support/gate';
import { isTitle, type Reply, ScriptedOpenAI } from '../../support/scripted-openai';
import { TutorInMemory } from '../../support/tutor-in-memory';

describe.each(['responses', 'chat_completions'] as const)('the title of a new thread, over %s', (api) => {
  let openai: ScriptedOpenAI;
  beforeAll(async () => {
    openai = await ScriptedOpenAI.start();
  });
  afterAll(() => openai.stop());

  function newTutor(): TutorInMemory {
    const { answer, title } = createModels({
      kind: 'openai',
      apiKey: 'sk-scripted',
      baseUrl: openai.baseUrl,
      api,
      model: 'm',
      titleModel: 'm',
      transcribeModel: 'none',
      idleTimeoutMs: 60_000,
    });
    return new TutorInMemory({
      model: answer,
      ...(title ? { titleModel: title } : {}),
      search: {
        search: async () => [],
        context: async () => [],
        size: async () => ({ documents: 0, passages: 0 }),
      },
      course: courseShape('content'),
      lessons: new CourseLessonsOnDisk('content'),
    });
  }

  const titles = (events: ThreadStreamEvent[]) =>
    events.flatMap((event) => (event.type === 'thread.updated' ? [event.thread.title] : []));
  const titleCalls = () => openai.requests.filter(isTitle).length;

  async function storedTitle({ store }: TutorInMemory, events: ThreadStreamEvent[]): Promise<unknown> {
    return (await store.loadThread({ userId: 'student' }, threadIdOf(events))).value.title;
  }

  test('is asked for once the answer has begun, and saved within the turn', async () => {
    const [hasBegun, hasTitle] = [gate(), gate()];
    let titlesBeforeFirstWords = -1;
    const paces = [
      async () => {
        titlesBeforeFirstWords = titleCalls();
      },
      () => hasTitle.opened,
    ];
    openai.play(() => ({
      kind: 'text',
      text: 'Hello there.',
      chunks: ['Hello ', 'there.'],
      pace: async () => paces.shift()?.(),
    }));
    openai.playTitles(() => {
      hasBegun.open();
      return { kind: 'text', text: 'A greeting' };
    });
    const tutor = newTutor();
    const asked = tutor.ask(['Hello']);
    await hasBegun.opened;
    hasTitle.open();
    const events = await asked;
    expect(titlesBeforeFirstWords).toBe(0);
    expect(titles(events)).toEqual(['A greeting']);
    expect(await storedTitle(tutor, events)).toBe('A greeting');
    expect(streamedText(events)).toBe('Hello there.');
  });

  test('finds a slot on a server that has one, once the answer has let it go', async () => {
    let busy = 0;
    let most = 0;
    const counted = (reply: Extract<Reply, { kind: 'text' }>): Reply => {
      busy += 1;
      most = Math.max(most, busy);
      return { ...reply, onClose: () => (busy -= 1) };
    };
    openai.play(() =>
      counted({ kind: 'text', text: 'Yes.', pace: async () => expect(titleCalls()).toBe(0) }),
    );
    openai.playTitles(() => ({ kind: 'text', text: 'A question' }));
    expect(titles(await newTutor().ask(['Is it?']))).toEqual(['A question']);
    expect(most).toBe(1);
  });

  test('is no reason for a turn that breaks off to wait with its error', async () => {
    openai.play(() => ({ kind: 'text', text: 'Half an', cut: true }));
    const { opened, open } = gate();
    openai.playTitles(async () => {
      await opened;
      return { kind: 'text', text: 'Too late' };
    });
    const tutor = newTutor();
    const events = await tutor.ask(['What is a topic?'], {
      onEvent: ({ type }) => {
        if (type === 'error') open();
      },
    });
    expect(events.some(({ type }) => type === 'error')).toBe(true);
    expect(await storedTitle(tutor, events)).toBe('What is a topic?');
  });

  test.each([
    ['fails', { kind: 'error', status: 400, error: { code: 'content_policy_violation' } }],
    ['ends before its first words', { kind: 'silent', form: 'no_output' }],
  ] as [string, Reply][])('is there when the turn %s', async (how, reply) => {
    openai.play(() => reply);
    openai.playTitles(() => ({ kind: 'text', text: 'By the model' }));
    const tutor = newTutor();
    const events = await tutor.ask(['What is a topic?']);
    const title = how === 'fails' ? 'What is a topic?' : 'By the model';
    expect(await storedTitle(tutor, events)).toBe(title);
    expect(titleCalls()).toBe(how === 'fails' ? 0 : 1);
  });
});
