import { Agent, Runner } from '@openai/agents';
import { describe, expect, test } from 'vitest';
import { chunk, DONE, json, type Raw, raw, responseOf } from '../../support/model-quirks/raw-answers';
import { HELLO, scriptedModels, textOf } from '../../support/scripted-models';
import type { Reply } from '../../support/scripted-openai';

const { openai, reported, modelAt } = await scriptedModels();

/** Of a call that is not streamed. */
async function wholeOf({ answer: model }: ReturnType<typeof modelAt>): Promise<unknown> {
  const runner = new Runner({ tracingDisabled: true });
  return (await runner.run(new Agent({ name: 'any', model }), 'hello')).finalOutput;
}

const apis = () => openai.requests.map(({ api }) => api);

describe('a server without the Responses API', () => {
  const page: Raw = { kind: 'raw', contentType: 'text/html', pieces: ['<!doctype html><title>App</title>'] };
  const text = (status: number, words: string): Raw => ({
    kind: 'raw',
    status,
    contentType: 'text/plain',
    pieces: [words],
  });
  const missing: [string, Raw][] = [
    ['vLLM, FastAPI', json({ detail: 'Not Found' }, 404)],
    ['Ollama before 0.13, Go', text(404, '404 page not found')],
    [
      'llama.cpp before 2026',
      json({ error: { code: 404, message: 'File Not Found', type: 'not_found_error' } }, 404),
    ],
    ['Express', text(404, '<!DOCTYPE html><pre>Cannot POST /v1/responses</pre>')],
    [
      'LM Studio, with a status that says all is well',
      json({ error: 'Unexpected endpoint or method. (POST /v1/responses)' }),
    ],
    ['DeepSeek', text(404, '')],
    [
      'Groq',
      json(
        {
          error: {
            message: 'Unknown request URL: POST /openai/v1/responses. Please check the URL for typos',
            type: 'invalid_request_error',
            code: 'unknown_url',
          },
        },
        404,
      ),
    ],
    ['TGI', text(405, 'Method Not Allowed')],
    ['one that is not finished', json({ error: { message: 'Not implemented', type: 'server_error' } }, 501)],
    ['a gateway', json({ error: { message: 'Unknown path: /v1/responses' } }, 400)],
    ['OpenAI, older', json({ error: { message: 'Unrecognized request URL (POST: /v1/responses).' } }, 400)],
    ['one that breaks over it', json({ error: { message: 'not implemented' } }, 500)],
    ['one that misses messages', json({ error: { message: "'messages' is a required property" } }, 400)],
    [
      'one that misses messages (FastAPI)',
      json({ detail: [{ loc: ['body', 'messages'], msg: 'Field required', type: 'missing' }] }, 422),
    ],
    ['a greeting', json({ message: 'Welcome to the gateway' })],
    ['something else', json({ status: 'ok' })],
    ['a list', json([])],
    ['a page in its place', page],
    ['Chat Completions at that path', raw(chunk({ content: 'Hello.' }), DONE)],
    ['one whole completion at that path', json({ choices: [{ message: { content: 'Hello.' } }] })],
  ];

  test.each(missing)('is spoken to in the other one from then on: %s', async (_, answer) => {
    openai.play(({ api }) => (api === 'responses' ? answer : HELLO));
    const model = modelAt('responses');
    expect(await textOf(model)).toBe('Hello.');
    expect(await textOf(model)).toBe('Hello.');
    expect(await wholeOf(model)).toBe('Hello.');
    expect(apis()).toEqual(['responses', 'chat_completions', 'chat_completions', 'chat_completions']);
    expect(reported).toEqual(['fallback']);
    expect(model.server).toMatchObject({ current: 'chat_completions', hasFallenBack: true });
  });

  test('is noticed by a call that is not streamed, too', async () => {
    openai.play(({ api }) => (api === 'responses' ? json({ detail: 'Not Found' }, 404) : HELLO));
    const model = modelAt('responses');
    expect(await wholeOf(model)).toBe('Hello.');
    expect(apis()).toEqual(['responses', 'chat_completions']);
    expect(model.server?.hasFallenBack).toBe(true);
  });
});

