import { resolve } from 'node:path';
import OpenAI from 'openai';
import { readCourse } from '@/lib/search/course';
import type { CourseSearch } from '@/lib/search/course-search';
import { type CourseShape, courseShape } from '@/lib/search/course-shape';
import { createEmbedder, type EmbedderOptions } from '@/lib/search/embeddings/create-embedder';
import { DEFAULT_DIMENSIONS } from '@/lib/search/embeddings/default-model';
import { vectorSize } from '@/lib/search/embeddings/embedder';
import { coursePages } from '@/lib/search/ingest/course-pages';
import { ingest } from '@/lib/search/ingest/ingest';
import { passageEmbedder } from '@/lib/search/ingest/passage-embedder';
import { LocalCourseSearch } from '@/lib/search/local-course-search';
import { QdrantCourseSearch } from '@/lib/search/qdrant/qdrant-course-search';
import { QdrantPassages } from '@/lib/search/qdrant/qdrant-passages';
import { QdrantServer } from '../support/qdrant/qdrant-server';
import { ScriptedEmbeddings } from '../support/scripted-embeddings';
import type { RecordedVectors } from './recorded-vectors';

const COURSE = resolve('content');
const BOOK = 'evaluation';
/** An evaluation waits for a slow model, where a student would get an answer without it. In milliseconds. */
const PATIENCE = 120_000;

export interface BackEnd {
  name: string;
  search: CourseSearch;
  course: CourseShape;
  close(): Promise<void>;
}

export type StartBackEnd = () => Promise<BackEnd>;

/** Those that need nothing: the report is of them. */
export function backEnds(recorded: RecordedVectors): StartBackEnd[] {
  const vectorsOf = async (texts: string[]) => texts.map((text) => recorded.of(text));
  return [
    local,
    () => hybrid('hybrid in Qdrant', recorded, vectorsOf),
    () => qdrant('words alone in Qdrant'),
  ];
}

/**
 * Hybrid search by a model of an OpenAI-compatible server, which costs a call for each question.
 *
 * @param onVector told of every vector, as the model gives it
 */
export function hybridBy(
  { apiKey, baseUrl, model }: Pick<EmbedderOptions, 'apiKey' | 'baseUrl' | 'model'>,
  onVector: (text: string, vector: number[]) => void = () => undefined,
): StartBackEnd {
  const client = new OpenAI({ apiKey, ...(baseUrl ? { baseURL: baseUrl } : {}) });
  return () =>
    hybrid(`hybrid in Qdrant, ${model}`, { model }, async (input) => {
      const asked = model.startsWith('text-embedding-3') ? { dimensions: DEFAULT_DIMENSIONS } : {};
      const { data } = await client.embeddings.create({ model, input, encoding_format: 'float', ...asked });
      const byPlace = new Map(data.map(({ index, embedding }) => [index, embedding]));
      return input.map((text, at) => {
        const vector = byPlace.get(at);
        if (!vector) throw new Error(`${model} gave no vector for a text`);
        onVector(text, vector);
        return vector;
      });
    });
}

/** Hybrid search by vectors of any length; that of a model whose length is not said is asked for. */
async function hybrid(
  name: string,
  { model, dimensions }: { model: string; dimensions?: number },
  vectorsOf: (texts: string[]) => Promise<number[][]>,
): Promise<BackEnd> {
  const embeddings = await ScriptedEmbeddings.start();
  embeddings.vectorsOf = vectorsOf;
  const { baseUrl } = embeddings;
  const backEnd = await qdrant(name, {
    apiKey: 'none',
    baseUrl,
    model,
    dimensions,
    queryTimeoutMs: PATIENCE,
  });
  return {
    ...backEnd,
    close: async () => {
      await Promise.all([backEnd.close(), embeddings.stop()]);
    },
  };
}

/** Our own index, which searches by words and needs nothing. */
export async function local(): Promise<BackEnd> {
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
 * @param model makes the vectors; without one, words alone are searched
 */
async function qdrant(name: string, model?: EmbedderOptions): Promise<BackEnd> {
  const server = await QdrantServer.start();
  const embedder = model && createEmbedder(model);
  const dimensions = embedder && (await vectorSize(embedder, true));
  const connection = { url: server.url, collection: 'course', timeoutMs: PATIENCE };
  await ingest({
    bookId: BOOK,
    pages: coursePages(await readCourse(COURSE, { bookId: BOOK }), BOOK, embedder?.model),
    target: new QdrantPassages({ ...connection, dimensions }),
    embedder: embedder && passageEmbedder(embedder),
    holder: 'evaluation',
  });
  const index = new LocalCourseSearch({ courseDir: COURSE, bookId: BOOK });
  const course = courseShape(COURSE);
  const failures: unknown[] = [];
  const search = new QdrantCourseSearch({
    ...connection,
    bookId: BOOK,
    defaultLocale: course.locales.default,
    ...(embedder ? { embed: embedder.embedQuery } : {}),
    meant: async (question) => (await index.index()).meant(question),
    rank: async (query, candidates) => (await index.index()).rank(query, candidates),
    onEmbeddingFailed: (error) => failures.push(error),
  });
  return {
    name,
    search,
    course,
    close: async () => {
      await server.goDown();
      if (server.violations.length) throw new Error(`Qdrant was asked wrongly: ${server.violations[0]}`);
      if (failures.length) throw new Error('a question had no vector', { cause: failures[0] });
    },
  };
}
