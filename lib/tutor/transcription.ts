import OpenAI, { APIConnectionError, APIError, toFile } from 'openai';
import { z } from 'zod';
import type { BeginCall, ModelUsage } from '../chatkit/agents/model-usage';
import type { AudioInput } from '../chatkit/server/chatkit-server';
import { ChatKitError, InvalidRequest, PayloadTooLarge } from '../chatkit/server/errors';

/**
 * Turns a recording into text.
 *
 * @param begin asked before it is sent, and told what it took, if the server says so
 * @throws ChatKitError with a message for the person who spoke, or what `begin` throws
 */
export type Transcribe = (audio: AudioInput, begin?: BeginCall) => Promise<string>;

export interface TranscriptionOptions {
  apiKey: string;
  baseUrl: string | undefined;
  model: string;
  /** How long one attempt may take, in milliseconds. */
  timeoutMs?: number;
  maxRetries?: number;
}

/** What browsers record, and the ending by which the API knows it. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ['audio/webm', 'webm'],
  ['audio/ogg', 'ogg'],
  ['audio/mp4', 'mp4'],
  ['audio/mpeg', 'mp3'],
  ['audio/wav', 'wav'],
]);

/** Five minutes of the best quality that browsers record in. */
const MOST_BYTES = 10 * 1024 * 1024;
const TIMEOUT_MS = 45_000;

/** At the lowest rate that browsers record in, a second has 750 bytes; models make up to 15 tokens of it, the words included. */
const BYTES_OF_A_TOKEN = 32;

const reportedUsage = z.union([
  z.object({ input_tokens: z.number().int().min(0), output_tokens: z.number().int().min(0) }),
  z.object({ seconds: z.number().min(0) }),
]);

/** Dictation through the transcription API of an OpenAI-compatible server. */
export function createTranscribe(options: TranscriptionOptions): Transcribe {
  const { apiKey, baseUrl, model, timeoutMs = TIMEOUT_MS, maxRetries = 1 } = options;
  const client = new OpenAI({ apiKey, baseURL: baseUrl ?? null, timeout: timeoutMs, maxRetries });
  return async ({ data, mediaType }, begin) => {
    const ending = ENDINGS.get(mediaType);
    if (!ending)
      throw new ChatKitError('unsupported_media_type', 'Recordings of this kind cannot be understood here.');
    if (data.byteLength === 0) throw new InvalidRequest('The recording is empty.');
    if (data.byteLength > MOST_BYTES) {
      throw new PayloadTooLarge('The recording is too long. Please speak for up to five minutes at a time.');
    }
    const file = await toFile(data, `speech.${ending}`, { type: mediaType });
    const end = await begin?.(Math.ceil(data.byteLength / BYTES_OF_A_TOKEN), undefined);
    let usage: ModelUsage | undefined;
    try {
      const answer = await client.audio.transcriptions.create({ file, model });
      usage = usageOf(answer.usage);
      return answer.text.trim();
    } catch (error) {
      throw refusal(error);
    } finally {
      end?.(usage);
    }
  };
}

/** Undefined if the server did not say. */
function usageOf(reported: unknown): ModelUsage | undefined {
  const { data } = reportedUsage.safeParse(reported);
  if (!data) return undefined;
  const none = { inputTokens: 0, outputTokens: 0, cachedTokens: 0, estimated: false };
  if ('seconds' in data) return { ...none, seconds: data.seconds };
  return { ...none, inputTokens: data.input_tokens, outputTokens: data.output_tokens };
}

/** What a student should read when a recording was not understood. */
function refusal(cause: unknown): unknown {
  if (cause instanceof APIConnectionError)
    return unavailable('Dictation cannot be reached right now.', cause);
  if (!(cause instanceof APIError)) return cause;
  if (cause.status === 429) return unavailable('Dictation is very busy right now.', cause);
  if (cause.status === 400 || cause.status === 422) {
    return new InvalidRequest('The recording could not be understood. Please record it again.', { cause });
  }
  return unavailable('Dictation does not work right now.', cause);
}

function unavailable(message: string, cause: unknown): ChatKitError {
  return new ChatKitError('unavailable', `${message} Please type instead, or try again in a moment.`, {
    cause,
  });
}
