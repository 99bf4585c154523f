import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ChatKitError } from '@/lib/chatkit/server/errors';
import { parseConfig } from '@/lib/config';
import { createModels } from '@/lib/tutor/models';
import { createTranscribe, type Transcribe } from '@/lib/tutor/transcription';
import { ScriptedTranscription } from '../../support/scripted-transcription';

const spoken = (mimeType: string, bytes = 4) => ({
  data: new Uint8Array(bytes).fill(7),
  mimeType,
  mediaType: mimeType.split(';')[0] ?? '',
});

let server: ScriptedTranscription;
let transcribe: Transcribe;

const transcribeWithin = (timeoutMs: number) =>
  createTranscribe({
    apiKey: 'sk-test',
    baseUrl: server.baseUrl,
    model: 'whisper-x',
    timeoutMs,
    maxRetries: 0,
  });

beforeAll(async () => {
  server = await ScriptedTranscription.start();
});
afterAll(() => server.stop());
beforeEach(() => {
  server.heard.length = 0;
  server.reply = { text: ' What is a node? ' };
  transcribe = transcribeWithin(60_000);
});

async function refusal(attempt: Promise<unknown>): Promise<{ status: number; message: string }> {
  const error = await attempt.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!ChatKitError.is(error)) throw new Error(`no refusal: ${String(error)}`);
  return { status: error.status, message: error.message };
}

describe('dictation', () => {
  test.each([
    ['audio/webm;codecs=opus', 'speech.webm', 'audio/webm'],
    ['audio/ogg;codecs=opus', 'speech.ogg', 'audio/ogg'],
    ['audio/mp4', 'speech.mp4', 'audio/mp4'],
  ])('sends %s as a file of its kind and answers the words', async (mimeType, fileName, mediaType) => {
    expect(await transcribe(spoken(mimeType))).toBe('What is a node?');
    expect(server.heard).toEqual([
      {
        fileName,
        mediaType,
        bytes: new Uint8Array([7, 7, 7, 7]),
        model: 'whisper-x',
        authorization: 'Bearer sk-test',
      },
    ]);
  });

  test.each([
    ['another kind of file', spoken('video/mp4'), 415],
    ['a page', spoken('text/html'), 415],
    ['nothing', spoken('audio/webm', 0), 400],
    ['hours of it', spoken('audio/webm', 11 * 1024 * 1024), 413],
  ])('refuses %s before anything is sent', async (_name, audio, status) => {
    expect((await refusal(transcribe(audio))).status).toBe(status);
    expect(server.heard).toEqual([]);
  });

  test.each([
    [400, 400],
    [401, 503],
    [404, 503],
    [429, 503],
    [500, 503],
  ])('a server that answers %i becomes %i, in plain words', async (theirs, ours) => {
    server.reply = { status: theirs };
    const { status, message } = await refusal(transcribe(spoken('audio/webm')));
    expect(status).toBe(ours);
    expect(message).toMatch(/again/);
    expect(message).not.toContain('secret');
  });

  test('a server that does not answer, or is not there, is unavailable', async () => {
    server.reply = 'hang';
    expect((await refusal(transcribeWithin(300)(spoken('audio/webm')))).status).toBe(503);
    const nowhere = createTranscribe({
      apiKey: 'k',
      baseUrl: 'http://127.0.0.1:9/v1',
      model: 'm',
      maxRetries: 0,
    });
    expect((await refusal(nowhere(spoken('audio/webm')))).message).toContain('cannot be reached');
  });

  test('is there with a key or a server of one’s own, with its model, and not with the guide', () => {
    expect(createModels(parseConfig({}).model).transcribe).toBeUndefined();
    expect(createModels(parseConfig({ OPENAI_API_KEY: 'sk' }).model).transcribe).toBeTypeOf('function');
    expect(parseConfig({ OPENAI_API_KEY: 'sk', OPENAI_TRANSCRIBE_MODEL: 'whisper-1' }).model).toMatchObject({
      transcribeModel: 'whisper-1',
    });
  });
});
