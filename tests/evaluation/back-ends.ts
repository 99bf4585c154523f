import { resolve } from 'node:path';
import { readCourse } from '@/lib/search/course';
import type { CourseSearch } from '@/lib/search/course-search';
import { type CourseShape, courseShape } from '@/lib/search/course-shape';
import { createEmbedder } from '@/lib/search/embeddings/create-embedder';
import { coursePages } from '@/lib/search/ingest/course-pages';
import { ingest } from '@/lib/search/ingest/ingest';
import { passageEmbedder } from '@/lib/search/ingest/passage-embedder';
import { LocalCourseSearch } from '@/lib/search/local-course-search';
import { QdrantCourseSearch } from '@/lib/search/qdrant/qdrant-course-search';
import { QdrantPassages } from '@/lib/search/qdrant/qdrant-passages';
import { QdrantServer } from '../support/qdrant/qdrant-server';
import { ScriptedEmbeddings } from '../support/scripted-embeddings';
import { sentenceVectors } from '../support/sentence-vectors';

const COURSE = resolve('content');
const BOOK = 'evaluation';

/** Texts that have nothing in common still have cosines up to this by the small encoder of the evaluation. */
const UNRELATED = 0.75;

export interface BackEnd {
  name: string;
  search: CourseSearch;
  course: CourseShape;
  close(): Promise<void>;
}

export const BACK_ENDS: (() => Promise<BackEnd>)[] = [
  local,
  () => qdrant('hybrid in Qdrant', true),
  () => qdrant('words alone in Qdrant', false),
];

async function local(): Promise<BackEnd> {
  return {
    name: 'local index',
    search: new LocalCourseSearch({ courseDir: COURSE, bookId: BOOK }),
    course: courseShape(COURSE),
    close: async () => undefined,
  };
}

/** Our course in a Qdrant on loopback, brought there as `npm run ingest` does. */
async function qdrant(name: string, isHybrid: boolean): Promise<BackEnd> {
  const [server, embeddings] = await Promise.all([QdrantServer.start(), ScriptedEmbeddings.start()]);
  embeddings.vectorsOf = sentenceVectors;
  const embedder = createEmbedder({
    apiKey: 'none',
    baseUrl: embeddings.baseUrl,
    model: 'text-embedding-3-small',
  });
  const connection = { url: server.url, collection: 'course' };
  await ingest({
    bookId: BOOK,
    pages: coursePages(await readCourse(COURSE, { bookId: BOOK }), BOOK, embedder.model),
    target: new QdrantPassages(connection),
    embedder: isHybrid ? passageEmbedder(embedder) : undefined,
    holder: 'evaluation',
  });
  const index = new LocalCourseSearch({ courseDir: COURSE, bookId: BOOK });
  const course = courseShape(COURSE);
  const search = new QdrantCourseSearch({
    ...connection,
    bookId: BOOK,
    defaultLocale: course.locales.default,
    ...(isHybrid ? { embed: embedder.embedQuery } : {}),
    meant: async (question) => (await index.index()).meant(question),
    rank: async (query, candidates) =>
      (await index.index()).rank(query, candidates, { similarityFloor: UNRELATED }),
  });
  return {
    name,
    search,
    course,
    close: async () => {
      await Promise.all([server.goDown(), embeddings.stop()]);
      if (server.violations.length) throw new Error(`Qdrant was asked wrongly: ${server.violations[0]}`);
    },
  };
}
