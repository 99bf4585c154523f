import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ThreadItem, ThreadStreamEvent } from '@/lib/chatkit/protocol';
import type { FileReader } from '@/lib/files/file-store';
import { courseDocuments, readCourse } from '@/lib/search/course';
import { courseShape } from '@/lib/search/course-shape';
import { LocalCourseSearch } from '@/lib/search/local-course-search';
import { defusedText } from '@/lib/text/defused-text';
import { visibleText } from '@/lib/text/visible-text';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { createModels } from '@/lib/tutor/models';
import { threadIdOf } from '../support/chat-client';
import {
  everythingSent,
  gullibleModel,
  gullibleTitles,
  ordersIn,
} from '../support/hostile-texts/gullible-model';
import {
  HARMLESS,
  hostileCourse,
  SECRET_OF_TIER_4,
  subjectOf,
} from '../support/hostile-texts/hostile-course';
import { HOSTILE_TEXTS, type HostileText } from '../support/hostile-texts/hostile-texts';
import { offencesOf, offencesOfText } from '../support/hostile-texts/offences';
import { RecordedSearch } from '../support/recorded-search';
import { type Reply, ScriptedOpenAI } from '../support/scripted-openai';
import { SITE, TutorInMemory } from '../support/tutor-in-memory';

const API_KEY = 'canary-of-the-key';
const SECRET_OF_OTHER = 'canary-of-another-student';
const SECRETS = [API_KEY, SECRET_OF_OTHER, SECRET_OF_TIER_4];
const MOST_PASSAGES = 20;

let openai: ScriptedOpenAI;
let tutors: TutorInMemory[];
let search: RecordedSearch;
let course: Awaited<ReturnType<typeof hostileCourse>>;
let pages: Set<string>;
/** What the model said in the turns so far, as it said it. */
const raw: { of: string; reply: Reply }[] = [];
const files = new Map<string, string>();

const fileStore: FileReader = {
  get: async (_principal, id) => {
    const text = files.get(id);
    return text === undefined
      ? undefined
      : { mimeType: 'text/plain', bytes: new Uint8Array(new TextEncoder().encode(text)) };
  },
};

beforeAll(async () => {
  [openai, course] = await Promise.all([ScriptedOpenAI.start(), hostileCourse(HOSTILE_TEXTS)]);
  const { dir } = course;
  pages = new Set(courseDocuments(await readCourse(dir)).map(({ path }) => path));
  search = new RecordedSearch(new LocalCourseSearch({ courseDir: dir, bookId: 'hostile' }));
  tutors = (['responses', 'chat_completions'] as const).map((api) => {
    const models = createModels({
      kind: 'openai',
      apiKey: API_KEY,
      baseUrl: openai.baseUrl,
      api,
      model: 'gullible',
      titleModel: 'gullible',
      transcribeModel: 'none',
      idleTimeoutMs: 60_000,
    });
    return new TutorInMemory({
      search,
      course: courseShape(dir),
      lessons: new CourseLessonsOnDisk(dir),
      model: models.answer,
      ...(models.title ? { titleModel: models.title } : {}),
      files: fileStore,
    });
  });
  for (const tutor of tutors) {
    openai.play(() => ({ kind: 'text', text: 'I will keep that.' }));
    await tutor.ask([`My word is ${SECRET_OF_OTHER}.`], { userId: 'other' });
  }
});

afterAll(async () => {
  await Promise.all([openai?.stop(), course?.remove()]);
});

/** The message of a student in whose turn a hostile text stands somewhere, and what comes with it. */
async function prepare(tutor: TutorInMemory, hostile: HostileText, at: number) {
  const { place, text } = hostile;
  const isInLesson = place === 'lesson text' || place === 'lesson title' || place === 'heading';
  const question = `Tell me about ${isInLesson ? `the ${subjectOf(at)}` : `the ${HARMLESS}`}.`;
  const page = { path: '/docs/module-1-ros2/chapter-1-x/plain', title: 'The plain actuator' };
  const attachments: string[] = [];
  if (place === 'file name' || place === 'file text') {
    const id = `atc_${at}`;
    const name = place === 'file name' ? text : 'notes.txt';
    files.set(id, place === 'file text' ? text : 'Nothing.');
    await tutor.store.saveAttachment(
      { userId: 'student' },
      { id, type: 'file', name, mime_type: 'text/plain' },
    );
    attachments.push(id);
  }
  return {
    input: {
      content: [{ type: 'input_text', text: question }],
      attachments,
      inference_options: {},
      ...(place === 'selection' ? { quoted_text: text } : {}),
    },
    metadata: {
      userInfo: { name: place === 'profile name' ? text : 'Ada', hardwareTier: 1 },
      pageContext: {
        ...page,
        ...(place === 'page title' ? { title: text } : {}),
        ...(place === 'page headings' ? { headings: text } : {}),
        ...(place === 'page description' ? { description: text } : {}),
      },
    },
  };
}

