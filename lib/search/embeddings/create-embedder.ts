import OpenAI from 'openai';
import pLimit from 'p-limit';
import { batchesOf } from './batches-of';
import type { Embedder } from './embedder';
import { EmbeddingAnswerIncomplete } from './embedding-answer-incomplete';
import { EmbeddingDimensionMismatch } from './embedding-dimension-mismatch';
import { EmbeddingsResting } from './embeddings-resting';
import { RecentAnswers } from './recent-answers';

export interface EmbedderOptions {
  apiKey: string;
  /** Undefined means OpenAI itself. */
  baseUrl?: string | undefined;
  model: string;
  dimensions?: number;
  /** For a question, retries included. In milliseconds. */
  queryTimeoutMs?: number;
  /** After a question that failed, so long no other is sent, so that not every student waits for it. In milliseconds. */
  restMs?: number;
  /** Called when the server is sent a question; what it answers is told whether the server did. */
  onAsked?: () => (answered: boolean) => void;
  now?: () => number;
  fetch?: typeof fetch;
}

const REQUESTS_AT_ONCE = 4;
const REMEMBERED_QUESTIONS = 1000;
/**
 * The client repeats what failed with 408, 409, 429 or 5xx and what did not connect, after 0.5 s, 1 s, 2 s … up to 8 s less
 * a random quarter, or as long as `Retry-After` says (`openai` 7, `retryRequest`).
 */
const RETRIES = 6;
const QUERY_RETRIES = 1;

/** An embedder by an OpenAI-compatible server. */
export function createEmbedder({
  apiKey,
  baseUrl,
  model,
  dimensions = 1536,
  queryTimeoutMs = 2000,
  restMs = 10_000,
  onAsked = () => () => undefined,
  now = Date.now,
  fetch,
}: EmbedderOptions): Embedder {
  const client = new OpenAI({
    apiKey,
    ...(baseUrl ? { baseURL: baseUrl } : {}),
    ...(fetch ? { fetch } : {}),
  });
  const asked = askedDimensions(model, dimensions);
  const limit = pLimit(REQUESTS_AT_ONCE);
  let restsUntil = Number.NEGATIVE_INFINITY;
  const questions = new RecentAnswers<number[]>(REMEMBERED_QUESTIONS);

  async function request(input: string[], options: OpenAI.RequestOptions): Promise<number[][]> {
    const { data } = await client.embeddings.create({ model, input, ...asked }, options);
    const vectors: (number[] | undefined)[] = input.map(() => undefined);
    // The client turns what came as base64 into a typed array, which would not be an array in JSON.
    for (const { index, embedding } of data) vectors[index] = Array.from(embedding);
    const returned = vectors.filter((vector) => vector !== undefined);
    if (returned.length !== input.length || data.length !== input.length)
      throw new EmbeddingAnswerIncomplete(model, input.length, returned.length);
    for (const { length } of returned)
      if (length !== dimensions) throw new EmbeddingDimensionMismatch(model, length, dimensions);
    return returned;
  }

  return {
    model,
    dimensions,

    async embed(texts, onProgress) {
      const stop = new AbortController();
      let done = 0;
      const answers = batchesOf(texts).map((batch) =>
        limit(async () => {
          stop.signal.throwIfAborted();
          const vectors = await request(batch, { maxRetries: RETRIES, signal: stop.signal });
          done += vectors.length;
          onProgress?.(done);
          return vectors;
        }),
      );
      try {
        return (await Promise.all(answers)).flat();
      } catch (error) {
        // What is still under way would be paid for and thrown away.
        stop.abort(error);
        throw error;
      }
    },

    embedQuery(question) {
      return questions.get(`${model}\0${question}`, async () => {
        if (now() < restsUntil) throw new EmbeddingsResting(model);
        const signal = AbortSignal.timeout(queryTimeoutMs);
        const end = onAsked();
        try {
          const [vector = []] = await request([question], { maxRetries: QUERY_RETRIES, signal });
          end(true);
          return vector;
        } catch (error) {
          end(false);
          restsUntil = now() + restMs;
          throw error;
        }
      });
    },
  };
}

/** The parameter by which a model is asked for vectors of a length. Models that do not know it refuse it, and get none. */
export function askedDimensions(model: string, dimensions: number): { dimensions?: number } {
  return model.startsWith('text-embedding-3') ? { dimensions } : {};
}
