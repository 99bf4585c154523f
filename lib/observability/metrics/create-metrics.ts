import { Counter, collectDefaultMetrics, Registry } from 'prom-client';
import { fileMetrics } from './file-metrics';
import { limitMetrics } from './limit-metrics';
import type { Metrics } from './metrics';
import { modelMetrics } from './model-metrics';
import { requestMetrics } from './request-metrics';
import { runMetrics } from './run-metrics';
import { searchMetrics } from './search-metrics';
import { stateMetrics } from './state-metrics';

/**
 * The metrics of one process, with those of Node itself: event loop delay, memory, garbage collection.
 *
 * @param models those that the configuration names; others are counted as `other`
 */
export function createMetrics(models: readonly string[] = []): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const lost = new Counter({
    name: 'robolearn_trace_spans_lost_total',
    help: 'Spans that did not reach the collector of traces',
    registers: [registry],
  });
  return {
    ...requestMetrics(registry),
    ...runMetrics(registry),
    ...modelMetrics(registry, models),
    ...searchMetrics(registry),
    ...limitMetrics(registry),
    ...fileMetrics(registry),
    ...stateMetrics(registry),
    spansLost: (count) => lost.inc(count),
    text: async () => ({ body: await registry.metrics(), contentType: registry.contentType }),
  };
}
