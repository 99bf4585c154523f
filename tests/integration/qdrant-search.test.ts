import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CoursePassage, SearchQuery } from '@/lib/search/course-search';
import { embeddingInput } from '@/lib/search/embeddings/embedding-input';
import {
  type Candidate,
  QdrantCourseSearch,
  type QdrantCourseSearchOptions,
} from '@/lib/search/qdrant/qdrant-course-search';
import { QdrantPassages } from '@/lib/search/qdrant/qdrant-passages';
import { featureVector } from '../support/feature-vector';
import { QdrantServer } from '../support/qdrant/qdrant-server';
import { samplePassage } from '../support/sample-passage';

const COLLECTION = 'robolearn_platform';
let server: QdrantServer;

beforeEach(async () => {
  server = await QdrantServer.start();
});

afterEach(async () => {
  await server.goDown();
  // Whatever else a test is about: Qdrant would have taken each of our requests.
  expect(server.violations).toEqual([]);
});

const asFound = (query: SearchQuery, candidates: Candidate[]) =>
  candidates.slice(0, query.limit).map(({ passage, retrieval }) => ({ ...passage, score: retrieval }));

function searchOf(options: Partial<QdrantCourseSearchOptions> = {}): QdrantCourseSearch {
  return new QdrantCourseSearch({
    url: server.url,
    collection: COLLECTION,
    bookId: 'book',
    defaultLocale: 'en',
    embed: async (question) => featureVector(question),
    rank: asFound,
    ...options,
  });
}

async function store(passages: CoursePassage[], withVectors = true): Promise<QdrantPassages> {
  const target = new QdrantPassages({ url: server.url, collection: COLLECTION });
  await target.prepare();
  await target.write(
    passages.map((passage) =>
      withVectors ? { passage, vectors: { dense: featureVector(embeddingInput(passage)) } } : { passage },
    ),
  );
  return target;
}

/** Those of the original service (A7). */
const ORIGINAL_INDEXES = {
  keyword: [
    'book_id',
    'module',
    'proficiency_level',
    'layer',
    'parent_doc_id',
    'content_hash',
    'source_file_hash',
  ],
  integer: ['hardware_tier', 'chapter', 'lesson'],
};

/** The collection of the original service: one vector without a name, the payload of A7, no index but its own. */
async function storeAsOriginal(payloads: { id: string; payload: Record<string, unknown> }[]): Promise<void> {
  const put = (path: string, body: object) =>
    fetch(`${server.url}/collections/${COLLECTION}${path}`, { method: 'PUT', body: JSON.stringify(body) });
  await put('', { vectors: { size: 1536, distance: 'Cosine' } });
  for (const [field_schema, fields] of Object.entries(ORIGINAL_INDEXES))
    for (const field_name of fields) await put('/index', { field_name, field_schema });
  await put('/points?wait=true', {
    points: payloads.map(({ id, payload }) => ({ id, payload, vector: featureVector(String(payload.text)) })),
  });
}

const ask = (query: string, more: Partial<SearchQuery> = {}): SearchQuery => ({ query, limit: 20, ...more });
const texts = (passages: CoursePassage[]) => passages.map(({ text }) => text).sort();

