import { Counter, type Registry } from 'prom-client';
import { LIMITS, oneOf } from './labels';
import type { Metrics } from './metrics';

export function limitMetrics(registry: Registry): Pick<Metrics, 'limitHit' | 'countingFailed'> {
  const hits = new Counter({
    name: 'robolearn_limits_hit_total',
    help: 'Requests that found a limit reached, by limit',
    labelNames: ['limit'] as const,
    registers: [registry],
  });
  const failures = new Counter({
    name: 'robolearn_limits_failures_total',
    help: 'Counts that the store of the limits did not take',
    registers: [registry],
  });
  for (const limit of LIMITS) hits.inc({ limit }, 0);
  return {
    limitHit: (limit) => hits.inc({ limit: oneOf(LIMITS, limit) }),
    countingFailed: () => failures.inc(),
  };
}
