import { countTokens as count } from 'gpt-tokenizer/encoding/cl100k_base';

const NONE = new Set<string>();

/** The work of the tokeniser grows with the square of such a run, as an image in base64 is one. */
const RUN = /(\S{1001,}|\s{1001,})/;
const PART = /[\s\S]{1,1000}/g;

/**
 * Tokens of a text as the embedding model counts them. What looks like one of its control tokens is text like any other. A
 * run of more than 1,000 characters without a blank is counted in parts, which may give a few tokens more.
 */
export function countTokens(text: string): number {
  return text
    .split(RUN)
    .flatMap((part) => (part.length > 1_000 && RUN.test(part) ? (part.match(PART) ?? []) : [part]))
    .reduce((sum, part) => sum + (part ? count(part, { disallowedSpecial: NONE }) : 0), 0);
}