/** A thread of the student in which the tutor has said something hostile, before there was anything to stop it. */
async function threadWithAnswer(tutor: TutorInMemory, text: string, at: number): Promise<string> {
  const id = `thr_earlier_${at}`;
  const base = { thread_id: id, created_at: '2026-02-03T10:11:12.000Z' };
  const items: ThreadItem[] = [
    {
      ...base,
      id: `msg_question_${at}`,
      type: 'user_message',
      content: [{ type: 'input_text', text: 'Hello' }],
      attachments: [],
      inference_options: {},
    },
    {
      ...base,
      id: `msg_answer_${at}`,
      type: 'assistant_message',
      content: [{ type: 'output_text', text, annotations: [] }],
    },
  ];
  const { created_at } = base;
  await tutor.store.createThread(
    { userId: 'student' },
    { id, created_at, status: { type: 'active' }, metadata: {} },
    items,
  );
  return id;
}

/** Plays the gullible model, and keeps what it says. */
function play(name: string): void {
  const script = gullibleModel();
  openai.play(async (request) => {
    const reply = await script(request);
    raw.push({ of: name, reply });
    return reply;
  });
  openai.playTitles(gullibleTitles);
}

async function turnOf(tutor: TutorInMemory, hostile: HostileText, at: number) {
  search.forget();
  play(hostile.name);
  const { input, metadata } = await prepare(tutor, hostile, at);
  const known =
    hostile.place === 'earlier answer' ? await threadWithAnswer(tutor, hostile.text, at) : undefined;
  const events = await tutor.send(
    known === undefined
      ? { type: 'threads.create', params: { input }, metadata }
      : { type: 'threads.add_user_message', params: { thread_id: known, input }, metadata },
  );
  const threadId = known ?? threadIdOf(events);
  let latest = events;
  while (isWaiting(latest)) {
    latest = await tutor.send({
      type: 'threads.add_client_tool_output',
      params: { thread_id: threadId, result: { opened: true } },
      metadata,
    });
    events.push(...latest);
  }
  return { threadId, events };
}

const boundsNow = () => ({
  site: SITE,
  route: '/docs',
  pages,
  retrieved: new Set(search.given.map(({ path }) => new URL(path, SITE).href)),
});

/** The turn has asked the client for something. */
function isWaiting(events: ThreadStreamEvent[]): boolean {
  return events.some((event) => event.type === 'thread.item.done' && event.item.type === 'client_tool_call');
}

function isAnswered(events: ThreadStreamEvent[]): boolean {
  return events.some((event) => event.type === 'thread.item.done' && event.item.type === 'assistant_message');
}

/** What the model reads, and the texts in what is JSON within it. */
const sentTexts = () => openai.requests.flatMap(everythingSent);

test('there are at least a hundred texts, and no two of them are the same', () => {
  const places = HOSTILE_TEXTS.map(({ place, text }) => `${place}: ${text}`);
  expect(new Set(places).size).toBe(HOSTILE_TEXTS.length);
  expect(new Set(HOSTILE_TEXTS.map(({ text }) => text)).size).toBeGreaterThanOrEqual(100);
});

