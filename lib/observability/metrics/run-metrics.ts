import { Histogram, type Registry } from 'prom-client';
import { RUN_OUTCOMES } from './labels';
import type { Metrics } from './metrics';

/** Seconds; a turn is stopped after ten minutes. */
const RUN_BUCKETS = [0.1, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600];

/** Seconds until something is seen: at once for the first event, a model's time for the first words. */
const EVENT_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const TEXT_BUCKETS = [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 20, 60];

export function runMetrics(registry: Registry): Pick<Metrics, 'runBegan'> {
  const registers = [registry];
  const runs = new Histogram({
    name: 'robolearn_run_duration_seconds',
    help: 'Turns of the tutor from the request to their last event, by outcome',
    labelNames: ['outcome'] as const,
    buckets: RUN_BUCKETS,
    registers,
  });
  const firstEvent = new Histogram({
    name: 'robolearn_run_first_event_seconds',
    help: 'Time from the request for a turn to its first event',
    buckets: EVENT_BUCKETS,
    registers,
  });
  const firstText = new Histogram({
    name: 'robolearn_run_first_token_seconds',
    help: 'Time from the request for a turn to the first words of its answer',
    buckets: TEXT_BUCKETS,
    registers,
  });
  for (const outcome of RUN_OUTCOMES) runs.zero({ outcome });
  return {
    runBegan: () => ({
      firstEvent: (ms) => firstEvent.observe(ms / 1000),
      firstText: (ms) => firstText.observe(ms / 1000),
      ended: ({ outcome, ms }) => runs.observe({ outcome }, ms / 1000),
    }),
  };
}
