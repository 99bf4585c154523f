/** What a server says to a text of more tokens than it takes, and with which status. */
export type LengthRefusal = (limit: number, given: number) => { status: number; body: object | string };

const openai = (status: number, message: string, more: object = {}) => ({
  status,
  body: { error: { message, type: 'invalid_request_error', param: null, code: null, ...more } },
});
const llama = (status: number, message: string, type = 'server_error') => ({
  status,
  body: { error: { code: status, message, type } },
});

/** The words of servers, as they were read in their sources and in what people report of them. */
export const LENGTH_REFUSALS: [string, LengthRefusal][] = [
  [
    'OpenAI',
    (limit, given) =>
      openai(
        400,
        `This model's maximum context length is ${limit} tokens, however you requested ${given} tokens (${given} in your prompt; 0 for the completion). Please reduce your prompt; or completion length.`,
      ),
  ],
  [
    'OpenAI of late',
    (limit) =>
      openai(400, `Invalid 'input[127]': maximum input length is ${limit} tokens.`, { param: 'input' }),
  ],
  [
    'vLLM',
    (limit, given) => ({
      status: 400,
      body: {
        object: 'error',
        message: `This model's maximum context length is ${limit} tokens. However, you requested ${given} tokens in the input for embedding generation. Please reduce the length of the input.`,
        type: 'BadRequestError',
        param: null,
        code: 400,
      },
    }),
  ],
  [
    'llama.cpp',
    (limit, given) =>
      llama(
        500,
        `input (${given} tokens) is too large to process. increase the physical batch size (current batch size: ${limit})`,
      ),
  ],
  ['llama.cpp before', () => llama(500, 'input is too large to process. increase the physical batch size')],
  [
    'llama.cpp, of its context',
    (limit, given) =>
      llama(
        400,
        `input (${given} tokens) is larger than the max context size (${limit} tokens). skipping`,
        'exceed_context_size_error',
      ),
  ],
  [
    'llama.cpp, of a slot',
    (limit, given) =>
      llama(
        400,
        `request (${given} tokens) exceeds the available context size (${limit} tokens), try increasing it`,
        'exceed_context_size_error',
      ),
  ],
  ['llama-box', () => llama(500, 'input is too large to process, please increase the physical batch size')],
  [
    'Ollama',
    () => ({
      status: 400,
      body: { error: { message: 'the input length exceeds the context length', type: 'api_error' } },
    }),
  ],
  ['Ollama before', () => ({ status: 400, body: { error: 'input length exceeds maximum context length' } })],
  [
    'LM Studio',
    (limit, given) => ({
      status: 400,
      body: { error: `Input length ${given} exceeds context length ${limit}` },
    }),
  ],
  [
    'TEI',
    (limit, given) => ({
      status: 413,
      body: {
        message: `Input validation error: \`inputs\` must have less than ${limit} tokens. Given: ${given}`,
        code: 413,
        type: 'Validation',
      },
    }),
  ],
  [
    'TEI by its own path',
    (limit, given) => ({
      status: 413,
      body: {
        error: `Input validation error: \`inputs\` must have less than ${limit} tokens. Given: ${given}`,
        error_type: 'Validation',
      },
    }),
  ],
  [
    'SGLang',
    (limit, given) => ({
      status: 400,
      body: {
        object: 'error',
        message: `The input (${given} tokens) is longer than the model's context length (${limit} tokens).`,
      },
    }),
  ],
  [
    'Mistral',
    (limit, given) => ({
      status: 400,
      body: {
        object: 'error',
        message: `Input id 3 has ${given} tokens, exceeding max ${limit} tokens.`,
        code: '3210',
      },
    }),
  ],
  [
    'Voyage',
    (limit) => ({
      status: 400,
      body: {
        detail: `Request to model 'voyage-3' failed. The example at index 3 in your batch has too many tokens and does not fit into the model's context window of ${limit} tokens.`,
      },
    }),
  ],
  [
    'Gemini',
    (limit, given) => ({
      status: 400,
      body: [
        {
          error: {
            code: 400,
            message: `The input token count (${given}) exceeds the maximum number of tokens allowed (${limit}).`,
            status: 'INVALID_ARGUMENT',
          },
        },
      ],
    }),
  ],
];

/** What a server says to more texts than it takes in a request. */
export const COUNT_REFUSALS: [string, (max: number, given: number) => { status: number; body: object }][] = [
  [
    'TEI',
    (max, given) => ({
      status: 413,
      body: {
        message: `batch size ${given} > maximum allowed batch size ${max}`,
        code: 413,
        type: 'Validation',
      },
    }),
  ],
  [
    'DashScope',
    (max) => ({
      status: 400,
      body: {
        error: {
          message: `<400> InternalError.Algo.InvalidParameter: Value error, batch size is invalid, it should not be larger than ${max}.: input.contents`,
        },
      },
    }),
  ],
  [
    'Gemini',
    (max) => ({
      status: 400,
      body: {
        error: { message: `BatchEmbedContentsRequest.requests: at most ${max} requests can be in one batch` },
      },
    }),
  ],
  [
    'Mistral',
    () => ({
      status: 400,
      body: { message: 'Too many tokens overall, split into more batches.', code: 3210 },
    }),
  ],
];
