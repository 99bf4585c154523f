import type { Config } from './config';
import type { Logger } from './observability/logger';
import type { Metrics } from './observability/metrics/metrics';
import { Care } from './tutor/care/care';
import { createModeration } from './tutor/care/moderation';
import { ModelError } from './tutor/model-error';

/** What looks at messages before the tutor does: fixed patterns, and OpenAI's moderation where the model's server is OpenAI. */
export function composeCare(
  { model, helpText }: Pick<Config, 'model' | 'helpText'>,
  { log, metrics }: { log: Pick<Logger, 'info' | 'warn'>; metrics: Pick<Metrics, 'moderationFailed'> },
): Care {
  if (model.kind === 'guide' || !model.moderates) return new Care({ helpText });
  const { apiKey, baseUrl } = model;
  const moderate = createModeration({
    apiKey,
    baseUrl,
    onFailed: metrics.moderationFailed,
    onState: (state, error) => {
      if (state === 'away') {
        log.warn(
          { error: new ModelError(error) },
          'the moderation does not answer; messages are answered without it',
        );
      } else log.info('the moderation answers again');
    },
  });
  return new Care({ helpText, moderate });
}
