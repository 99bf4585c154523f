import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What is counted of the running product, for Prometheus. Labels come from closed lists, never from what people write. */
export interface Metrics {
  /** A course search: which back end answered, and how it went. */
  searched(backend: SearchBackend, outcome: SearchOutcome, seconds: number): void;
  /** A search that the local index answered in place of the vector database. */
  searchFellBack(reason: string): void;
  /** Markers of an answer that named nothing retrieved in its turn. */
  citationsDropped(count: number): void;
  /** The text that a reader of the metrics gets, and its content type. */
  text(): Promise<{ body: string; contentType: string }>;
}

export type SearchBackend = 'local' | 'qdrant';
export type SearchOutcome = 'found' | 'nothing' | 'failed';

/** Seconds; a search of the local index takes milliseconds, one that gives up takes two seconds. */
const SEARCH_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** The metrics of one process, with those of Node itself: event loop delay, memory, garbage collection. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const searches = new Histogram({
    name: 'robolearn_search_duration_seconds',
    help: 'Course searches, by the back end that answered and by outcome',
    labelNames: ['backend', 'outcome'] as const,
    buckets: SEARCH_BUCKETS,
    registers: [registry],
  });
  const fallbacks = new Counter({
    name: 'robolearn_search_fallbacks_total',
    help: 'Searches that the local index answered because the vector database could not',
    labelNames: ['reason'] as const,
    registers: [registry],
  });
  const dropped = new Counter({
    name: 'robolearn_citations_dropped_total',
    help: 'Citation markers in answers that named no passage retrieved in their turn',
    registers: [registry],
  });
  return {
    searched: (backend, outcome, seconds) => searches.observe({ backend, outcome }, seconds),
    searchFellBack: (reason) => fallbacks.inc({ reason }),
    citationsDropped: (count) => dropped.inc(count),
    text: async () => ({ body: await registry.metrics(), contentType: registry.contentType }),
  };
}
