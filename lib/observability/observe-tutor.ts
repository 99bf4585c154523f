import type { ModelFailure } from './metrics/labels';
import type { Metrics } from './metrics/metrics';
import { failureName } from './tracing/failure-name';
import type { Tracing } from './tracing/tracing';

interface ModelCall {
  purpose: 'answer' | 'title';
  model: string;
}

/** Counts and traces the calls to the model and the tools of a turn. */
export function observeTutor(metrics: Pick<Metrics, 'modelCalled'>, tracing: Pick<Tracing, 'begin'>) {
  return {
    modelCall: ({ purpose, model }: ModelCall) => {
      const started = performance.now();
      const span = tracing.begin('model', { attributes: { purpose, model } });
      return (failure: ModelFailure | undefined) => {
        metrics.modelCalled(purpose, (performance.now() - started) / 1000, failure);
        span.end(failure);
      };
    },
    tool: async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      const span = tracing.begin('tool', { attributes: { tool: name } });
      let failure: string | undefined;
      try {
        return await span.carry(work);
      } catch (error) {
        failure = failureName(error);
        throw error;
      } finally {
        span.end(failure);
      }
    },
  };
}
