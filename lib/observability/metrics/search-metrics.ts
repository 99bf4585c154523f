import { Counter, Histogram, type Registry } from 'prom-client';
import { FALLBACKS, oneOf } from './labels';
import type { Metrics } from './metrics';

/** Seconds; a search of the local index takes milliseconds, one that gives up takes two seconds. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

type SearchMetrics = Pick<Metrics, 'searched' | 'searchFellBack' | 'citationsDropped'>;

export function searchMetrics(registry: Registry): SearchMetrics {
  const searches = new Histogram({
    name: 'robolearn_search_duration_seconds',
    help: 'Course searches, by the back end that answered and by outcome',
    labelNames: ['backend', 'outcome'] as const,
    buckets: BUCKETS,
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
  for (const reason of FALLBACKS) fallbacks.inc({ reason }, 0);
  return {
    searched: (backend, outcome, seconds) => searches.observe({ backend, outcome }, seconds),
    searchFellBack: (reason) => fallbacks.inc({ reason: oneOf(FALLBACKS, reason) }),
    citationsDropped: (count) => dropped.inc(count),
  };
}
