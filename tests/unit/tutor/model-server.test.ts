import { createServer } from 'node:http';
import { Agent, type ModelRequest, Runner } from '@openai/agents';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { modelRetry } from '@/lib/tutor/model-retry';
import { fieldsOf, listOf } from '@/lib/tutor/model-wire/json-fields';
import { createModels } from '@/lib/tutor/models';
import {
  chunk,
  completionOf,
  DONE,
  json,
  type Raw,
  raw,
  responseOf,
} from '../../support/model-quirks/raw-answers';
import { type Reply, ScriptedOpenAI } from '../../support/scripted-openai';

let openai: ScriptedOpenAI;
let reported: string[];

beforeAll(async () => {
  openai = await ScriptedOpenAI.start();
});
afterAll(() => openai.stop());
beforeEach(() => {
  reported = [];
});

function modelAt(api: 'responses' | 'chat_completions', more: { silenceMs?: number; baseUrl?: string } = {}) {
  const { answer, server } = createModels(
    {
      kind: 'openai',
      apiKey: 'sk-scripted',
      baseUrl: openai.baseUrl,
      api,
      model: 'm',
      titleModel: 'm',
      transcribeModel: 'none',
      silenceMs: 60_000,
      ...more,
    },
    { onApiFallback: () => reported.push('fallback'), onLearnt: ({ habit }) => reported.push(habit) },
  );
  return { answer, server };
}

const tool = {
  type: 'function' as const,
  name: 'search',
  description: '',
  parameters: { type: 'object' as const, properties: {}, required: [], additionalProperties: false as const },
  strict: true,
};
const request: ModelRequest = {
  input: 'hello',
  modelSettings: { maxTokens: 8_192, toolChoice: 'auto', parallelToolCalls: true, store: false },
  tools: [tool],
  outputType: 'text',
  handoffs: [],
  tracing: false,
};

const HELLO_IN_PARTS: ModelRequest['input'] = [
  { role: 'user', content: [{ type: 'input_text', text: 'hello' }] },
];

async function textOf({ answer }: ReturnType<typeof modelAt>, given = request): Promise<string> {
  let text = '';
  for await (const event of answer.getStreamedResponse(given)) {
    if (event.type === 'output_text_delta') text += event.delta;
  }
  return text;
}

/** Of a call that is not streamed. */
async function wholeOf({ answer: model }: ReturnType<typeof modelAt>): Promise<unknown> {
  const runner = new Runner({ tracingDisabled: true });
  return (await runner.run(new Agent({ name: 'any', model }), 'hello')).finalOutput;
}

const apis = () => openai.requests.map(({ api }) => api);
const HELLO = completionOf(['Hello.']);

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

type RefusedRequest = [string, string, number, unknown, (body: Record<string, unknown>) => boolean];

function refusalOfToolField(field: string): RefusedRequest {
  const message = `Invalid JSON payload received. Unknown name "${field}" at 'tools[0].function': Cannot find field.`;
  const isTaken = ({ tools }: Record<string, unknown>) => !JSON.stringify(tools).includes(`"${field}":`);
  return [`tools without ${field}`, 'Gemini', 400, [{ error: { code: 400, message } }], isTaken];
}

