import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCourse } from '@/lib/search/course';
import type { CourseSearch, Passage, SearchQuery } from '@/lib/search/course-search';
import { courseShape } from '@/lib/search/course-shape';
import { createEmbedder } from '@/lib/search/embeddings/create-embedder';
import { coursePages } from '@/lib/search/ingest/course-pages';
import { ingest } from '@/lib/search/ingest/ingest';
import { passageEmbedder } from '@/lib/search/ingest/passage-embedder';
import { LocalCourseSearch } from '@/lib/search/local-course-search';
import { QdrantCourseSearch } from '@/lib/search/qdrant/qdrant-course-search';
import { QdrantPassages } from '@/lib/search/qdrant/qdrant-passages';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { createModels } from '@/lib/tutor/models';
import { SEARCH_TOOL } from '@/lib/tutor/search-tool-name';
import { QdrantServer } from '../support/qdrant/qdrant-server';
import { RecordedSearch } from '../support/recorded-search';
import { type ModelRequest, ScriptedOpenAI } from '../support/scripted-openai';
import { TutorInMemory } from '../support/tutor-in-memory';
import { page, tinyCourse } from '../unit/course/tiny-course';

const BOOK = 'tiers';
const QUESTION = 'balance of a walking robot';
/** The tier of each lesson as its author wrote it, and what it says. The one that says no tier needs no more than a laptop. */
const LESSONS: { name: string; tier?: number | string; says: string }[] = [
  {
    name: 'Simulated',
    tier: 1,
    says: 'In a simulator the walking robot keeps its balance by a script that shifts the hips.',
  },
  {
    name: 'Trained',
    tier: 'tier2',
    says: 'A policy learnt on a graphics card gives the walking robot balance on rough ground.',
  },
  {
    name: 'Rendered',
    tier: 2,
    says: 'Synthetic cameras show how balance of a walking robot fails in the rain.',
  },
  {
    name: 'Measured',
    tier: '3',
    says: 'With an inertial sensor on a Jetson you log the balance while the robot is walking.',
  },
  {
    name: 'Real',
    tier: 'tier4',
    says: 'On the Unitree the legs hold balance by torque; keep the emergency stop at hand while the robot is walking.',
  },
  {
    name: 'Explained',
    says: 'The zero moment point explains in formulas why any walking robot has balance at all.',
  },
];

let course: Awaited<ReturnType<typeof tinyCourse>>;
let qdrant: QdrantServer;
let openai: ScriptedOpenAI;
const searches = new Map<string, CourseSearch>();

beforeAll(async () => {
  const files = LESSONS.map(({ name, tier, says }, at) => [
    `module-1-ros2/chapter-1-walking/0${at + 1}-${name.toLowerCase()}.md`,
    page(
      { title: name, ...(tier === undefined ? {} : { hardware_tier: tier }) },
      `## ${name} steps\n\n${says}\n`,
    ),
  ]);
  [course, qdrant, openai] = await Promise.all([
    tinyCourse(Object.fromEntries(files)),
    QdrantServer.start(),
    ScriptedOpenAI.start(),
  ]);
  const { dir: courseDir } = course;
  const local = new LocalCourseSearch({ courseDir, bookId: BOOK });
  const connection = { url: qdrant.url, collection: 'course' };
  const embedder = createEmbedder({
    apiKey: 'none',
    baseUrl: openai.baseUrl,
    model: 'text-embedding-3-small',
  });
  await ingest({
    bookId: BOOK,
    pages: coursePages(await readCourse(courseDir, { bookId: BOOK }), BOOK, embedder.model),
    target: new QdrantPassages(connection),
    embedder: passageEmbedder(embedder),
    holder: 'test',
  });
  searches.set('the local index', local);
  searches.set(
    'Qdrant',
    new QdrantCourseSearch({
      ...connection,
      bookId: BOOK,
      defaultLocale: 'en',
      embed: embedder.embedQuery,
      rank: async (query, candidates) => (await local.index()).rank(query, candidates),
    }),
  );
});

afterAll(async () => {
  await Promise.all([course?.remove(), qdrant?.goDown(), openai?.stop()]);
  expect(qdrant.violations).toEqual([]);
});

function searchOf(name: string): CourseSearch {
  const search = searches.get(name);
  if (!search) throw new Error(`there is no search in ${name}`);
  return search;
}

/** What came of the calls of the tool, as the last request brought it to the model. */
function outputsIn({ input }: ModelRequest): string[] {
  return input.flatMap((item) =>
    typeof item === 'object' && item !== null && 'output' in item ? [String(item.output)] : [],
  );
}

const NO_FILTER = { module: null, chapter_min: null, chapter_max: null, lesson: null, limit: 20 };

/**
 * Calls of the tool, one after the other, in one turn of a student.
 *
 * @returns what came of each, as text, and everything that the model was given to read
 */
