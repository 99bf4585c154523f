import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { friendlyModelError } from '@/lib/tutor/friendly-model-error';
import { maskedMessage } from '@/lib/tutor/masked-message';
import { ModelError } from '@/lib/tutor/model-error';
import { noOverflows, overflows } from '../../support/model-quirks/overflow-words';
import { json, message, type Raw, raw } from '../../support/model-quirks/raw-answers';
import { scriptedModel } from '../../support/scripted-model';
import { ScriptedOpenAI } from '../../support/scripted-openai';

let openai: ScriptedOpenAI;
beforeAll(async () => {
  openai = await ScriptedOpenAI.start();
});
afterAll(() => openai.stop());

const body = (given: unknown, status: number): Raw =>
  typeof given === 'string'
    ? { kind: 'raw', status, contentType: 'text/html', pieces: [given] }
    : json(given, status);

/** What comes of a streamed call that the server answers so, each time. */
async function failureOf(
  api: 'responses' | 'chat_completions',
  answer: Raw,
  input = 'hello',
): Promise<unknown> {
  openai.play(() => answer);
  const model = scriptedModel(openai, api);
  const request = {
    input,
    modelSettings: {},
    tools: [],
    outputType: 'text' as const,
    handoffs: [],
    tracing: false,
  };
  try {
    for await (const _ of model.getStreamedResponse(request));
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

const kindOf = (error: unknown) => new ModelError(error).kind;
const wordsOf = (error: unknown) => (friendlyModelError(error) as Error).message;

describe.each(['responses', 'chat_completions'] as const)('over %s', (api) => {
  test.each(overflows)('too long, in the words of %s', async (_, status, given) => {
    const error = await failureOf(api, body(given, status));
    expect(kindOf(error)).toBe('too long');
    expect(wordsOf(error)).toContain('too long for the tutor');
    expect(new ModelError(error).toLog()).toMatchObject({ kind: 'too long', status });
  });

  test.each(overflows.filter(([, , given]) => typeof given !== 'string'))(
    'too long inside a stream, in the words of %s',
    async (_, _status, given) => {
      for (const answer of [
        raw(message(given)),
        raw(`event: error\n${message(given)}`),
        raw(': wait\n\n', `error: ${JSON.stringify(given)}\n\n`),
      ]) {
        const error = await failureOf(api, answer);
        expect(wordsOf(error)).toMatch(/too long for the tutor|broke off/);
        if (!JSON.stringify(given).includes('"message":"Please') && !Array.isArray(given))
          expect(kindOf(error)).toBe('too long');
      }
    },
  );

  test.each(noOverflows)('something else: %s', async (_, status, given) => {
    expect(kindOf(await failureOf(api, body(given, status)))).not.toBe('too long');
  });

  test.each([
    [
      'insufficient balance (DeepSeek)',
      402,
      { error: { message: 'Insufficient Balance', type: 'unknown_error', code: 'invalid_request_error' } },
      'quota',
    ],
    [
      'no credits (OpenRouter)',
      402,
      { error: { message: 'Insufficient credits. Add more using https://openrouter.ai/credits', code: 402 } },
      'quota',
    ],
    [
      'content management (Azure)',
      400,
      {
        error: {
          message:
            "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
          code: 'content_filter',
          status: 400,
        },
      },
      'refused',
    ],
    [
      'no model (Ollama)',
      404,
      { error: { message: "model 'x' not found", type: 'not_found_error' } },
      'setup',
    ],
    [
      'no model (DeepSeek)',
      400,
      { error: { message: 'Model Not Exist', type: 'invalid_request_error' } },
      'setup',
    ],
    [
      'no model (Mistral)',
      400,
      { object: 'error', message: 'Invalid model: x', type: 'invalid_model', code: '1500' },
      'setup',
    ],
    [
      'no model loaded (LM Studio)',
      404,
      {
        error: {
          message:
            'No models loaded. Please load a model in the developer page or use the `lms load` command.',
          type: 'invalid_request_error',
          code: 'model_not_found',
        },
      },
      'setup',
    ],
    ['unauthorized (Mistral)', 401, { detail: 'Unauthorized' }, 'setup'],
    ['busy (OpenRouter, inside a 200)', 200, { error: { message: 'Rate limited', code: 429 } }, 'busy'],
    ['down (a proxy)', 502, '<html>Bad Gateway</html>', 'server'],
  ])('%s', async (_, status, given, kind) => {
    expect(kindOf(await failureOf(api, body(given, status)))).toBe(kind);
  });

  test('a failure in the middle of a stream that says no reason has broken off', async () => {
    const error = await failureOf(
      api,
      raw(message({ error: { message: 'Internal error', type: 'server_error', code: 500 } })),
    );
    expect(kindOf(error)).toBe('broken off');
  });

  test('the log has the kind, the type, the code and a masked message of one line', async () => {
    const given = {
      error: {
        message:
          'Invalid key sk-proj-abcdefgh12345678 of ada@example.org:\nasked "tell me of my secret plan"',
        type: 'invalid_request_error',
        code: 'odd',
      },
    };
    expect(new ModelError(await failureOf(api, body(given, 400))).toLog()).toEqual({
      kind: 'other',
      status: 400,
      type: 'invalid_request_error',
      code: 'odd',
      message: 'Invalid key [key] of [e-mail]: asked "…"',
    });
  });
});

test('what a server quotes of the conversation is not logged, quotation marks or not', async () => {
  const words = (message: string) => body({ error: { message, code: 'x' } }, 400);
  const log = async (message: string) =>
    new ModelError(
      await failureOf('chat_completions', words(message), 'I feel so sad today, said Ada'),
    ).toLog().message;
  expect(await log('Not allowed: I feel so sad today, said Ada. Try again')).toBe(
    'Not allowed: …. Try again',
  );
  expect(await log("Not allowed: 'Ada' in messages")).toBe("Not allowed: '…' in messages");
  expect(await log('Not allowed for you today')).toBe('Not allowed for you today');
  const inside = raw(message({ error: { message: 'So sad today: no', code: 'x' } }));
  expect(new ModelError(await failureOf('responses', inside, 'I feel so sad today')).toLog().message).toBe(
    '…: no',
  );
});

test('response.failed is known by its code', async () => {
  const failed = raw(
    message({
      type: 'response.failed',
      response: {
        id: 'r',
        status: 'failed',
        error: { code: 'context_length_exceeded', message: 'Too much.' },
      },
    }),
  );
  expect(kindOf(await failureOf('responses', failed))).toBe('too long');
});

test('what can be done depends on the turn', async () => {
  const error = await failureOf(
    'chat_completions',
    body({ error: { code: 'context_length_exceeded' } }, 400),
  );
  const words = (turn: { hasFiles: boolean; isFirst: boolean }) =>
    (friendlyModelError(error, turn) as Error).message;
  expect(words({ hasFiles: true, isFirst: true })).toContain('a smaller file');
  expect(words({ hasFiles: false, isFirst: true })).toContain('a shorter question');
  expect(words({ hasFiles: false, isFirst: false })).toContain('start a new one');
});

describe('a masked message', () => {
  test.each([
    ['Incorrect API key provided: sk-abcd************wxyz.', /sk-abcd/],
    ['Bearer abcdefghijklmnop was refused', /abcdefghijklmnop/],
    ['key=AIzaSyA1234567890abcdefg', /AIza/],
    ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc', /eyJ/],
    ['for user ada.lovelace+x@mail.example.org', /ada/],
    ['Invalid input: "What is my grandmother\'s name?"', /grandmother/],
    ['Invalid value: `I feel bad today` in messages', /feel bad/],
    ['see https://example.org/a?key=secretvalue', /secretvalue/],
    ['input ended "in the middle of what I wro', /middle/],
  ])('%s', (given, hidden) => {
    expect(maskedMessage(given)).not.toMatch(hidden);
  });

  test('keeps what says what is wrong, on one bounded line', () => {
    const given = "Unsupported parameter: 'max_tokens' is not supported with model `gpt-5.1`";
    expect(maskedMessage(given)).toBe(given);
    expect(maskedMessage('a\n b'.repeat(400))).toHaveLength(300);
    expect(maskedMessage('a\n b'.repeat(400))).not.toContain('\n');
  });
});