describe('a server that does not take a field', () => {
  const refusals: RefusedRequest[] = [
    [
      'max_completion_tokens',
      'OpenAI, for models that reason',
      400,
      {
        error: {
          message:
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
          param: 'max_tokens',
          code: 'unsupported_parameter',
        },
      },
      (body) => body.max_tokens === undefined && body.max_completion_tokens === 8_192,
    ],
    [
      'without stream_options',
      'Azure, older',
      400,
      { error: { message: 'Unrecognized request argument supplied: stream_options' } },
      (body) => body.stream_options === undefined,
    ],
    [
      'without parallel_tool_calls',
      'Mistral, FastAPI',
      422,
      {
        detail: [
          {
            type: 'extra_forbidden',
            loc: ['body', 'parallel_tool_calls'],
            msg: 'Extra inputs are not permitted',
            input: true,
          },
        ],
      },
      (body) => body.parallel_tool_calls === undefined,
    ],
    [
      'without store',
      'others',
      400,
      { error: { message: 'unknown field: store' } },
      (body) => body.store === undefined,
    ],
    [
      'without tools',
      'Ollama',
      400,
      { error: { message: 'registry.ollama.ai/library/gemma:2b does not support tools', type: 'api_error' } },
      (body) => body.tools === undefined,
    ],
    [
      'without tools',
      'vLLM',
      400,
      {
        object: 'error',
        message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
        code: 400,
      },
      (body) => body.tools === undefined && body.tool_choice === undefined,
    ],
    [
      'without tools',
      'OpenRouter',
      404,
      {
        error: {
          message:
            'No endpoints found that support tool use. To learn more about provider routing, visit: https://openrouter.ai/docs/provider-routing',
          code: 404,
        },
      },
      (body) => body.tools === undefined,
    ],
    [
      'short answers',
      'vLLM with a small context',
      400,
      {
        error: {
          message:
            "'max_tokens' or 'max_completion_tokens' is too large: 8192. This model's maximum context length is 4096 tokens and your request has 900 input tokens (8192 > 4096 - 900).",
          type: 'BadRequestError',
          code: 400,
        },
      },
      (body) => body.max_tokens === 1_024,
    ],
    [
      'short answers',
      'TGI with a small context',
      422,
      {
        error:
          'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 900 `inputs` tokens and 8192 `max_new_tokens`',
        error_type: 'validation',
      },
      (body) => body.max_tokens === 1_024,
    ],
    [
      'short answers',
      'OpenAI, a model that writes less',
      400,
      {
        error: {
          message: 'max_tokens is too large: 8192. This model supports at most 4096 completion tokens.',
          param: 'max_tokens',
          code: 'invalid_value',
        },
      },
      (body) => body.max_tokens === 1_024,
    ],
    [
      'without streaming',
      'a gateway',
      400,
      { error: { message: 'Streaming is not supported for this model' } },
      (body) => body.stream === undefined && body.stream_options === undefined,
    ],
    [
      'rules in the question',
      'vLLM with Gemma',
      400,
      { object: 'error', message: 'System role not supported', type: 'BadRequestError', code: 400 },
      (body) =>
        JSON.stringify(body.messages) === '[{"role":"user","content":"Be kind.\\n\\nhello"}]' ||
        JSON.stringify(body.messages).includes('"text":"Be kind."},{"type":"text","text":"hello"'),
    ],
    [
      'content as text',
      'others, older',
      400,
      { error: { message: 'messages[1].content must be a string' } },
      (body) => listOf(body.messages).every(({ content }) => typeof content === 'string'),
    ],
    ...(['strict', 'additionalProperties'] as const).map((field) => refusalOfToolField(field)),
  ];

  test.each(refusals)('gets requests %s from then on: %s', async (habit, _, status, body, isTaken) => {
    openai.play((sent) => (isTaken(sent.body) ? HELLO : json(body, status)));
    const model = modelAt('chat_completions');
    const given = { ...request, systemInstructions: 'Be kind.', input: HELLO_IN_PARTS };
    expect(await textOf(model, given)).toBe('Hello.');
    expect(await textOf(model, given)).toBe('Hello.');
    expect(openai.requests).toHaveLength(3);
    expect(reported).toEqual([habit]);
  });

  test('two fields, one after the other', async () => {
    openai.play(({ body }) => {
      const field = ['store', 'stream_options'].find((name) => body[name] !== undefined);
      return field ? json({ error: { message: `Unknown parameter: ${field}` } }, 400) : HELLO;
    });
    expect(await textOf(modelAt('chat_completions'))).toBe('Hello.');
    expect(reported).toEqual(['without store', 'without stream_options']);
  });

  test('is asked once more for a short answer, and as before the next time, if that does not help', async () => {
    const body = {
      error: {
        message:
          "This model's maximum context length is 4096 tokens. However, you requested 9000 tokens (5000 in the messages, 4000 in the completion).",
      },
    };
    openai.play(() => json(body, 400));
    const model = modelAt('chat_completions');
    await expect(textOf(model)).rejects.toThrow('maximum context length');
    expect(openai.requests.map((sent) => sent.body.max_tokens)).toEqual([8_192, 1_024]);
    openai.play(() => HELLO);
    await textOf(model);
    expect(openai.requests[0]?.body.max_tokens).toBe(8_192);
  });
});

