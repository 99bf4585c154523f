/** How servers say that a request does not fit: status, and the whole body. */
export const overflows: [server: string, status: number, body: unknown][] = [
  [
    'OpenAI',
    400,
    {
      error: {
        message:
          "This model's maximum context length is 8192 tokens. However, your messages resulted in 9312 tokens. Please reduce the length of the messages.",
        type: 'invalid_request_error',
        param: 'messages',
        code: 'context_length_exceeded',
      },
    },
  ],
  [
    'OpenAI, Responses',
    400,
    {
      error: {
        message:
          'Your input exceeds the context window of this model. Please adjust your input and try again.',
        type: 'invalid_request_error',
        param: 'input',
        code: 'context_length_exceeded',
      },
    },
  ],
  [
    'OpenAI, a text that is too long',
    400,
    {
      error: {
        message:
          "Invalid 'input': string too long. Expected a string with maximum length 10485760, but got a string with length 12000000 instead.",
        type: 'invalid_request_error',
        param: 'input',
        code: 'string_above_max_length',
      },
    },
  ],
  [
    'OpenAI, more than a minute allows',
    429,
    {
      error: {
        message:
          'Request too large for gpt-4.1 on tokens per min (TPM): Limit 30000, Requested 41000. The input or output tokens must be reduced in order to run successfully.',
        type: 'tokens',
        code: 'rate_limit_exceeded',
      },
    },
  ],
  [
    'Azure',
    400,
    {
      error: {
        message:
          "This model's maximum context length is 16385 tokens. However, your messages resulted in 20000 tokens. Please reduce the length of the messages.",
        type: 'invalid_request_error',
        code: 'context_length_exceeded',
      },
    },
  ],
  [
    'llama.cpp',
    400,
    {
      error: {
        code: 400,
        message: 'request (9000 tokens) exceeds the available context size (4096 tokens), try increasing it',
        type: 'exceed_context_size_error',
        n_prompt_tokens: 9000,
        n_ctx: 4096,
      },
    },
  ],
  [
    'llama.cpp, older',
    400,
    {
      error: {
        code: 400,
        message:
          'the request exceeds the available context size. try increasing the context size or enable context shift',
        type: 'invalid_request_error',
      },
    },
  ],
  [
    'vLLM',
    400,
    {
      error: {
        message:
          "This model's maximum context length is 4096 tokens. However, your request has 5000 input tokens. Please reduce the length of the input messages.",
        type: 'BadRequestError',
        param: null,
        code: 400,
      },
    },
  ],
  [
    'vLLM, older',
    400,
    {
      object: 'error',
      message:
        "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens in the messages, Please reduce the length of the messages.",
      type: 'BadRequestError',
      param: null,
      code: 400,
    },
  ],
  [
    'vLLM, the engine',
    400,
    {
      object: 'error',
      message:
        'The decoder prompt (length 5000) is longer than the maximum model length of 4096. Make sure that `max_model_len` is no smaller than the number of text tokens.',
      type: 'BadRequestError',
      code: 400,
    },
  ],
  [
    'SGLang',
    400,
    {
      object: 'error',
      message: "The input (5000 tokens) is longer than the model's context length (4096 tokens).",
      type: 'BadRequestError',
      code: 400,
    },
  ],
  [
    'Ollama',
    400,
    {
      error: {
        message: 'prompt too long; exceeded max context length by 904 tokens',
        type: 'invalid_request_error',
        param: null,
        code: null,
      },
    },
  ],
  [
    'Ollama, another',
    400,
    {
      error: {
        message: 'the input length exceeds the context length',
        type: 'api_error',
        param: null,
        code: null,
      },
    },
  ],
  [
    'LM Studio',
    400,
    {
      error:
        'Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough. Try to load the model with a larger context length, or provide a shorter input',
    },
  ],
  [
    'LM Studio, engine',
    400,
    { error: { message: 'Cannot truncate prompt with n_keep (5000) >= n_ctx (4096)' } },
  ],
  [
    'LM Studio, reached',
    400,
    {
      error: {
        message:
          'Reached context length of 4096 tokens, but this model does not support mid-generation context overflow.',
      },
    },
  ],
  [
    'TGI',
    422,
    {
      error: 'Input validation error: `inputs` must have less than 4095 tokens. Given: 5000',
      error_type: 'validation',
    },
  ],
  [
    'TGI, together',
    422,
    {
      error:
        'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5000 `inputs` tokens and 100 `max_new_tokens`',
      error_type: 'validation',
    },
  ],
  [
    'Together',
    422,
    {
      error: {
        message:
          'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8193. Given: 9000 `inputs` tokens and 512 `max_new_tokens`',
        type: 'invalid_request_error',
        param: null,
        code: null,
      },
    },
  ],
  [
    'Mistral',
    400,
    {
      object: 'error',
      message:
        'Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length',
      type: 'invalid_request_error',
      param: null,
      code: '3051',
    },
  ],
  [
    'Groq',
    400,
    {
      error: {
        message: 'Please reduce the length of the messages or completion.',
        type: 'invalid_request_error',
        param: 'messages',
        code: 'context_length_exceeded',
      },
    },
  ],
  [
    'Groq, more than a minute allows',
    413,
    {
      error: {
        message:
          'Request too large for model `llama-3.3-70b-versatile` on tokens per minute (TPM): Limit 6000, Requested 9000, please reduce your message size and try again.',
        type: 'tokens',
        code: 'rate_limit_exceeded',
      },
    },
  ],
  [
    'OpenRouter',
    400,
    {
      error: {
        message:
          'This endpoint\'s maximum context length is 32768 tokens. However, you requested about 40000 tokens (40000 of text input). Please reduce the length of either one, or use the "middle-out" transform to compress your prompt automatically.',
        code: 400,
        metadata: { provider_name: null },
      },
    },
  ],
  [
    'OpenRouter, of its provider',
    400,
    {
      error: {
        message: 'Provider returned error',
        code: 400,
        metadata: {
          provider_name: 'X',
          raw: '{"error":{"message":"prompt is too long: 208310 tokens > 200000 maximum","type":"invalid_request_error"}}',
        },
      },
    },
  ],
  [
    'DeepSeek',
    400,
    {
      error: {
        message:
          "This model's maximum context length is 65536 tokens. However, you requested 70000 tokens (70000 in the messages, 0 in the completion). Please reduce the length of the messages or completion.",
        type: 'invalid_request_error',
        param: null,
        code: 'invalid_request_error',
      },
    },
  ],
  [
    'Gemini',
    400,
    [
      {
        error: {
          code: 400,
          message: 'The input token count (1100000) exceeds the maximum number of tokens allowed (1048576).',
          status: 'INVALID_ARGUMENT',
        },
      },
    ],
  ],
  [
    'Anthropic',
    400,
    {
      error: { type: 'invalid_request_error', message: 'prompt is too long: 208310 tokens > 200000 maximum' },
    },
  ],
  [
    'xAI',
    400,
    {
      code: 'Client specified an invalid argument',
      error: "This model's maximum prompt length is 131072 but the request contains 200000 tokens.",
    },
  ],
  ['Bedrock', 400, { message: 'Input is too long for requested model.' }],
  [
    'Cerebras',
    400,
    {
      message:
        'Please reduce the length of the messages or completion. Current length is 9000 while limit is 8192',
      type: 'invalid_request_error',
      param: 'messages',
      code: 'context_length_exceeded',
    },
  ],
  [
    'GitHub Models',
    413,
    {
      error: {
        code: 'tokens_limit_reached',
        message: 'Request body too large for gpt-4o model. Max size: 8000 tokens.',
      },
    },
  ],
  [
    'Cohere',
    400,
    {
      message:
        'too many tokens: total number of tokens in the prompt cannot exceed 128000 - received 130000.',
    },
  ],
  ['a proxy', 413, '<html><head><title>413 Request Entity Too Large</title></head></html>'],
];

/** Errors that speak of tokens, lengths or contexts, and are about something else. */
export const noOverflows: [server: string, status: number, body: unknown][] = [
  [
    'OpenAI, a limit in time',
    429,
    {
      error: {
        message:
          'Rate limit reached for gpt-4.1 on tokens per min (TPM): Limit 30000, Used 29000, Requested 2000. Please try again in 2s.',
        type: 'tokens',
        code: 'rate_limit_exceeded',
      },
    },
  ],
  [
    'a token that is wrong',
    401,
    { error: { message: 'Invalid token: too long', type: 'authentication_error' } },
  ],
  [
    'a name that is too long',
    400,
    {
      error: {
        message: "Invalid 'tools[0].function.name': string does not match pattern.",
        type: 'invalid_request_error',
        code: 'invalid_value',
      },
    },
  ],
  ['a server that is too slow', 504, { error: { message: 'The request took too long' } }],
  ['a model without pictures', 400, { error: { message: 'This model does not support image input' } }],
];