describe('filters', () => {
  const passages = [
    samplePassage({ text: 'robot one', hardwareTier: 1, module: 'ros2', chapter: 1, lesson: 1 }),
    samplePassage({ text: 'robot two', hardwareTier: 2, module: 'gazebo', chapter: 2, lesson: 2 }),
    samplePassage({ text: 'robot three', hardwareTier: 3, module: 'isaac', chapter: 3, lesson: 3 }),
    samplePassage({ text: 'robot four', hardwareTier: 4, module: 'vla', chapter: 4, lesson: 4 }),
    samplePassage({ text: 'robot abroad', locale: 'ur' }),
    samplePassage({ text: 'robot elsewhere', bookId: 'other' }),
  ];

  test.each<[string, Partial<SearchQuery>, string[]]>([
    ['no tier is no limit', {}, ['robot four', 'robot one', 'robot three', 'robot two']],
    ['tier 1', { hardwareTier: 1 }, ['robot one']],
    ['tier 2', { hardwareTier: 2 }, ['robot one', 'robot two']],
    ['tier 3', { hardwareTier: 3 }, ['robot one', 'robot three', 'robot two']],
    ['tier 4', { hardwareTier: 4 }, ['robot four', 'robot one', 'robot three', 'robot two']],
    ['a module', { module: 'gazebo' }, ['robot two']],
    ['a lesson', { lesson: 3 }, ['robot three']],
    ['the first chapter', { chapterMin: 3 }, ['robot four', 'robot three']],
    ['the last chapter', { chapterMax: 2 }, ['robot one', 'robot two']],
    ['chapters from and to', { chapterMin: 2, chapterMax: 3 }, ['robot three', 'robot two']],
    ['another language', { locale: 'ur' }, ['robot abroad']],
    ['several at once', { hardwareTier: 2, chapterMin: 2 }, ['robot two']],
    ['nothing that fits', { hardwareTier: 1, module: 'vla' }, []],
  ])('%s', async (_, filters, expected) => {
    await store(passages);
    const found = await searchOf().search(ask('robot', filters));
    expect(texts(found)).toEqual(expected);
  });

  test('hold without vectors too', async () => {
    await store(passages, false);
    const found = await searchOf({ embed: undefined }).search(ask('robot', { hardwareTier: 2 }));
    expect(texts(found)).toEqual(['robot one', 'robot two']);
  });

  test('a book sees nothing of another', async () => {
    await store(passages);
    const found = await searchOf({ bookId: 'other' }).search(ask('robot'));
    expect(texts(found)).toEqual(['robot elsewhere']);
  });

  test('a point that does not say its tier is not shown to someone who has one', async () => {
    await storeAsOriginal([
      { id: '00000000-0000-4000-8000-000000000001', payload: { book_id: 'book', text: 'robot' } },
    ]);
    await expect(searchOf().search(ask('robot', { hardwareTier: 4 }))).resolves.toEqual([]);
  });
});