describe.each(['responses', 'chat_completions'] as const)('the silence of a server, over %s', (api) => {
  test('is none while comments come, however late the first word', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { pieces } = api === 'responses' ? responseOf(['Hello.']) : HELLO;
    let seen = 0;
    const pace = async () => {
      seen += 1;
      if (seen === 1) return;
      // The bytes before have to be there before the time goes on.
      await expect.poll(() => bytes).toBeGreaterThanOrEqual(seen - 1);
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      await vi.advanceTimersByTimeAsync(200);
    };
    let bytes = 0;
    const plain = globalThis.fetch;
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (...args) => {
      const response = await plain(...args);
      const counted = response.body?.pipeThrough(
        new TransformStream({
          transform(part, controller) {
            bytes += 1;
            controller.enqueue(part);
          },
        }),
      );
      return new Response(counted ?? null, response);
    });
    onTestFinished(() => void vi.restoreAllMocks());
    openai.play(() => ({
      kind: 'raw',
      pieces: [...Array.from({ length: 8 }, () => ': wait\n\n'), pieces.join('')],
      pace,
    }));
    expect(await textOf(modelAt(api, { silenceMs: 300 }))).toBe('Hello.');
    expect(seen).toBe(9);
  });
});

describe('a server that redirects', () => {
  const serverThat = async (answer: (url: string) => { status: number; location?: string }) => {
    const asked: { url: string; authorization: string | undefined }[] = [];
    const server = createServer((incoming, outgoing) => {
      const { url = '', headers } = incoming;
      asked.push({ url, authorization: headers.authorization });
      const { status, location } = answer(url);
      outgoing.writeHead(status, {
        'content-type': 'text/event-stream',
        ...(location === undefined ? {} : { location }),
      });
      outgoing.end(status === 200 ? HELLO.pieces.join('') : '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    return { asked, baseUrl: `http://127.0.0.1:${port}/v1` };
  };

  test('to itself gets four requests for one call, and the call is not made again', async () => {
    const { asked, baseUrl } = await serverThat((location) => ({ status: 307, location }));
    const runner = new Runner({ tracingDisabled: true });
    const model = modelAt('responses', { baseUrl }).answer;
    const agent = new Agent({ name: 'any', model, modelSettings: { retry: modelRetry() } });
    await expect(runner.run(agent, 'hello')).rejects.toThrow('redirects');
    expect(asked).toHaveLength(4);
  });

  test('to nowhere is an error, and no other', async () => {
    const { asked, baseUrl } = await serverThat(() => ({ status: 304 }));
    await expect(textOf(modelAt('responses', { baseUrl }))).rejects.toThrow('400');
    expect(asked).toHaveLength(1);
  });

  test('to another path is followed, with its key; to another server without', async () => {
    const other = await serverThat(() => ({ status: 200 }));
    const { asked, baseUrl } = await serverThat((url) =>
      url.startsWith('/v2')
        ? { status: 308, location: `${other.baseUrl}/chat/completions` }
        : { status: 301, location: '/v2/chat/completions' },
    );
    expect(await textOf(modelAt('chat_completions', { baseUrl }))).toBe('Hello.');
    expect(asked.map(({ authorization }) => authorization)).toEqual([
      'Bearer sk-scripted',
      'Bearer sk-scripted',
    ]);
    expect(other.asked).toEqual([{ url: '/v1/chat/completions', authorization: undefined }]);
  });
});

describe('thoughts before a call', () => {
  const call = { index: 0, id: 'call_a', function: { name: 'search', arguments: '{}' } };
  const input: ModelRequest['input'] = [
    { role: 'user', content: 'hello' },
    { type: 'reasoning', content: [], rawContent: [{ type: 'reasoning_text', text: 'of the SDK' }] },
    { type: 'function_call', callId: 'call_a', name: 'search', arguments: '{}', status: 'completed' },
    { type: 'function_call_result', callId: 'call_a', name: 'search', status: 'completed', output: 'found' },
  ];
  const assistant = () => openai.requests.at(-1)?.input[1];

  test.each(['reasoning_content', 'reasoning'])(
    'go back in the field in which they came: %s (DeepSeek wants it)',
    async (field) => {
      openai.play(() =>
        raw(chunk({ [field]: 'Let me ' }), chunk({ [field]: 'look.' }), chunk({ tool_calls: [call] }), DONE),
      );
      const model = modelAt('chat_completions');
      await textOf(model);
      openai.play(() => HELLO);
      await textOf(model, { ...request, input });
      expect(assistant()).toMatchObject({ role: 'assistant', [field]: 'Let me look.' });
    },
  );

  test('in the text do not', async () => {
    openai.play(() =>
      raw(chunk({ content: '<think>Let me look.</think>' }), chunk({ tool_calls: [call] }), DONE),
    );
    const model = modelAt('chat_completions');
    await textOf(model);
    openai.play(() => HELLO);
    await textOf(model, { ...request, input });
    expect(assistant()).not.toHaveProperty('reasoning');
    expect(assistant()).not.toHaveProperty('reasoning_content');
  });
});

test('a model whose thoughts have only an end is known after its first answer', async () => {
  openai.play(() => completionOf(['I think.\n', '</think>\n', '\nHello.']));
  const model = modelAt('chat_completions');
  await textOf(model);
  expect(await deltasOf(model)).toEqual(['Hello.']);

  // One that then has no thoughts is held until its end, once.
  openai.play(() => completionOf(['Hello ', 'there.']));
  expect(await deltasOf(model)).toEqual(['Hello there.']);
  expect(await deltasOf(model)).toEqual(['Hello ', 'there.']);
});

async function deltasOf({ answer }: ReturnType<typeof modelAt>): Promise<string[]> {
  const deltas: string[] = [];
  for await (const event of answer.getStreamedResponse(request)) {
    if (event.type === 'output_text_delta') deltas.push(event.delta);
  }
  return deltas;
}

describe.each(['responses', 'chat_completions'] as const)('an answer without end, over %s', (api) => {
  const endless = Array.from({ length: 2_000 }, (_, index) =>
    index === 0 ? 'Well. ' : 'I will look it up. ',
  );

  test('is ended, its connection too, and is one that came to its limit', async () => {
    const unread = () => new Promise<void>((resolve) => setImmediate(resolve));
    const { pieces } = api === 'responses' ? responseOf(endless) : completionOf(endless);
    openai.play(() => ({ kind: 'raw', pieces, pace: unread }));
    const model = modelAt(api);
    let text = '';
    const ends: unknown[] = [];
    const read = async () => {
      for await (const event of model.answer.getStreamedResponse(request)) {
        if (event.type === 'output_text_delta') text += event.delta;
        if (event.type === 'model') ends.push(endOf(event.event));
      }
    };
    // The SDK throws what the Responses API calls incomplete.
    await read().catch((error: unknown) => ends.push(String(error)));
    expect(text.length).toBeLessThan(10_000);
    expect(text).toMatch(/^Well\. I will look it up\. /);
    expect(ends.filter(Boolean)[0]).toBe(api === 'responses' ? 'max_output_tokens' : 'length');
    await expect.poll(() => openai.openRequests).toBe(0);
  });
});

function endOf(event: unknown): unknown {
  const { response, choices } = fieldsOf(event);
  return fieldsOf(fieldsOf(response).incomplete_details).reason ?? listOf(choices)[0]?.finish_reason;
}
