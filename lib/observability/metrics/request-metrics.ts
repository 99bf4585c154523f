import { Counter, Histogram, type Registry } from 'prom-client';
import { oneOf, operationLabel, REFUSALS } from './labels';
import type { Metrics } from './metrics';

/** Seconds; most operations take milliseconds, one that waits for a lost database takes five seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function requestMetrics(registry: Registry): Pick<Metrics, 'answered'> {
  const requests = new Histogram({
    name: 'robolearn_request_duration_seconds',
    help: 'Requests until the first byte of the answer, by operation and by outcome: ok, refused, failed',
    labelNames: ['operation', 'outcome'] as const,
    buckets: BUCKETS,
    registers: [registry],
  });
  const refusals = new Counter({
    name: 'robolearn_request_refusals_total',
    help: 'Requests that were refused, or failed, by reason',
    labelNames: ['reason'] as const,
    registers: [registry],
  });
  for (const reason of [...REFUSALS, 'other']) refusals.inc({ reason }, 0);
  return {
    answered: (operation, { seconds, status, code }) => {
      const refused = code !== undefined || status >= 400;
      const failed = status >= 500 || code === 'unavailable' || code === 'internal';
      const outcome = failed ? 'failed' : refused ? 'refused' : 'ok';
      requests.observe({ operation: operationLabel(operation), outcome }, seconds);
      if (refused || failed) refusals.inc({ reason: oneOf(REFUSALS, code) });
    },
  };
}