async function given(back: string, calls: object[], userInfo: object) {
  let asked = 0;
  openai.play(() => {
    const call = calls[asked];
    asked += 1;
    return call ? { kind: 'tool', name: SEARCH_TOOL, arguments: call } : { kind: 'text', text: 'Done.' };
  });
  const models = createModels({
    kind: 'openai',
    apiKey: 'none',
    baseUrl: openai.baseUrl,
    api: 'responses',
    model: 'scripted',
    titleModel: 'scripted',
    transcribeModel: 'scripted',
    idleTimeoutMs: 60_000,
  });
  const tutor = new TutorInMemory({
    search: searchOf(back),
    course: courseShape(course.dir),
    lessons: new CourseLessonsOnDisk(course.dir),
    model: models.answer,
  });
  await tutor.ask([QUESTION], { metadata: { userInfo } });
  const last = openai.turns.at(-1);
  if (!last) throw new Error('the model was not asked');
  return { outputs: outputsIn(last), input: JSON.stringify(last.input) };
}

/** The lessons whose passages are there. */
function lessonsIn(input: string): string[] {
  return LESSONS.map(({ name }) => name).filter((name) => input.includes(`]] ${name} › `));
}

/** Asks for what each lesson but the last says, and for tier 4. */
const CALLS = LESSONS.slice(0, 5).map(({ says }) => ({ query: says, hardware_tier: 4, ...NO_FILTER }));

/** The best passage for what a lesson says. */
async function passageOf(search: CourseSearch, { says, name }: (typeof LESSONS)[number]): Promise<Passage> {
  const [best] = await search.search({ query: says, limit: 20 });
  if (best?.lessonTitle !== name) throw new Error(`${name} is not found by its own words`);
  return best;
}

describe.each(['the local index', 'Qdrant'])('original check 5: in %s', (back) => {
  test('“tier2”, 2 and no tier at all are read from the pages', async () => {
    const passages = await Promise.all(LESSONS.map((lesson) => passageOf(searchOf(back), lesson)));

    const tiers = passages.map(({ lessonTitle, hardwareTier }) => [lessonTitle, hardwareTier]);
    expect(Object.fromEntries(tiers)).toEqual({
      Simulated: 1,
      Trained: 2,
      Rendered: 2,
      Measured: 3,
      Real: 4,
      Explained: 1,
    });
  });

  test('a learner of tier 1 gets no chunk of another, whatever the model asks for', async () => {
    const { outputs, input } = await given(back, CALLS, { hardwareTier: 'tier1' });

    expect(outputs).toHaveLength(5);
    expect(lessonsIn(input)).toEqual(['Simulated', 'Explained']);
  });

  test.each(['tier2', '2', 2])('a learner of tier %j gets tiers 1 and 2', async (hardwareTier) => {
    const { input } = await given(back, CALLS, { hardwareTier });

    expect(lessonsIn(input)).toEqual(['Simulated', 'Trained', 'Rendered', 'Explained']);
  });

  test('nor is anything read around a chunk that the tier forbids', async () => {
    const search = searchOf(back);
    const [lesson] = LESSONS.filter(({ tier }) => tier === 'tier4');
    if (!lesson) throw new Error('no lesson of tier 4');
    const { id } = await passageOf(search, lesson);

    expect(await search.context({ id, reach: 'page' })).toHaveLength(1);
    expect(await search.context({ id, reach: 'page', hardwareTier: 1 })).toEqual([]);
  });
});

describe('original check 6: the search tool', () => {
  const valid = { query: QUESTION, hardware_tier: null, ...NO_FILTER };

  test('has one name in the prompt, in the schema and on the wire', async () => {
    await given('the local index', [valid], {});
    const [first, second] = openai.turns;

    const names = Array.isArray(first?.body.tools) ? first.body.tools.map(({ name }) => name) : [];
    const calls = (second?.input ?? []).flatMap((item) =>
      typeof item === 'object' && item && 'type' in item && item.type === 'function_call' && 'name' in item
        ? [item.name]
        : [],
    );
    expect(names.filter((name) => /search/.test(name))).toEqual([SEARCH_TOOL]);
    expect(calls).toEqual([SEARCH_TOOL]);
    expect(new Set(first?.system.match(/\bsearch_\w+/g))).toEqual(new Set([SEARCH_TOOL]));
  });

  test.each<[string, object, Partial<SearchQuery>]>([
    ['a module that the course does not have', { module: 'cooking' }, { module: undefined }],
    ['a limit of 0', { limit: 0 }, { limit: 5 }],
    ['a limit of 21', { limit: 21 }, { limit: 20 }],
    ['a chapter 21', { chapter_min: 21 }, { chapterMin: undefined }],
    ['a chapter 21 as the last', { chapter_max: 21 }, { chapterMax: undefined }],
    ['a lesson 16', { lesson: 16 }, { lesson: undefined }],
    ['a tier 5', { hardware_tier: 5 }, { hardwareTier: undefined }],
    ['a question of two letters', { query: 'ab' }, { query: 'ab' }],
  ])('%s is no reason to search for nothing', async (_, wrong, searched) => {
    const search = new RecordedSearch(searchOf('the local index'));
    searches.set('recorded', search);

    await given('recorded', [{ ...valid, ...wrong }], {});

    expect(search.searches).toHaveLength(2);
    expect(search.searches[1]?.query).toMatchObject(searched);
  });

  test('a search for nothing is refused in the words of its field', async () => {
    const { outputs } = await given('the local index', [{ ...valid, query: undefined }], {});

    expect(outputs).toEqual([expect.stringMatching(/^The call could not be read\. query: say what/)]);
  });
});
