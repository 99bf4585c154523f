import { Counter, Histogram, type Registry } from 'prom-client';
import { MODEL_FAILURES, oneOf } from './labels';
import type { Metrics } from './metrics';

const BUCKETS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60];
const MICROS = 1_000_000;

type ModelMetrics = Pick<Metrics, 'modelCalled' | 'modelRetried' | 'moderationFailed' | 'modelUsed'>;

/** @param models those that the configuration names */
export function modelMetrics(registry: Registry, models: readonly string[]): ModelMetrics {
  const registers = [registry];
  const calls = new Histogram({
    name: 'robolearn_model_call_duration_seconds',
    help: 'Calls to the model until the end of their answer, by purpose and by outcome: ok, failed',
    labelNames: ['purpose', 'outcome'] as const,
    buckets: BUCKETS,
    registers,
  });
  const errors = new Counter({
    name: 'robolearn_model_errors_total',
    help: 'Calls to the model that failed, by kind of failure',
    labelNames: ['kind'] as const,
    registers,
  });
  const retries = new Counter({
    name: 'robolearn_model_retries_total',
    help: 'Calls to the model that were made again, by what had gone wrong',
    labelNames: ['kind'] as const,
    registers,
  });
  const moderation = new Counter({
    name: 'robolearn_moderation_failures_total',
    help: 'Calls to the moderation that failed or took too long; their messages are answered without it',
    registers,
  });
  const tokens = new Counter({
    name: 'robolearn_model_tokens_total',
    help: 'Tokens by model and kind; cached ones are among those of the input',
    labelNames: ['model', 'kind'] as const,
    registers,
  });
  const cost = new Counter({
    name: 'robolearn_model_cost_total',
    help: 'Cost of the models in the currency of MODEL_PRICES',
    labelNames: ['model'] as const,
    registers,
  });
  // A series that begins with its first failure hides that failure from `increase`.
  for (const kind of MODEL_FAILURES) {
    errors.inc({ kind }, 0);
    retries.inc({ kind }, 0);
  }
  for (const purpose of ['answer', 'title'] as const) {
    for (const outcome of ['ok', 'failed'] as const) calls.zero({ purpose, outcome });
  }
  for (const model of models) {
    for (const kind of ['input', 'output', 'cached'] as const) tokens.inc({ model, kind }, 0);
    cost.inc({ model }, 0);
  }
  return {
    modelCalled: (purpose, seconds, failure) => {
      calls.observe({ purpose, outcome: failure === undefined ? 'ok' : 'failed' }, seconds);
      if (failure !== undefined) errors.inc({ kind: failure });
    },
    modelRetried: (failure) => retries.inc({ kind: failure }),
    moderationFailed: () => moderation.inc(),
    modelUsed: ({ inputTokens, outputTokens, cachedTokens, costMicros, ...used }) => {
      const model = oneOf(models, used.model);
      tokens.inc({ model, kind: 'input' }, inputTokens);
      tokens.inc({ model, kind: 'output' }, outputTokens);
      tokens.inc({ model, kind: 'cached' }, cachedTokens);
      if (costMicros !== undefined) cost.inc({ model }, costMicros / MICROS);
    },
  };
}
