import type { WireQuirk } from './quirk';
import { chunk, completionOf, DONE, json, message, raw } from './raw-answers';

const HELLO = { answer: 'Hello there.' };
const said = completionOf(['Hello ', 'there.']);
const search = { name: 'search_robolearn_content', arguments: '{"query":"topics"}' };
const found = { answer: 'Hello there.', searched: ['topics'] };
const both = { answer: 'Hello there.', searched: ['topics', 'nodes'] };
const nodes = { ...search, arguments: '{"query":"nodes"}' };
const calls = (...deltas: unknown[]) =>
  raw(...deltas.map((tool_calls) => chunk({ tool_calls })), chunk({}, 'tool_calls'), DONE);
const choices = (...given: object[]) => raw(...given.map((choice) => message({ choices: [choice] })), DONE);

/** Habits of servers of Chat Completions. */
export const completionsQuirks: WireQuirk[] = [
  {
    habit: 'nothing but the text',
    answers: [choices({ delta: { content: 'Hello ' } }, { delta: { content: 'there.' } })],
    ...HELLO,
  },
  {
    habit: 'a reason to end and no [DONE]',
    answers: [raw(chunk({ content: 'Hello there.' }), chunk({}, 'stop'))],
    ...HELLO,
  },
  {
    habit: 'no blank line at the end',
    answers: [raw(chunk({ content: 'Hello there.' }, 'stop').trimEnd())],
    ...HELLO,
  },
  { habit: 'CRLF', answers: [raw(...said.pieces.map((piece) => piece.replaceAll('\n', '\r\n')))], ...HELLO },
  {
    habit: 'CRLF cut between the two',
    answers: [raw(...said.pieces.flatMap((piece) => [`${piece.trimEnd()}\r`, '\n\r', '\n']))],
    ...HELLO,
  },
  {
    habit: 'no blank after the colon (TGI)',
    answers: [raw(...said.pieces.map((piece) => piece.replace('data: ', 'data:')))],
    ...HELLO,
  },
  {
    habit: 'no empty line between messages (llama.cpp)',
    answers: [raw(`${said.pieces.map((piece) => piece.trimEnd()).join('\n')}\n\n`)],
    ...HELLO,
  },
  {
    habit: 'comments while it waits (OpenRouter, DeepSeek)',
    answers: [raw(': OPENROUTER PROCESSING\n\n', ': keep-alive\n\n', '\n\n', ...said.pieces)],
    ...HELLO,
  },
  {
    habit: 'events with a name and an id',
    answers: [raw(...said.pieces.map((piece) => `id: 1\nevent: message\nretry: 3\n${piece}`))],
    ...HELLO,
  },
  { habit: 'a byte order mark', answers: [raw('\uFEFF', ...said.pieces)], ...HELLO },
  { habit: 'bytes cut anywhere', answers: [raw(...[...said.pieces.join('')])], ...HELLO },
  { habit: 'all at once', answers: [raw(said.pieces.join(''))], ...HELLO },
  { habit: 'content type of a plain text', answers: [{ ...said, contentType: 'text/plain' }], ...HELLO },
  {
    habit: 'objects on lines of their own',
    answers: [
      {
        ...said,
        contentType: 'application/x-ndjson',
        pieces: [`${said.pieces.map((piece) => piece.replace('data: ', '').trim()).join('\n')}\n`],
      },
    ],
    ...HELLO,
  },
  {
    habit: 'a whole completion where a stream was asked for',
    answers: [
      json({
        id: 'x',
        object: 'chat.completion',
        choices: [
          { index: 0, message: { role: 'assistant', content: 'Hello there.' }, finish_reason: 'stop' },
        ],
      }),
    ],
    ...HELLO,
  },
  {
    habit: 'a whole completion in the stream',
    answers: [raw(message({ choices: [{ message: { content: 'Hello there.' } }] }), DONE)],
    ...HELLO,
  },
  {
    habit: 'chunks without choices (Azure)',
    answers: [raw(message({ choices: [], prompt_filter_results: [] }), ...said.pieces)],
    ...HELLO,
  },
  {
    habit: 'usage alone, null, and odd',
    answers: [
      raw(
        message({ choices: [], usage: null }),
        ...said.pieces.slice(0, -1),
        message({ usage: 'none' }),
        message({ choices: null, usage: { prompt_tokens: '12', completion_tokens: -1 } }),
        DONE,
      ),
    ],
    ...HELLO,
  },
  {
    habit: 'usage of Groq',
    answers: [
      raw(
        ...said.pieces.slice(0, -1),
        message({ choices: [], x_groq: { usage: { prompt_tokens: 3, completion_tokens: 4 } } }),
        DONE,
      ),
    ],
    ...HELLO,
  },
  {
    habit: 'deltas and contents that are null',
    answers: [
      choices(
        { delta: null },
        { index: null, delta: { role: 'assistant', content: null } },
        {
          delta: { content: 'Hello there.', role: '', tool_calls: null, refusal: null, function_call: null },
        },
        { delta: {}, finish_reason: 'eos' },
      ),
    ],
    ...HELLO,
  },
  {
    habit: 'another choice beside the first',
    answers: [
      choices({ index: 1, delta: { content: 'no' } }, { index: 0, delta: { content: 'Hello there.' } }),
    ],
    ...HELLO,
  },
  {
    habit: 'content in parts (Mistral)',
    answers: [
      choices(
        { delta: { content: [{ type: 'text', text: 'Hello ' }] } },
        { delta: { content: [{ type: 'text', text: 'there.' }] } },
      ),
    ],
    ...HELLO,
  },
  {
    habit: 'thinking in parts (Magistral)',
    answers: [
      choices(
        { delta: { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm, a greeting.' }] }] } },
        { delta: { content: 'Hello there.' } },
      ),
    ],
    ...HELLO,
    thought: 'Hm, a greeting.',
  },
  {
    habit: 'thoughts in reasoning_content (DeepSeek, vLLM, llama.cpp)',
    answers: [
      raw(
        chunk({ reasoning_content: 'Hm, ', content: null }),
        chunk({ reasoning_content: 'a greeting.' }),
        ...said.pieces,
      ),
    ],
    ...HELLO,
    thought: 'Hm, a greeting.',
  },
  {
    habit: 'thoughts in reasoning (OpenRouter, Ollama, Groq)',
    answers: [raw(chunk({ reasoning: 'Hm, a greeting.', content: '' }), ...said.pieces)],
    ...HELLO,
    thought: 'Hm, a greeting.',
  },
  {
    habit: 'thoughts in reasoning_details alone',
    answers: [
      raw(
        chunk({ reasoning_details: [{ type: 'reasoning.text', text: 'Hm, a greeting.' }] }),
        ...said.pieces,
      ),
    ],
    ...HELLO,
    thought: 'Hm, a greeting.',
  },
  {
    habit: 'each chunk under another id',
    answers: [raw(...said.pieces.map((piece, index) => piece.replace('chatcmpl-1', `c${index}`)))],
    ...HELLO,
  },
  {
    habit: 'numbers where texts should be',
    answers: [
      raw(
        message({
          id: 7,
          created: 'now',
          model: null,
          choices: [{ index: 0, delta: { content: 'Hello there.' } }],
        }),
        DONE,
      ),
    ],
    ...HELLO,
  },
  {
    habit: 'lines that are no JSON',
    answers: [raw('data: \n\n', 'data: {"choices":[\n\n', ...said.pieces)],
    ...HELLO,
  },
  { habit: 'text after [DONE]', answers: [raw(...said.pieces, chunk({ content: ' And more.' }))], ...HELLO },

  {
    habit: 'a call without an id (llama.cpp before 2025)',
    answers: [calls([{ index: 0, type: 'function', function: search }]), said],
    ...found,
  },
  {
    habit: 'a call with an empty id (Gemini)',
    answers: [calls([{ index: 0, id: '', function: search }]), said],
    ...found,
  },
  {
    habit: 'the same id for each call of a turn',
    answers: [
      calls([{ index: 0, id: 'call_0', function: search }]),
      calls([{ index: 0, id: 'call_0', function: nodes }]),
      said,
    ],
    ...both,
  },
  {
    habit: 'the same id for two calls of an answer',
    answers: [
      calls([
        { index: 0, id: 'a', function: search },
        { index: 1, id: 'a', function: nodes },
      ]),
      said,
    ],
    ...both,
  },
  {
    habit: 'index 0 for every call (Ollama)',
    answers: [
      calls([{ index: 0, id: 'a', function: search }], [{ index: 0, id: 'b', function: nodes }]),
      said,
    ],
    ...both,
  },
  {
    habit: 'index 0 and no id for every call (Gemini)',
    answers: [calls([{ index: 0, id: '', function: search }], [{ index: 0, id: '', function: nodes }]), said],
    ...both,
  },
  {
    habit: 'calls without an index (Ollama before 0.4.7)',
    answers: [
      calls([
        { id: 'a', function: search },
        { id: 'b', function: nodes },
      ]),
      said,
    ],
    ...both,
  },
  {
    habit: 'arguments in pieces without index and id',
    answers: [
      calls(
        [{ id: 'a', function: { name: search.name, arguments: '' } }],
        [{ function: { arguments: '{"query":' } }],
        [{ function: { arguments: '"topics"}' } }],
      ),
      said,
    ],
    ...found,
  },
  {
    habit: 'id and name again in each piece',
    answers: [
      calls(
        ...['{"query":', '"topics"}', ''].map((piece) => [
          { index: 0, id: 'a', function: { name: search.name, arguments: piece } },
        ]),
      ),
      said,
    ],
    ...found,
  },
  {
    habit: 'arguments as an object (TGI, some proxies)',
    answers: [calls([{ index: 0, id: 'a', function: { ...search, arguments: { query: 'topics' } } }]), said],
    ...found,
  },
  {
    habit: 'arguments encoded twice',
    answers: [
      calls([{ index: 0, id: 'a', function: { ...search, arguments: JSON.stringify(search.arguments) } }]),
      said,
    ],
    ...found,
  },
  {
    habit: 'an empty object before the arguments (Bedrock)',
    answers: [
      calls([{ index: 0, id: 'a', function: { ...search, arguments: '{}{"query":"topics"}' } }]),
      said,
    ],
    ...found,
  },
  {
    habit: 'one call in place of a list (TGI)',
    answers: [calls({ index: 0, id: 'a', function: search }), said],
    ...found,
  },
  {
    habit: 'function_call, as before 2023',
    answers: [
      raw(
        chunk({ function_call: { name: search.name, arguments: '' } }),
        chunk({ function_call: { arguments: search.arguments } }),
        chunk({}, 'function_call'),
        DONE,
      ),
      said,
    ],
    ...found,
  },
  {
    habit: 'finish_reason stop after calls (Ollama)',
    answers: [
      raw(
        chunk({ content: '', tool_calls: [{ index: 0, id: 'a', function: search }] }),
        chunk({}, 'stop'),
        DONE,
      ),
      said,
    ],
    ...found,
  },
  {
    habit: 'a name with a prefix (Kimi)',
    answers: [
      calls([{ index: 0, id: 'a', function: { ...search, name: `functions.${search.name}` } }]),
      said,
    ],
    ...found,
  },
  {
    habit: 'a name with what the template left on it (gpt-oss)',
    answers: [
      calls([{ index: 0, id: 'a', function: { ...search, name: `${search.name}<|channel|>commentary` } }]),
      said,
    ],
    ...found,
  },
  {
    habit: 'a tool that nobody offered',
    answers: [calls([{ index: 0, id: 'a', function: { name: 'launch_rocket', arguments: '' } }]), said],
    ...HELLO,
    result: /launch_rocket/,
  },
  {
    habit: 'arguments that break off',
    answers: [calls([{ index: 0, id: 'a', function: { ...search, arguments: '{"query": "top' } }]), said],
    ...HELLO,
    searched: ['top'],
  },
];
