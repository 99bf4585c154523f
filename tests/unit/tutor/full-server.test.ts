import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { courseShape } from '@/lib/search/course-shape';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { createModels } from '@/lib/tutor/models';
import { streamedText } from '../../support/chat-client';
import { gate } from '../../support/gate';
import { type Reply, ScriptedOpenAI } from '../../support/scripted-openai';
import { Slots, type SlotsOptions } from '../../support/slots';
import { TutorInMemory } from '../../support/tutor-in-memory';

const refusal = (status: number, error: object, headers: Record<string, string> = {}): Reply => ({
  kind: 'error',
  status,
  error,
  headers,
});
const bare = (status: number, body: object): Reply => ({
  kind: 'raw',
  status,
  contentType: 'application/json',
  pieces: [JSON.stringify(body)],
});

/** How servers refuse what they have no room for, in their own words. */
const REFUSALS: [string, Reply][] = [
  ['OpenAI', refusal(429, { message: 'Rate limit reached for requests', code: 'rate_limit_exceeded' })],
  ['OpenAI, with a time', refusal(429, { message: 'Rate limit reached' }, { 'retry-after-ms': '5' })],
  ['OpenAI, overloaded', refusal(503, { message: 'The engine is currently overloaded', code: null })],
  ['Anthropic', refusal(529, { message: 'Overloaded', type: 'overloaded_error' })],
  ['vLLM behind a gateway', bare(503, { object: 'error', message: 'Service Unavailable', code: 503 })],
  ['Ollama', bare(503, { error: 'server busy, please try again.  maximum pending requests exceeded' })],
  [
    'Ollama before',
    bare(500, { error: { message: 'unexpected server status: llm busy - no slots available' } }),
  ],
  ['TGI', bare(429, { error: 'Model is overloaded', error_type: 'overloaded' })],
  ['SGLang', bare(503, { object: 'error', message: 'The request queue is full.', code: 503 })],
  [
    'llama.cpp while it loads',
    bare(503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }),
  ],
  ['a proxy', { kind: 'raw', status: 503, contentType: 'text/html', pieces: ['<html>503</html>'] }],
];

const isLine = (event: ThreadStreamEvent) => event.type === 'progress_update';

describe.each(['responses', 'chat_completions'] as const)('a server with two slots, over %s', (api) => {
  let openai: ScriptedOpenAI;
  beforeAll(async () => {
    openai = await ScriptedOpenAI.start();
  });
  afterAll(() => openai.stop());

  function newTutor({ hasTitles = true } = {}): TutorInMemory {
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
      ...(title && hasTitles ? { titleModel: title } : {}),
      search: {
        search: async () => [],
        context: async () => [],
        size: async () => ({ documents: 0, passages: 0 }),
      },
      course: courseShape('content'),
      lessons: new CourseLessonsOnDisk('content'),
    });
  }

  /** The answers of two come to their end when the gate opens. */
  function play(full: SlotsOptions['full']) {
    const slots = new Slots({ count: 2, full });
    const [end, bothRun] = [gate(), gate()];
    let begun = 0;
    openai.play(
      slots.script(() => {
        begun += 1;
        if (begun === 2) bothRun.open();
        let sent = 0;
        const pace = async () => {
          sent += 1;
          if (sent > 1) await end.opened;
        };
        return { kind: 'text', text: 'One two.', chunks: ['One ', 'two.'], pace };
      }),
    );
    openai.playTitles(slots.script(() => ({ kind: 'text', text: 'A title' })));
    return { slots, end: end.open, bothRun: bothRun.opened };
  }

  test.each(REFUSALS)('that refuses as %s answers all three', async (_, reply) => {
    const { slots, end, bothRun } = play(() => reply);
    const tutor = newTutor();
    const two = ['a', 'b'].map((userId) => tutor.ask(['Hello'], { userId }));
    await bothRun;
    const third = await tutor.ask(['Hello'], {
      userId: 'c',
      onEvent: (event) => {
        if (isLine(event)) end();
      },
    });
    for (const events of [...(await Promise.all(two)), third]) {
      expect(streamedText(events)).toBe('One two.');
      expect(events.some(({ type }) => type === 'error')).toBe(false);
    }
    expect(third.filter(isLine)).toEqual([
      { type: 'progress_update', text: 'The tutor is busy: you are next in line.', icon: 'clock' },
      {
        type: 'progress_update',
        text: 'It is your turn. The tutor is working on your answer…',
        icon: 'clock',
      },
    ]);
    expect(slots.maxUsed).toBe(2);
  });

  test('is not asked again and again by those who wait', async () => {
    const { slots, end, bothRun } = play(() => refusal(429, {}));
    const tutor = newTutor({ hasTitles: false });
    const ask = (userId: string, onEvent: (event: ThreadStreamEvent) => void = () => undefined) =>
      tutor.ask(['Hello'], { userId, onEvent });
    const all = [ask('a'), ask('b')];
    await bothRun;
    const isTold = ['c', 'd', 'e', 'f'].map((userId) => {
      const { opened, open } = gate();
      all.push(ask(userId, (event) => isLine(event) && open()));
      return opened;
    });
    await Promise.all(isTold);
    // Whoever came first found out; at most those who were on their way with them.
    const refused = openai.turns.length - 2;
    expect(refused).toBeLessThanOrEqual(4);
    end();
    for (const events of await Promise.all(all)) expect(streamedText(events)).toBe('One two.');
    expect(slots.maxUsed).toBe(2);
  });

  test('is left by who stops, who then asks nothing of it', async () => {
    const { end, bothRun } = play(() => refusal(503, {}));
    const tutor = newTutor({ hasTitles: false });
    const two = ['a', 'b'].map((userId) => tutor.ask(['Hello'], { userId }));
    await bothRun;
    const body = {
      type: 'threads.create',
      params: {
        input: { content: [{ type: 'input_text', text: 'Hello' }], attachments: [], inference_options: {} },
      },
    };
    const response = await tutor.post(body, 'c');
    const reader = response.body?.getReader();
    for (let text = ''; !text.includes('next in line'); ) {
      text += new TextDecoder().decode((await reader?.read())?.value);
    }
    const asked = openai.turns.length;
    await reader?.cancel();
    end();
    await Promise.all(two);
    await expect.poll(() => openai.openRequests).toBe(0);
    expect(openai.turns).toHaveLength(asked);
    expect(streamedText(await tutor.ask(['Hello'], { userId: 'd' }))).toBe('One two.');
  });

  test('that says when to come back in an hour is not waited for', async () => {
    openai.play(() => refusal(429, {}, { 'retry-after': '3600' }));
    const tutor = newTutor();
    const words = async () => (await tutor.ask(['Hello'])).find(({ type }) => type === 'error');
    expect(await words()).toMatchObject({
      message: 'The tutor is very busy right now. Please try again in 60 minutes.',
      allow_retry: true,
    });
    // The next one is not even sent.
    expect(await words()).toMatchObject({ message: expect.stringContaining('very busy') });
    expect(openai.turns).toHaveLength(1);
  });
});
