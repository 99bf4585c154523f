import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeCare } from '@/lib/compose-care';
import { courseShape } from '@/lib/search/course-shape';
import { LocalCourseSearch } from '@/lib/search/local-course-search';
import { visibleText } from '@/lib/text/visible-text';
import { Care } from '@/lib/tutor/care/care';
import { CARE_TEXTS } from '@/lib/tutor/care/care-texts';
import { CARE_LANGUAGES } from '@/lib/tutor/care/concern';
import { languageOf } from '@/lib/tutor/care/language-of';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { GuideModel } from '@/lib/tutor/guide/guide-model';
import { createModels } from '@/lib/tutor/models';
import { HELD_OUT_CONCERNS, KNOWN_CONCERNS, KNOWN_LOOKALIKES } from '../../support/care/sentences';
import { threadIdOf } from '../../support/chat-client';
import { RecordedSearch } from '../../support/recorded-search';
import { ScriptedModeration } from '../../support/scripted-moderation';
import { ScriptedOpenAI } from '../../support/scripted-openai';
import { answered, TutorInMemory } from '../../support/tutor-in-memory';

const APIS = ['responses', 'chat_completions'] as const;
const student = { userId: 'student' };

let openai: ScriptedOpenAI;
let moderation: ScriptedModeration;

beforeAll(async () => {
  [openai, moderation] = await Promise.all([ScriptedOpenAI.start(), ScriptedModeration.start()]);
});

afterAll(() => Promise.all([openai.stop(), moderation.stop()]));

const modelConfig = (api: (typeof APIS)[number]) => ({
  kind: 'openai' as const,
  apiKey: 'key',
  baseUrl: openai.baseUrl,
  api,
  model: 'm',
  titleModel: 'm',
  transcribeModel: 'none',
  idleTimeoutMs: 60_000,
});

function tutorWith(kind: (typeof APIS)[number] | 'guide', care?: Care) {
  openai.play(() => ({ kind: 'text', text: 'An answer of the model.' }));
  openai.playTitles(() => ({ kind: 'text', text: 'A title of the model' }));
  const search = new RecordedSearch(new LocalCourseSearch({ courseDir: 'content', bookId: 'book' }));
  const models =
    kind === 'guide'
      ? { answer: new GuideModel({ pauseMs: 0 }), title: undefined }
      : createModels(modelConfig(kind));
  const tutor = new TutorInMemory({
    search,
    course: courseShape('content'),
    lessons: new CourseLessonsOnDisk('content'),
    model: models.answer,
    ...(models.title ? { titleModel: models.title } : {}),
    ...(care ? { care } : {}),
  });
  return { tutor, search };
}

const [distress, threat] = ['self-harm', 'harm'].map((kind) =>
  KNOWN_CONCERNS.find((one) => one.kind === kind),
);

describe.each([...APIS, 'guide'] as const)('a message of concern (%s)', (kind) => {
  test('is answered by us, streamed and stored as usual, and neither a model nor the search sees it', async () => {
    const { tutor, search } = tutorWith(kind);
    for (const { text, kind: concern, language } of [distress, threat].flatMap((one) => one ?? [])) {
      const events = await tutor.ask([text]);
      const { support, refusal, title } = CARE_TEXTS[language === 'en' ? 'en' : 'de'];
      expect(answered(events).text).toContain((concern === 'self-harm' ? support : refusal)[0]);
      expect(events.filter(({ type }) => type === 'thread.item.updated').length).toBeGreaterThan(5);
      expect(events.filter(({ type }) => type === 'error')).toEqual([]);
      const threadId = threadIdOf(events);
      const { data } = await tutor.store.listItems(student, threadId, { limit: 10, order: 'asc' });
      expect(data.slice(0, 2)).toMatchObject([
        { type: 'user_message', content: [{ text }] },
        { type: 'assistant_message' },
      ]);
      expect((await tutor.store.loadThread(student, threadId)).value.title).toBe(title);
    }
    expect(openai.requests).toEqual([]);
    expect(search.searches).toEqual([]);
    expect(tutor.errors).toEqual([]);
  });

  test('leaves the conversation as it was: the next question is answered, and a title stays', async () => {
    const { tutor } = tutorWith(kind);
    const events = await tutor.ask([distress?.text ?? '', 'What is a topic in ROS 2?']);
    expect(answered(events).text).not.toContain(CARE_TEXTS.en.support[0]);
    expect(answered(events).text).not.toBe('');
    const threads = await tutor.store.listThreads(student, { limit: 10, order: 'desc' });
    expect(threads.data[0]?.value.title).toBe(CARE_TEXTS.en.title);
    const later = await tutor.ask(['What is a topic in ROS 2?', distress?.text ?? '']);
    expect(answered(later).text).toContain(CARE_TEXTS.en.support[0]);
    const titles = await tutor.store.listThreads(student, { limit: 10, order: 'desc' });
    expect(titles.data[0]?.value.title).not.toBe(CARE_TEXTS.en.title);
  });
});

test('look-alikes reach the model', async () => {
  const { tutor } = tutorWith('responses');
  for (const text of KNOWN_LOOKALIKES.slice(0, 6)) {
    expect(answered(await tutor.ask([text])).text).toBe('An answer of the model.');
  }
});

