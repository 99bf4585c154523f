import type { ModelFailure } from './metrics/labels';
import type { Metrics } from './metrics/metrics';
import type { PartWatch } from './part-watch';
import { failureName } from './tracing/failure-name';
import type { Tracing } from './tracing/tracing';

interface ModelCall {
  purpose: 'answer' | 'title';
  model: string;
}

/** Failures of a model that no student can do anything about. In the others it has answered, if only with a refusal. */
const AWAY: ReadonlySet<ModelFailure> = new Set([
  'broken off',
  'connection',
  'quota',
  'server',
  'setup',
  'timeout',
]);

/** Counts and traces the calls to the model and the tools of a turn, and sees whether the model is there. */
export function observeTutor(
  metrics: Pick<Metrics, 'modelCalled'>,
  tracing: Pick<Tracing, 'begin'>,
  watch: Pick<PartWatch, 'begin'>,
) {
  return {
    modelCall: ({ purpose, model }: ModelCall) => {
      const started = performance.now();
      const seen = watch.begin();
      const span = tracing.begin('model', { attributes: { purpose, model } });
      return ({ failure, answered }: { failure: ModelFailure | undefined; answered: boolean }) => {
        // What broke off after it had begun to answer is news, whatever else was answered meanwhile.
        if (failure !== undefined) (answered ? watch.begin() : seen)(!AWAY.has(failure));
        else if (answered) seen(true);
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
