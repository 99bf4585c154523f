import { Counter, type Registry } from 'prom-client';
import { FILE_REFUSALS, oneOf } from './labels';
import type { Metrics } from './metrics';

export function fileMetrics(registry: Registry): Pick<Metrics, 'fileRefused'> {
  const refused = new Counter({
    name: 'robolearn_files_refused_total',
    help: 'Files that were not taken, by reason',
    labelNames: ['reason'] as const,
    registers: [registry],
  });
  for (const reason of FILE_REFUSALS) refused.inc({ reason }, 0);
  return { fileRefused: (reason) => refused.inc({ reason: oneOf(FILE_REFUSALS, reason) }) };
}