describe('hybrid search', () => {
  test('is one request, once the collection is known', async () => {
    await store([samplePassage()]);
    const search = searchOf();
    await search.search(ask('topic'));
    server.requests.length = 0;
    await search.search(ask('topic'));
    expect(server.requests.map(({ path }) => path)).toEqual([
      `/collections/${COLLECTION}/points/query/batch`,
    ]);
  });

  test('finds by words what has no vector, and by vector what shares no word', async () => {
    const byWords = samplePassage({
      text: 'Run colcon to build the workspace.',
      headingPath: [],
      lessonTitle: 'One',
    });
    const byVector = samplePassage({ text: 'Ein Wort.', headingPath: [], lessonTitle: 'Two' });
    const target = await store([byWords], false);
    await target.write([{ passage: byVector, vectors: { dense: featureVector('colcon') } }]);
    const found = await searchOf().search(ask('colcon'));
    expect(texts(found)).toEqual(texts([byVector, byWords]));
  });

  test('puts first what a line asks for, though the text of another is nearer', async () => {
    const asked = samplePassage({ text: 'Ein Wort.', headingPath: [], lessonTitle: 'One' });
    const other = samplePassage({ text: 'Zwei Namen.', headingPath: [], lessonTitle: 'Two' });
    const target = await store([], false);
    await target.write([{ passage: other, vectors: { dense: featureVector('colcon builds') } }]);
    const vectors = {
      dense: featureVector('elsewhere entirely'),
      asked: [featureVector('something else'), featureVector('colcon')],
    };
    await target.write([{ passage: asked, vectors }]);
    const seen: Candidate[] = [];
    const rank = (query: SearchQuery, candidates: Candidate[]) => {
      seen.push(...candidates);
      return asFound(query, candidates);
    };
    await searchOf({ rank }).search(ask('colcon'));
    expect(texts(seen.map(({ passage }) => passage))[0]).toBe(asked.text);
    expect(seen[0]?.askedSimilarity).toBeCloseTo(1, 3);
    expect(seen[0]?.similarity).toBeLessThan(0.5);
  });

  test.each([
    ['was made before lines had vectors', {}],
    ['has another use for the name', { asked: { size: 4, distance: 'Cosine' } }],
  ])('a collection that %s is searched as it is', async (_, more) => {
    const body = {
      vectors: { dense: { size: 1536, distance: 'Cosine' }, ...more },
      sparse_vectors: { bm25: { modifier: 'idf' } },
    };
    await fetch(`${server.url}/collections/${COLLECTION}`, { method: 'PUT', body: JSON.stringify(body) });
    const passage = samplePassage({ text: 'Quality of service.' });
    await store([passage]);
    const [found] = await searchOf().search(ask('quality of service'));
    expect(found?.id).toBe(passage.id);
    expect(server.requests.at(-1)?.body).toEqual({ searches: [expect.any(Object), expect.any(Object)] });
  });

  test('a rare word counts for more than a common one', async () => {
    const common = Array.from({ length: 8 }, (_, index) =>
      samplePassage({ text: `The robot walks, step ${index}.` }),
    );
    const rare = samplePassage({ text: 'The gripper closes.' });
    await store([...common, rare], false);
    const [first] = await searchOf({ embed: undefined }).search(ask('robot gripper'));
    expect(first?.text).toBe(rare.text);
  });

  test('what is first by both is first, with a half from each', async () => {
    const best = samplePassage({ text: 'Quality of service decides whether messages may be lost.' });
    await store([best, samplePassage({ text: 'Launch files start nodes.' })]);
    const [first] = await searchOf().search(ask('quality of service'));
    expect(first).toMatchObject({ id: best.id, score: 1 });
  });

  test('a candidate carries its cosine', async () => {
    const passage = samplePassage();
    await store([passage]);
    let similarity: number | undefined;
    const rank = (_: SearchQuery, [candidate]: Candidate[]) => {
      similarity = candidate?.similarity;
      return [];
    };
    await searchOf({ embed: async () => featureVector(embeddingInput(passage)), rank }).search(
      ask('anything'),
    );
    expect(similarity).toBeCloseTo(1, 5);
  });

  test('a question of nothing but small words, without vectors, finds nothing', async () => {
    await store([samplePassage()]);
    await expect(searchOf({ embed: undefined }).search(ask('what is the'))).resolves.toEqual([]);
  });

  test('embeddings that fail leave the words', async () => {
    const passage = samplePassage();
    await store([passage]);
    const failures: unknown[] = [];
    const found = await searchOf({
      embed: () => Promise.reject(new Error('no embeddings')),
      onEmbeddingFailed: (error) => failures.push(error),
    }).search(ask('topic'));
    expect([found.map(({ id }) => id), failures.length]).toEqual([[passage.id], 1]);
  });

  test('embeddings that do not answer leave the words', async () => {
    const passage = samplePassage();
    await store([passage]);
    const found = await searchOf({ embed: () => new Promise(() => {}), timeoutMs: 4_000 }).search(
      ask('topic'),
    );
    expect(found.map(({ id }) => id)).toEqual([passage.id]);
  });

  test('what is stored comes back whole', async () => {
    const passage = samplePassage({
      sectionTitle: 'Quality of service',
      anchor: 'quality-of-service',
      path: '/docs/module-1-ros2/chapter-1-basics/topics#quality-of-service',
      headingPath: ['Topics', 'Quality of service'],
      docId: 'topics',
      lessonDescription: 'How nodes talk.',
      hardwareTier: 3,
      chunkIndex: 1,
      totalChunks: 3,
      prevChunkId: '00000000-0000-4000-8000-000000000001',
      nextChunkId: '00000000-0000-4000-8000-000000000002',
    });
    await store([passage]);
    const [found] = await searchOf().search(ask('topic'));
    expect(found).toEqual({ ...passage, score: 1 });
  });
});

