import OpenAI, { APIError } from 'openai';
import pLimit from 'p-limit';
import { batchesOf } from './batches-of';
import { DEFAULT_DIMENSIONS } from './default-model';
import type { CutText, Embedder } from './embedder';
import { EmbeddingAnswerIncomplete } from './embedding-answer-incomplete';
import { EmbeddingDimensionMismatch } from './embedding-dimension-mismatch';
import { EmbeddingsResting } from './embeddings-resting';
import { RecentAnswers } from './recent-answers';
import { refusalFetch } from './refusal-fetch';
import { type SizeRefusal, sizeRefusal } from './size-refusal';

export interface EmbedderOptions {
  apiKey: string;
  /** Undefined means OpenAI itself. */
  baseUrl?: string | undefined;
  model: string;
  /** Numbers of a vector; undefined leaves it to the model, of which the first answer tells. */
  dimensions?: number | undefined;
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
/** What is wrong with a request, and not with the server. */
const REFUSED: ReadonlySet<number> = new Set([400, 413, 422]);
/** A text that is refused is sent shorter, and not below so many characters. */
const MIN_CHARACTERS = 16;
/** Its tokens are not spread evenly, so that a little more is left out than the server's count says. */
const MARGIN = 0.95;

/** An embedder by an OpenAI-compatible server. */
export function createEmbedder(options: EmbedderOptions): Embedder {
  const { model, queryTimeoutMs = 2000, restMs = 10_000, onAsked = () => () => undefined } = options;
  const { now = Date.now } = options;
  const server = new EmbeddingServer(options);
  const limit = pLimit(REQUESTS_AT_ONCE);
  let restsUntil = Number.NEGATIVE_INFINITY;
  const questions = new RecentAnswers<number[]>(REMEMBERED_QUESTIONS);

  return {
    model,
    get dimensions() {
      return server.dimensions;
    },

    async embed(texts, { onProgress, onCut } = {}) {
      const stop = new AbortController();
      let done = 0;
      let first = 0;
      const answers = batchesOf(texts).map((batch) => {
        const before = first;
        first += batch.length;
        return limit(async () => {
          stop.signal.throwIfAborted();
          const request = { maxRetries: RETRIES, signal: stop.signal };
          const vectors = await server.vectors(batch, request, ({ index, characters }) =>
            onCut?.({ index: before + index, characters }),
          );
          done += vectors.length;
          onProgress?.(done);
          return vectors;
        });
      });
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
          const [vector = []] = await server.vectors([question], { maxRetries: QUERY_RETRIES, signal });
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

/** One model of a server, and what its answers tell of it: how long its vectors are, and how much it takes at once. */
class EmbeddingServer {
  dimensions: number | undefined;
  private readonly client: OpenAI;
  private readonly model: string;
  /** Asks for vectors of a length. */
  private choosesLength: boolean;
  private encoding: 'float' | undefined;
  private hasAnswered = false;
  /** Most texts that it takes in a request. */
  private maxTexts = Number.POSITIVE_INFINITY;
  /** Texts of so many characters have turned out too long: one that is as long goes alone, so that no others are refused with it. */
  private suspectLength = Number.POSITIVE_INFINITY;

  constructor({ apiKey, baseUrl, model, dimensions, fetch }: EmbedderOptions) {
    this.client = new OpenAI({
      apiKey,
      ...(baseUrl ? { baseURL: baseUrl } : {}),
      fetch: refusalFetch(fetch),
    });
    this.model = model;
    this.choosesLength = model.startsWith('text-embedding-3');
    this.dimensions = dimensions ?? (this.choosesLength ? DEFAULT_DIMENSIONS : undefined);
  }

  /**
   * The vectors of texts, in as many requests as it takes.
   *
   * @throws what the client throws; EmbeddingAnswerIncomplete, EmbeddingDimensionMismatch
   */
  async vectors(
    texts: string[],
    options: OpenAI.RequestOptions,
    onCut: (cut: CutText) => void = () => undefined,
  ): Promise<number[][]> {
    const vectors: number[][] = [];
    for (const part of this.parts(texts)) {
      const before = vectors.length;
      const onPartCut = ({ index, characters }: CutText) => onCut({ index: before + index, characters });
      vectors.push(...(await this.whateverItTakes(part, options, onPartCut)));
    }
    return vectors;
  }

  private async whateverItTakes(
    texts: string[],
    options: OpenAI.RequestOptions,
    onCut: (cut: CutText) => void,
  ): Promise<number[][]> {
    try {
      return await this.request(texts, options);
    } catch (error) {
      const refusal = refusalOf(error) ?? this.maybeOfLength(error, texts);
      if (!refusal) throw error;
      const [text = ''] = texts;
      if (texts.length > 1) {
        if (refusal.kind === 'count') this.learnCount(refusal.max, texts.length);
        const half = Math.ceil(texts.length / 2);
        const first = await this.vectors(texts.slice(0, half), options, onCut);
        const inSecond = ({ index, characters }: CutText) => onCut({ index: half + index, characters });
        return [...first, ...(await this.vectors(texts.slice(half), options, inSecond))];
      }
      if (refusal.kind === 'count') throw error;
      this.suspectLength = Math.min(this.suspectLength, text.length);
      const shorter = shortened(text, refusal.ratio);
      if (shorter.length < MIN_CHARACTERS) throw error;
      let characters = shorter.length;
      const vectors = await this.whateverItTakes([shorter], options, (cut) => {
        characters = cut.characters;
      });
      onCut({ index: 0, characters });
      return vectors;
    }
  }

  /**
   * A refusal in words that nobody knows is taken for one of length: the texts go apart, and one that is refused alone goes shorter, if the
   * server has taken others. One that takes nothing is left after some requests.
   */
  private maybeOfLength(error: unknown, texts: readonly string[]): SizeRefusal | undefined {
    if (!(error instanceof APIError) || !REFUSED.has(error.status ?? 0)) return undefined;
    return texts.length > 1 || this.hasAnswered ? { kind: 'length', ratio: undefined } : undefined;
  }

  /** In requests that are not known to be too much. */
  private parts(texts: string[]): string[][] {
    const parts: string[][] = [];
    let wasAlone = true;
    for (const text of texts) {
      const isAlone = text.length >= this.suspectLength;
      const last = parts.at(-1);
      if (last && !isAlone && !wasAlone && last.length < this.maxTexts) last.push(text);
      else parts.push([text]);
      wasAlone = isAlone;
    }
    return parts;
  }

  private learnCount(max: number | undefined, sent: number): void {
    const known = max !== undefined && max > 0 && max < sent ? max : Math.ceil(sent / 2);
    this.maxTexts = Math.min(this.maxTexts, known);
  }

  private async request(input: string[], options: OpenAI.RequestOptions): Promise<number[][]> {
    const vectors = await this.answer(input, options);
    for (const { length } of vectors) {
      this.dimensions ??= length;
      if (length === this.dimensions) continue;
      if (!this.choosesLength && length > this.dimensions) return this.withLength(input, options, length);
      throw new EmbeddingDimensionMismatch(this.model, length, this.dimensions);
    }
    return vectors;
  }

  /** Some servers let choose the length for other models than OpenAI's: those that were trained for it. */
  private async withLength(
    input: string[],
    options: OpenAI.RequestOptions,
    found: number,
  ): Promise<number[][]> {
    this.choosesLength = true;
    try {
      return await this.request(input, options);
    } catch (error) {
      this.choosesLength = false;
      if (!(error instanceof EmbeddingDimensionMismatch) && !isRefused(error)) throw error;
      throw new EmbeddingDimensionMismatch(this.model, found, this.dimensions ?? found);
    }
  }

  private async answer(input: string[], options: OpenAI.RequestOptions): Promise<number[][]> {
    const { model, encoding, choosesLength, dimensions } = this;
    const body = {
      model,
      input,
      ...(encoding ? { encoding_format: encoding } : {}),
      ...(choosesLength && dimensions !== undefined ? { dimensions } : {}),
    };
    try {
      const { data } = await this.client.embeddings.create(body, options);
      this.hasAnswered = true;
      return inOrder(data ?? [], input.length, model);
    } catch (error) {
      if (encoding || !isRefused(error) || !/encoding_format/i.test(error.message)) throw error;
      this.encoding = 'float';
      return this.answer(input, options);
    }
  }
}

function inOrder(data: OpenAI.Embedding[], sent: number, model: string): number[][] {
  const vectors: (number[] | undefined)[] = new Array(sent).fill(undefined);
  // The client turns what came as base64 into a typed array, which would not be an array in JSON.
  for (const { index, embedding } of data) vectors[index] = Array.from(embedding);
  const returned = vectors.filter((vector) => vector !== undefined);
  if (returned.length !== sent || data.length !== sent)
    throw new EmbeddingAnswerIncomplete(model, sent, returned.length);
  return returned;
}

function isRefused(error: unknown): error is APIError {
  return error instanceof APIError && (error.status === 400 || error.status === 422);
}

function refusalOf(error: unknown): SizeRefusal | undefined {
  return error instanceof APIError && error.status !== undefined
    ? // The client puts the status before it, which would be taken for a count.
      sizeRefusal(error.status, error.message.replace(/^\d{3} /, ''))
    : undefined;
}

/** As much of the beginning as should fit, to the end of a word. */
function shortened(text: string, ratio: number | undefined): string {
  const length = Math.floor(text.length * (ratio === undefined ? 0.5 : ratio * MARGIN));
  const beginning = text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
  const end = beginning.search(/\s\S*$/);
  return end > length * 0.8 ? beginning.slice(0, end) : beginning;
}
