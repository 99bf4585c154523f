import type { OnRun } from '../chatkit/runs/run-observation';
import type { Metrics } from './metrics/metrics';
import type { Tracing } from './tracing/tracing';

/** Counts each run, and gives it a span that goes on after the request's. */
export function observeRuns(metrics: Pick<Metrics, 'runBegan'>, tracing: Pick<Tracing, 'begin'>): OnRun {
  return ({ id: runId, userId, threadId }) => {
    const counted = metrics.runBegan();
    const span = tracing.begin('run', { attributes: { runId, userId, threadId } });
    return {
      ...counted,
      carry: span.carry,
      ended: (report) => {
        counted.ended?.(report);
        const { outcome, stopReason, firstEventMs, firstTextMs } = report;
        span.set({ outcome, stopReason, firstEventMs, firstTextMs });
        span.end(outcome === 'failed' ? 'run failed' : undefined);
      },
    };
  };
}