test('two calls at once find out together that there is no Responses API, and both are answered', async () => {
  openai.play(({ api }) => (api === 'responses' ? json({ detail: 'Not Found' }, 404) : HELLO));
  const model = modelAt('responses');
  expect(await Promise.all([textOf(model), wholeOf(model), textOf(model)])).toEqual([
    'Hello.',
    'Hello.',
    'Hello.',
  ]);
  expect(reported).toEqual(['fallback']);
});

test('a call that finds it out after another did is answered, too', async () => {
  let release = () => {};
  const late = new Promise<void>((resolve) => (release = resolve));
  let asked = 0;
  openai.play(async ({ api }) => {
    if (api !== 'responses') return HELLO;
    asked += 1;
    if (asked === 1) await late;
    return json({ detail: 'Not Found' }, 404);
  });
  const model = modelAt('responses');
  const first = textOf(model);
  await expect.poll(() => asked).toBe(1);
  expect(await textOf(model)).toBe('Hello.');
  release();
  expect(await first).toBe('Hello.');
  expect(reported).toEqual(['fallback']);
});

describe('a server is spoken to as before', () => {
  const refusals: [string, Reply][] = [
    [
      'has no such model',
      json({ error: { message: 'The model `m` does not exist', code: 'model_not_found' } }, 404),
    ],
    [
      'has no such model (vLLM)',
      json(
        { object: 'error', message: 'The model `m` does not exist.', type: 'NotFoundError', code: 404 },
        404,
      ),
    ],
    [
      'has no such deployment (Azure)',
      json(
        {
          error: {
            code: 'DeploymentNotFound',
            message: 'The API deployment for this resource does not exist.',
          },
        },
        404,
      ),
    ],
    ['refuses the key', json({ error: { message: 'no' } }, 401)],
    ['is busy', json({ error: { message: 'slow down' } }, 429)],
    ['is broken', json({ error: { message: 'oops' } }, 500)],
    [
      'is away behind its proxy',
      { kind: 'raw', status: 502, contentType: 'text/html', pieces: ['<html>Bad Gateway</html>'] },
    ],
    ['does not like the request', json({ error: { message: 'Invalid value' } }, 400)],
  ];

  test.each(refusals)('when it %s', async (_, answer) => {
    openai.play(() => answer);
    const model = modelAt('responses');
    await expect(textOf(model)).rejects.toThrow();
    expect(apis()).toEqual(['responses']);
    openai.play(() => responseOf(['Hello.']));
    expect(await textOf(model)).toBe('Hello.');
    expect(reported).toEqual([]);
  });

  test('when nobody is there', async () => {
    const model = modelAt('responses', { baseUrl: 'http://127.0.0.1:9/v1' });
    await expect(textOf(model)).rejects.toThrow('Connection error');
    expect(model.server?.hasFallenBack).toBe(false);
  });

  test('when neither API is there: the address is wrong, and the error is that of the first', async () => {
    openai.play(({ api }) => json({ detail: `No ${api}` }, 404));
    const model = modelAt('responses');
    await expect(textOf(model)).rejects.toThrow('No responses');
    expect(model.server?.hasFallenBack).toBe(false);
  });

  test('once it has answered, whatever its proxy says later', async () => {
    openai.play(() => responseOf(['Hello.']));
    const model = modelAt('responses');
    await textOf(model);
    openai.play(() => json({ detail: 'Not Found' }, 404));
    await expect(textOf(model)).rejects.toThrow();
    expect(apis()).toEqual(['responses']);
  });

  test('in Chat Completions when that was asked for', async () => {
    openai.play(() => json({ detail: 'Not Found' }, 404));
    await expect(textOf(modelAt('chat_completions'))).rejects.toThrow();
    expect(apis()).toEqual(['chat_completions']);
  });
});
