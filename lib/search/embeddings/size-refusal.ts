/** Why a server of embeddings takes a request as it is not: one text is too long, or there are too many of them in it. */
export type SizeRefusal =
  /** `ratio`: how much of the text it would take, by its own count of tokens; undefined where it does not say. */
  | { kind: 'length'; ratio: number | undefined }
  /** `max`: how many it takes; undefined where it does not say. */
  | { kind: 'count'; max: number | undefined };

/**
 * How servers say that a text is too long: OpenAI and Azure ("maximum context length is 8192 tokens, however you requested …", "maximum input
 * length", "max … tokens per request"), vLLM (the same), SGLang ("longer than the model's context length"), llama.cpp ("is too large to process.
 * increase the physical batch size", "larger than the max context size", "exceeds the available context size"), llama-box ("too big compared to KV
 * size"), Ollama ("the input length exceeds the context length", before "exceeds maximum context length"), LM Studio ("Input length 6491 exceeds
 * context length 1500"), TEI ("must have less than 512 tokens", or characters), Mistral ("exceeding max 8192 tokens"), Voyage ("has too many tokens"),
 * Gemini ("exceeds the maximum number of tokens").
 */
const TOO_LONG: readonly RegExp[] = [
  /max(imum)? (allowed )?(context|input|sequence) (length|size|window)/i,
  /\b(input|prompt|text|request|sequence)\b.{0,60}\btoo (large|long|big)\b/i,
  /\b(exceed|exceeds|exceeding|exceeded|longer than|larger than|greater than)\b.{0,60}\b(context|max|maximum|tokens)\b/i,
  /must have (less|fewer) than [\d,]+ (tokens|characters)|too many tokens|max [\d,]+ tokens per request/i,
  /context_length_exceeded|exceed_context_size/i,
];

/**
 * How they say that a request holds too many texts: TEI ("batch size 128 > maximum allowed batch size 32"), DashScope ("batch size is invalid, it
 * should not be larger than 10"), Gemini ("at most 100 requests can be in one batch"), Cohere ("at most 96 texts"), OpenAI ("array … maximum length 2048").
 */
const TOO_MANY: readonly RegExp[] = [
  /maximum allowed batch size|\bbatch size is invalid|batch size.{0,40}\b(exceed|larger than|greater than|at most)/i,
  /at most [\d,]+ (requests|texts|inputs|items)|(too many|number of) (inputs|texts|items|documents)/i,
  /split into more batches/i,
];

const STATUSES: ReadonlySet<number> = new Set([400, 413, 422, 500]);

/** What a server's refusal is about, if it is about size. @param message in its words, by which it is known */
export function sizeRefusal(status: number, message: string): SizeRefusal | undefined {
  if (!STATUSES.has(status)) return undefined;
  if (TOO_MANY.some((words) => words.test(message))) {
    const numbers = numbersIn(message);
    return { kind: 'count', max: numbers.length > 0 ? Math.min(...numbers) : undefined };
  }
  if (!TOO_LONG.some((words) => words.test(message))) return undefined;
  // The smaller is what it takes, the larger what it got. An answer that counts nothing has one of them, or none.
  const numbers = numbersIn(message).filter((number) => number >= MIN_LIMIT);
  const [limit, given] = [Math.min(...numbers), Math.max(...numbers)];
  return { kind: 'length', ratio: numbers.length > 1 && limit < given ? limit / given : undefined };
}

/** No model reads fewer tokens; smaller numbers count something else. */
const MIN_LIMIT = 32;

/** Without those that say which text it is: `input[3]`, `index 3`, `Input id 3`. */
function numbersIn(message: string): number[] {
  const counts = message.replace(/\[\d+\]|\b(index|id|slot|task)[ :=]*\d+/gi, ' ');
  return [...counts.matchAll(/\d[\d,]*/g)].map(([number]) => Number(number.replaceAll(',', '')));
}
