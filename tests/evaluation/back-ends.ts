import { resolve } from 'node:path';
import { readCourse } from '@/lib/search/course';
import type { CourseSearch } from '@/lib/search/course-search';
import { type CourseShape, courseShape } from '@/lib/search/course-shape';
import { createEmbedder, type EmbedderOptions } from '@/lib/search/embeddings/create-embedder';
import { MEANT } from '@/lib/search/index/rank-candidates';
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

export type StartBackEnd = () => Promise<BackEnd>;

/** Those that need nothing: the report is of them. */
export const BACK_ENDS: StartBackEnd[] = [local, hybridByEncoder, () => qdrant('words alone in Qdrant')];

/** Hybrid search by a model of an OpenAI-compatible server, which costs a call for each question. */
export function hybridBy(options: EmbedderOptions): StartBackEnd {
  return () => qdrant(`hybrid in Qdrant, ${options.model}`, { ...options, floor: MEANT });
}

async function hybridByEncoder(): Promise<BackEnd> {
  const embeddings = await ScriptedEmbeddings.start();
  embeddings.vectorsOf = sentenceVectors;
  const { baseUrl } = embeddings;
  const model = { apiKey: 'none', baseUrl, model: 'text-embedding-3-small', floor: UNRELATED };
  const backEnd = await qdrant('hybrid in Qdrant', model);
  return {
    ...backEnd,
    close: async () => {
      await Promise.all([backEnd.close(), embeddings.stop()]);
    },
  };
}

async function local(): Promise<BackEnd> {
  return {
    name: 'local index',
    search: new LocalCourseSearch({ courseDir: COURSE, bookId: BOOK }),
    course: courseShape(COURSE),
    close: async () => undefined,
  };
}

/**
 * Our course in a Qdrant on loopback, brought there as `npm run ingest` does.
 *
 * @param model makes the vectors; without one, words alone are searched. `floor`: the cosine from which a passage counts as meant
 */
async function qdrant(name: string, model?: EmbedderOptions & { floor: number }): Promise<BackEnd> {
  const server = await QdrantServer.start();
  const embedder = model && createEmbedder(model);
  const connection = { url: server.url, collection: 'course' };
  await ingest({
    bookId: BOOK,
    pages: coursePages(await readCourse(COURSE, { bookId: BOOK }), BOOK, embedder?.model),
    target: new QdrantPassages(connection),
    embedder: embedder && passageEmbedder(embedder),
    holder: 'evaluation',
  });
  const index = new LocalCourseSearch({ courseDir: COURSE, bookId: BOOK });
  const course = courseShape(COURSE);
  const search = new QdrantCourseSearch({
    ...connection,
    bookId: BOOK,
    defaultLocale: course.locales.default,
    ...(embedder ? { embed: embedder.embedQuery } : {}),
    meant: async (question) => (await index.index()).meant(question),
    rank: async (query, candidates) =>
      (await index.index()).rank(query, candidates, model ? { similarityFloor: model.floor } : {}),
  });
  return {
    name,
    search,
    course,
    close: async () => {
      await server.goDown();
      if (server.violations.length) throw new Error(`Qdrant was asked wrongly: ${server.violations[0]}`);
    },
  };
}
