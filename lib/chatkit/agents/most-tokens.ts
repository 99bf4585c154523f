import type { ModelRequest } from '@openai/agents';
import { requestTexts } from './request-texts';

/** The most that a model is taken to write in one call where the request sets no limit: what GPT-4.1 can. */
const MOST_OUTPUT_TOKENS = 32_768;

/**
 * The most that a call can take, in tokens: one for each byte that is sent, since a tokenizer never makes more of a text, and as
 * many as may be answered.
 */
export function mostTokens(request: ModelRequest): number {
  const { texts, files } = requestTexts(request);
  const bytes = [...texts, ...files].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return bytes + (request.modelSettings.maxTokens ?? MOST_OUTPUT_TOKENS);
}