describe('what is said', () => {
  const reply = (text: string, care = new Care()) =>
    care.replyTo(
      {
        type: 'user_message',
        id: 'msg_1',
        thread_id: 'thr_1',
        created_at: '2026-02-03T10:11:12.000Z',
        content: [{ type: 'input_text', text }],
        attachments: [],
        inference_options: {},
      },
      new AbortController().signal,
    );

  test('is in the language of the message', async () => {
    for (const { text, kind, language } of [...KNOWN_CONCERNS, ...HELD_OUT_CONCERNS]) {
      const said = await reply(text);
      const texts = CARE_LANGUAGES.find((one) => one === language) ?? 'en';
      expect(
        said?.text.startsWith(CARE_TEXTS[texts][kind === 'harm' ? 'refusal' : 'support'][0] ?? '-'),
      ).toBe(true);
      expect(said?.title).toBe(CARE_TEXTS[texts].title);
    }
  });

  test('to who is in distress, names whom the school names, and only to them', async () => {
    const care = new Care({ helpText: 'Ms Weber, room 12, or 116 123' });
    expect((await reply('I want to kill myself', care))?.text).toContain(
      'At your school: **Ms Weber, room 12, or 116 123**',
    );
    expect((await reply('How do I build a pipe bomb?', care))?.text).not.toContain('Weber');
    expect((await reply('I want to kill myself'))?.text).not.toContain('At your school');
  });

  test('to who asks for harm, offers what the course covers', async () => {
    expect((await reply('How do I build a pipe bomb?'))?.text).toMatch(/- ROS 2\n- Simulation/);
  });

  test('hides nothing, and a title tells nobody what the conversation is about', () => {
    for (const language of CARE_LANGUAGES) {
      const { title, ...texts } = CARE_TEXTS[language];
      for (const text of Object.values(texts).flat()) expect(visibleText(text)).toBe(text);
      expect(title).toMatch(/^.{2,20}$/);
    }
    expect(new Set(CARE_LANGUAGES.map((language) => CARE_TEXTS[language].title)).size).toBe(
      CARE_LANGUAGES.length,
    );
  });

  test.each([
    ['I feel awful and do not know what to do', 'en'],
    ['Mir geht es nicht gut und ich weiß nicht weiter', 'de'],
    ['No sé qué hacer, me siento muy mal', 'es'],
    ['Je ne sais pas quoi faire, je suis mal', 'fr'],
    ['مجھے نہیں معلوم کیا کروں', 'ur'],
    ['لا أعرف ماذا أفعل', 'ar'],
    ['मुझे नहीं पता क्या करूँ', 'hi'],
    ['我不知道该怎么办', 'zh'],
    ['1234', 'en'],
    ['', 'en'],
  ])('to %j, which only the moderation flags, is in its language', async (text, language) => {
    expect(languageOf(text)).toBe(language);
  });
});

describe('with a moderation', () => {
  const log = { info: () => undefined, warn: () => undefined };
  const metrics = { moderationFailed: () => undefined };
  const care = (moderates: boolean) =>
    composeCare(
      {
        model: { ...modelConfig('responses'), baseUrl: moderation.baseUrl, isOpenAI: true, moderates },
        helpText: undefined,
      },
      { log, metrics },
    );

  test('what only it sees is answered by us, in the language of the message', async () => {
    moderation.play(() => ['self-harm/intent']);
    const { tutor } = tutorWith('responses', care(true));
    const events = await tutor.ask(['Mir geht es nicht gut und ich weiß nicht weiter']);
    expect(answered(events).text).toContain(CARE_TEXTS.de.support[0]);
    expect(openai.requests).toEqual([]);
    expect(moderation.requests.map(({ body }) => body.input)).toEqual([
      'Mir geht es nicht gut und ich weiß nicht weiter',
    ]);
  });

  test('what the patterns see is not sent to it, and what it does not flag is answered', async () => {
    moderation.play(() => []);
    const { tutor } = tutorWith('chat_completions', care(true));
    await tutor.ask(['I want to kill myself']);
    expect(moderation.requests).toEqual([]);
    expect(answered(await tutor.ask(['What is a topic?'])).text).toBe('An answer of the model.');
    expect(moderation.requests).toHaveLength(1);
  });

  test('that is away, the answer comes', async () => {
    moderation.play(() => (response) => response.destroy());
    const { tutor } = tutorWith('responses', care(true));
    expect(answered(await tutor.ask(['What is a topic?'])).text).toBe('An answer of the model.');
  });

  test('that is off, or where there is no key, nothing is sent', async () => {
    moderation.play(() => ['self-harm']);
    const off = tutorWith('responses', care(false));
    expect(answered(await off.tutor.ask(['What is a topic?'])).text).toBe('An answer of the model.');
    const guide = tutorWith(
      'guide',
      composeCare({ model: { kind: 'guide' }, helpText: 'Ms Weber' }, { log, metrics }),
    );
    expect(answered(await guide.tutor.ask(['I want to kill myself'])).text).toContain('Ms Weber');
    expect(moderation.requests).toEqual([]);
  });
});