describe('a collection of the original service', () => {
  const lesson = {
    id: '00000000-0000-4000-8000-000000000001',
    payload: {
      book_id: 'book',
      module: 'ros2',
      chapter: 1,
      lesson: 3,
      hardware_tier: 1,
      text: 'Humanoid robots walk.',
      section_title: null,
      lesson_title: 'The Humanoid Revolution',
      source_file: 'module-1-ros2/chapter-1-physical-ai/03-humanoids.md',
      doc_id: 'lesson-humanoids',
      parent_doc_id: 'p',
      chunk_index: 0,
      total_chunks: 1,
    },
  };
  const readme = {
    id: '00000000-0000-4000-8000-000000000002',
    payload: {
      book_id: 'book',
      text: 'An overview of humanoids.',
      source_file: 'module-1-ros2/README.md',
      doc_id: 'module-1-ros2',
    },
  };

  test('is searched by meaning, and its cosine is both scores', async () => {
    await storeAsOriginal([lesson]);
    const seen: Candidate[] = [];
    const rank = (query: SearchQuery, candidates: Candidate[]) => {
      seen.push(...candidates);
      return asFound(query, candidates);
    };
    await searchOf({ rank }).search(ask('Humanoid robots walk.'));
    expect(seen.map(({ retrieval, similarity }) => [retrieval.toFixed(4), similarity?.toFixed(4)])).toEqual([
      ['1.0000', '1.0000'],
    ]);
  });

  test('links follow from its files: a README is served at its directory', async () => {
    await storeAsOriginal([lesson, readme]);
    const found = await searchOf().search(ask('humanoid'));
    expect(found.map(({ path }) => path).sort()).toEqual([
      '/docs/module-1-ros2',
      '/docs/module-1-ros2/chapter-1-physical-ai/lesson-humanoids',
    ]);
  });

  test('what a point lacks has the defaults of the original', async () => {
    await storeAsOriginal([readme]);
    const [found] = await searchOf().search(ask('humanoid'));
    expect(found).toMatchObject({
      hardwareTier: 1,
      proficiency: 'A2',
      layer: 'L1',
      chapter: 0,
      lesson: 0,
      chunkIndex: 0,
      totalChunks: 1,
      locale: 'en',
    });
  });

  test('cannot be searched without vectors', async () => {
    await storeAsOriginal([lesson]);
    await expect(searchOf({ embed: undefined }).search(ask('humanoid'))).rejects.toThrow(
      'without embeddings',
    );
  });

  test('neighbours are read, though it has no index to order them by', async () => {
    const ids = [1, 2, 3].map((number) => `00000000-0000-4000-8000-00000000000${number}`);
    await storeAsOriginal(
      ids.map((id, index) => ({
        id,
        payload: { ...lesson.payload, text: `part ${index}`, chunk_index: index, total_chunks: 3 },
      })),
    );
    const found = await searchOf().context({ id: ids[1] ?? '', reach: 1 });
    expect(found.map(({ text }) => text)).toEqual(['part 0', 'part 1', 'part 2']);
  });

  test('is counted by its files', async () => {
    await storeAsOriginal([lesson, readme]);
    await expect(searchOf().size()).resolves.toEqual({ passages: 2, documents: 2 });
  });

  test('files that share a parent are still pages of their own', async () => {
    const other = '00000000-0000-4000-8000-000000000003';
    await storeAsOriginal([lesson, { id: other, payload: { ...lesson.payload, source_file: 'another.md' } }]);
    const found = await searchOf().context({ id: lesson.id, reach: 'page' });
    expect(found.map(({ id }) => id)).toEqual([lesson.id]);
  });

  test('is not written to', async () => {
    await storeAsOriginal([lesson]);
    await expect(store([samplePassage()])).rejects.toMatchObject({ name: 'UnsuitableCollection' });
  });
});

describe('odd points', () => {
  const good = samplePassage();

  test.each<[string, Record<string, unknown>]>([
    ['no text', { text: null }],
    ['a text that is a number', { text: 7 }],
    ['a tier that does not exist', { text: 'topic', hardware_tier: 99 }],
    ['a tier in words', { text: 'topic', hardware_tier: 'one' }],
    ['a path to another site', { text: 'topic', path: 'https://evil.example/' }],
    ['a path to another host', { text: 'topic', path: '//evil.example/' }],
    ['a path that is a script', { text: 'topic', path: 'javascript:alert(1)' }],
    ['a negative place', { text: 'topic', chunk_index: -1 }],
  ])('%s is passed over and counted', async (_, payload) => {
    await store([good]);
    const id = '00000000-0000-4000-8000-000000000009';
    await fetch(`${server.url}/collections/${COLLECTION}/points?wait=true`, {
      method: 'PUT',
      body: JSON.stringify({
        points: [
          {
            id,
            vector: { dense: featureVector('topic') },
            payload: { book_id: 'book', locale: 'en', ...payload },
          },
        ],
      }),
    });
    let skipped = 0;
    const found = await searchOf({ onSkipped: (count) => (skipped += count) }).search(ask('topic'));
    expect([texts(found), skipped]).toEqual([[good.text], 1]);
  });

  test('an id that can be none finds nothing, and is not sent', async () => {
    await store([good]);
    await expect(searchOf().context({ id: "' OR 1=1", reach: 'page' })).resolves.toEqual([]);
  });
});

