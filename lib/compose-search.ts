import { buildInputs, TEMPLATE_DIR } from './build';
import type { Config } from './config';
import type { Logger } from './observability/logger';
import type { Metrics } from './observability/metrics/metrics';
import type { PartWatch } from './observability/part-watch';
import type { Tracing } from './observability/tracing/tracing';
import type { CourseSearch } from './search/course-search';
import { type CourseShape, courseShape } from './search/course-shape';
import { createEmbedder } from './search/embeddings/create-embedder';
import { FallbackCourseSearch, type PrimaryState } from './search/fallback-course-search';
import { localIndexFile } from './search/local/local-index-file';
import { LocalCourseSearch } from './search/local-course-search';
import { ObservedCourseSearch } from './search/observed-course-search';
import { modelCollection } from './search/qdrant/model-collection';
import { QdrantCourseSearch } from './search/qdrant/qdrant-course-search';

/** The course search of the running product. */
export interface ComposedSearch {
  search: CourseSearch;
  course: CourseShape;
  /** What the local index holds, whoever answers. */
  local: CourseSearch;
  /** State of the vector database, which is asked for it if it may be; undefined where none is configured. */
  qdrant: (() => Promise<PrimaryState>) | undefined;
}

/** How long a vector database that failed is left alone, in milliseconds. */
const RETRY_AFTER_MS = 10_000;

/** Puts the course search together: the local index, and Qdrant before it where one is configured. */
export function composeSearch(
  config: Pick<Config, 'course' | 'dataDir' | 'qdrant' | 'embeddings'>,
  {
    log,
    metrics,
    tracing,
    embeddings,
  }: { log: Logger; metrics: Metrics; tracing: Tracing; embeddings: Pick<PartWatch, 'begin'> },
): ComposedSearch {
  const { dir, bookId } = config.course;
  const course = courseShape(dir);
  const index = new LocalCourseSearch({
    courseDir: dir,
    bookId,
    indexFile: localIndexFile(config),
    indexTemplate: localIndexFile({ ...config, dataDir: TEMPLATE_DIR }),
    code: buildInputs,
  });
  const local = new ObservedCourseSearch(tracing.watch('search.local', index), ({ outcome, seconds }) =>
    metrics.searched('local', outcome, seconds),
  );
  if (!config.qdrant) return { search: local, course, local, qdrant: undefined };

  const embedder = config.embeddings && createEmbedder({ ...config.embeddings, onAsked: embeddings.begin });
  const primary = new QdrantCourseSearch({
    ...config.qdrant,
    collection: modelCollection(config.qdrant.collection, embedder),
    dimensions: () => embedder?.dimensions,
    bookId,
    defaultLocale: course.locales.default,
    route: course.route,
    ...(embedder ? { embed: embedder.embedQuery } : {}),
    meant: async (question) => (await index.index()).meant(question),
    rank: async (query, candidates) => (await index.index()).rank(query, candidates),
    onEmbeddingFailed: (error) => {
      metrics.searchFellBack('no vector');
      log.warn({ error }, 'the question has no vector; words alone are searched');
    },
    onSkipped: (count) => log.warn({ count }, 'points of the collection cannot be read'),
  });
  const search = new FallbackCourseSearch({
    primary: new ObservedCourseSearch(tracing.watch('search.qdrant', primary), ({ outcome, seconds }) =>
      metrics.searched('qdrant', outcome, seconds),
    ),
    local,
    retryAfterMs: RETRY_AFTER_MS,
    onFallback: (reason, error) =>
      log.warn({ reason, error }, 'the course search falls back to the local index'),
    onAnswered: (by) => {
      if (by === 'local') metrics.searchFellBack(search.state());
    },
    onRecovered: () => log.info('the course search is back on Qdrant'),
  });
  return { search, course, local, qdrant };

  /** Looking at its size shows its state before anybody has searched, and that it is back when nobody does. */
  async function qdrant(): Promise<PrimaryState> {
    await search.size();
    return search.state();
  }
}
