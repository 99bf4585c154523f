import type { ModelRequest } from '@openai/agents';
import type { ModelUsage } from './model-usage';
import { requestTexts } from './request-texts';

/** What a picture or a document is taken to be, in tokens, since nobody can tell from its bytes. */
const FILE_TOKENS = 1_000;

/**
 * What a call took that the model did not report: the text that was sent, 1,000 tokens for each file, and the text that came.
 *
 * @param said the answer, as far as it came
 */
export function estimatedUsage(
  request: ModelRequest,
  said: string,
  countTokens: (text: string) => number,
): ModelUsage {
  const { texts, files } = requestTexts(request);
  return {
    inputTokens: countTokens(texts.join('\n')) + files.length * FILE_TOKENS,
    outputTokens: countTokens(said),
    cachedTokens: 0,
    estimated: true,
  };
}