describe('context', () => {
  const page = Array.from({ length: 7 }, (_, index) =>
    samplePassage({ text: `part ${index}`, chunkIndex: index, totalChunks: 7, hardwareTier: 2 }),
  );
  const middle = page[3]?.id ?? '';

  test('reads so many passages before and after, in order', async () => {
    await store([...page].reverse());
    const found = await searchOf().context({ id: middle, reach: 2 });
    expect(found.map(({ text }) => text)).toEqual(['part 1', 'part 2', 'part 3', 'part 4', 'part 5']);
  });

  test('reads a whole page of more passages than one request brings', async () => {
    const long = Array.from({ length: 1003 }, (_, index) =>
      samplePassage({ text: `part ${index}`, chunkIndex: index, totalChunks: 1003 }),
    );
    await store(long, false);
    const found = await searchOf().context({ id: long[500]?.id ?? '', reach: 'page' });
    expect(found.map(({ chunkIndex }) => chunkIndex)).toEqual(long.map(({ chunkIndex }) => chunkIndex));
  });

  test('reads nothing that the tier forbids', async () => {
    await store(page);
    await expect(searchOf().context({ id: middle, reach: 1, hardwareTier: 1 })).resolves.toEqual([]);
  });

  test('reads nothing of another book', async () => {
    await store(page);
    await expect(searchOf({ bookId: 'other' }).context({ id: middle, reach: 'page' })).resolves.toEqual([]);
  });
});

describe('size', () => {
  test('counts the passages and the pages of the book', async () => {
    await store([
      samplePassage({ text: 'a', chunkIndex: 0 }),
      samplePassage({ text: 'b', chunkIndex: 1 }),
      samplePassage({ text: 'c', sourceFile: 'other.md' }),
      samplePassage({ text: 'd', bookId: 'other' }),
    ]);
    await expect(searchOf().size()).resolves.toEqual({ passages: 3, documents: 2 });
  });

  test('is nothing where there is no collection', async () => {
    await expect(searchOf().size()).resolves.toEqual({ passages: 0, documents: 0 });
  });
});

describe('a server that cannot be used', () => {
  test('one that is too old is named, with what is needed', async () => {
    server.version = '1.9.7';
    await expect(searchOf().search(ask('topic'))).rejects.toThrow(
      'Qdrant 1.9.7 is too old for search, which needs version 1.10.0 or later',
    );
  });

  test('one that is old enough to read is still read', async () => {
    await store([samplePassage()]);
    server.version = '1.10.0';
    await expect(searchOf().search(ask('topic'))).resolves.toHaveLength(1);
  });

  test('one that was brought up to date is used without a restart', async () => {
    await store([samplePassage()]);
    const search = searchOf();
    server.version = '1.9.7';
    await search.search(ask('topic')).catch(() => {});
    server.version = '1.19.0';
    await expect(search.search(ask('topic'))).resolves.toHaveLength(1);
  });

  test('a wrong key is said to be one', async () => {
    const guarded = await QdrantServer.start({ apiKey: 'secret' });
    const search = searchOf({ url: guarded.url, apiKey: 'guessed' });
    await expect(search.search(ask('topic'))).rejects.toThrow('it refuses the API key');
    await guarded.goDown();
  });

  test('the right key is sent', async () => {
    const guarded = await QdrantServer.start({ apiKey: 'secret' });
    await expect(searchOf({ url: guarded.url, apiKey: 'secret' }).size()).resolves.toEqual({
      passages: 0,
      documents: 0,
    });
    await guarded.goDown();
  });

  test('one that is not there is unreachable', async () => {
    await server.goDown();
    await expect(searchOf().search(ask('topic'))).rejects.toMatchObject({ name: 'QdrantUnreachable' });
  });

  test('one that fails is unreachable', async () => {
    server.fault = () => ({ kind: 'status', status: 500 });
    await expect(searchOf().search(ask('topic'))).rejects.toThrow('it answered with status 500');
  });

  test('a connection that breaks in the middle of an answer is unreachable', async () => {
    await store([samplePassage()]);
    server.fault = ({ path }) => (path.endsWith('/batch') ? { kind: 'cut' } : undefined);
    await expect(searchOf().search(ask('topic'))).rejects.toMatchObject({ name: 'QdrantUnreachable' });
  });

  test('one that does not answer is given up', async () => {
    server.fault = () => ({ kind: 'wait', until: new Promise(() => {}) });
    await expect(searchOf({ timeoutMs: 50 }).search(ask('topic'))).rejects.toMatchObject({
      name: 'TookTooLong',
    });
  });
});