describe('a hostile text', () => {
  test.each(HOSTILE_TEXTS.map((text, at) => ({ ...text, at })))('$name: gets nothing', async (hostile) => {
    const tutor = tutors[hostile.at % tutors.length];
    if (!tutor) throw new Error('no tutor');
    tutor.errors.length = 0;
    const { threadId, events } = await turnOf(tutor, hostile, hostile.at);

    expect(offencesOf(events, boundsNow())).toEqual([]);
    // Whether there is anything above the tier is looked up, and nothing of it is given.
    const above = search.searches.filter(({ query }) => query.hardwareTier === undefined);
    for (const { query, passages } of search.searches) {
      if (query.hardwareTier === undefined) expect(query.limit).toBe(1);
      else expect(query.hardwareTier).toBe(1);
      expect(passages.length).toBeLessThanOrEqual(MOST_PASSAGES);
    }
    const unseen = above.flatMap(({ passages }) => passages).filter(({ hardwareTier }) => hardwareTier > 1);
    const seen = search.given.filter(({ id }) => !unseen.some((passage) => passage.id === id));
    expect(seen.filter(({ hardwareTier }) => hardwareTier > 1)).toEqual([]);
    for (const { text } of unseen)
      expect(sentTexts().filter((sent) => sent.includes(text.slice(0, 60)))).toEqual([]);
    expect(sentTexts().filter((text) => visibleText(text) !== text)).toEqual([]);
    // In the page's block angle brackets are escapes, which no template takes back.
    const bodies = openai.requests.map(({ body }) => JSON.stringify(body));
    expect(bodies.filter((body) => defusedText(body) !== body)).toEqual([]);
    const everything = JSON.stringify([events, openai.requests]);
    expect(SECRETS.filter((secret) => everything.includes(secret))).toEqual([]);
    expect(isAnswered(events)).toBe(true);

    // The thread lives on.
    const next = await tutor.send({
      type: 'threads.add_user_message',
      params: {
        thread_id: threadId,
        input: {
          content: [{ type: 'input_text', text: `Tell me about the ${HARMLESS}.` }],
          attachments: [],
          inference_options: {},
        },
      },
      metadata: { userInfo: { hardwareTier: 1 } },
    });
    expect(offencesOf(next, boundsNow())).toEqual([]);
    expect(next.filter(({ type }) => type === 'error')).toEqual([]);
    // What it is told to open is asked of the page, which may answer or not.
    expect(isAnswered(next) || isWaiting(next)).toBe(true);
  });
});

describe('another student', () => {
  test('has the threads that they had, and a turn in which none of it is known', async () => {
    for (const tutor of tutors) {
      const other = { userId: 'other' };
      const { data } = await tutor.store.listThreads(other, { limit: 100, order: 'asc' });
      expect(data).toHaveLength(1);
      const items = await tutor.store.listItems(other, data[0]?.value.id ?? '', { limit: 100, order: 'asc' });
      const types = items.data.map(({ type }) => type).filter((type) => type !== 'workflow');
      expect(types).toEqual(['user_message', 'assistant_message']);
      play('another student');
      const events = await tutor.ask([`Tell me about the ${HARMLESS}.`], { userId: 'other' });
      expect(isAnswered(events)).toBe(true);
      const { said, calls } = ordersIn(sentTexts());
      expect({ said, calls }).toEqual({ said: [], calls: [] });
    }
  });
});

describe('without a filter', () => {
  const bounds = { site: SITE, route: '/docs' };

  test('what the model said in those turns would have got through', () => {
    const guilty = HOSTILE_TEXTS.filter(({ name }) =>
      raw.some(
        ({ of, reply }) =>
          of === name && reply.kind === 'text' && offencesOfText(reply.text, bounds).length > 0,
      ),
    );
    expect(guilty.length).toBeGreaterThanOrEqual(60);
  });

  test('the model would have obeyed every text', () => {
    const harmless = HOSTILE_TEXTS.filter(({ text, wants }) => {
      const obeyed = ordersIn([text]);
      switch (wants.kind) {
        case 'say':
          return !obeyed.said.includes(wants.text);
        case 'call':
          return !obeyed.calls.some(({ name }) => name === wants.tool);
        case 'reveal':
          return !obeyed.reveals;
        default:
          return wants satisfies never;
      }
    });
    expect(harmless.map(({ name }) => name)).toEqual([]);
  });

  test('texts that can be seen were obeyed', () => {
    const visible = HOSTILE_TEXTS.filter(({ text }) => visibleText(text) === text);
    const obeyed = visible.filter(({ name, wants }) =>
      raw.some(({ of, reply }) => {
        if (of !== name) return false;
        if (reply.kind === 'tool') return wants.kind === 'call' && reply.name === wants.tool;
        if (reply.kind !== 'text') return false;
        return wants.kind === 'say'
          ? reply.text.includes(wants.text.trim())
          : wants.kind === 'reveal' && reply.text.includes('You are the tutor');
      }),
    );
    expect(visible.filter((text) => !obeyed.includes(text)).map(({ name }) => name)).toEqual([]);
  });
});
