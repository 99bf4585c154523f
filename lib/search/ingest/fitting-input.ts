import { countTokens } from '../chunk/count-tokens';

/** Tokens that an embedding model of OpenAI reads; a longer text is refused, and all texts of the request with it. */
const MOST_TOKENS = 8191;
/** Characters that are counted at a time. Counted in parts, a text has a few tokens more, never fewer. */
const PART = /[\s\S]{1,500}/gu;

/** As much of the beginning of a text as an embedding model reads. */
export function fittingInput(text: string): string {
  // A token has at least one byte.
  if (Buffer.byteLength(text) <= MOST_TOKENS) return text;
  let tokens = 0;
  let fitting = '';
  for (const [part] of text.matchAll(PART)) {
    tokens += countTokens(part);
    if (tokens > MOST_TOKENS) return fitting;
    fitting += part;
  }
  return text;
}
