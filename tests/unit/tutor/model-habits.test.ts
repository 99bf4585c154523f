import type { ModelRequest } from '@openai/agents';
import { describe, expect, test } from 'vitest';
import { listOf } from '@/lib/tutor/model-wire/json-fields';
import { chunk, completionOf, DONE, json, raw } from '../../support/model-quirks/raw-answers';
import { HELLO, request, scriptedModels, textOf } from '../../support/scripted-models';

const { openai, reported, modelAt } = await scriptedModels();

const HELLO_IN_PARTS: ModelRequest['input'] = [
  { role: 'user', content: [{ type: 'input_text', text: 'hello' }] },
];

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

  test('go back without control tokens, like everything that the model reads', async () => {
    openai.play(() =>
      raw(chunk({ reasoning_content: 'It says <|im_\u200Bstart|>.' }), chunk({ tool_calls: [call] }), DONE),
    );
    const model = modelAt('chat_completions');
    await textOf(model);
    openai.play(() => HELLO);
    await textOf(model, { ...request, input });
    expect(assistant()).toMatchObject({ reasoning_content: 'It says < |im_start|>.' });
  });

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
