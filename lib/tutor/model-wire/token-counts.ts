import { fieldsOf } from './json-fields';

export interface TokenCounts {
  input: number;
  output: number;
  /** Of the input. */
  cached: number;
  /** Of the output. */
  reasoning: number;
}

/** What a server says was used, by the names of either API; 0 for what it does not say. */
export function tokenCounts(usage: unknown): TokenCounts {
  const given = fieldsOf(usage);
  const inputDetails = fieldsOf(given.input_tokens_details ?? given.prompt_tokens_details);
  const outputDetails = fieldsOf(given.output_tokens_details ?? given.completion_tokens_details);
  const input = count(given.input_tokens ?? given.prompt_tokens);
  const output = count(given.output_tokens ?? given.completion_tokens);
  return {
    input,
    output,
    // DeepSeek counts its cache in a field of its own.
    cached: Math.min(input, count(inputDetails.cached_tokens ?? given.prompt_cache_hit_tokens)),
    reasoning: Math.min(output, count(outputDetails.reasoning_tokens)),
  };
}

function count(value: unknown): number {
  const number = Number(value);
  return Number.isFinite(number) && number > 0 ? Math.round(number) : 0;
}
