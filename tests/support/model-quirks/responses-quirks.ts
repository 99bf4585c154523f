import type { WireQuirk } from './quirk';
import { DONE, event, json, message, raw, responseOf } from './raw-answers';

const HELLO = { answer: 'Hello there.' };
const said = responseOf(['Hello ', 'there.']);
const found = { answer: 'Hello there.', searched: ['topics'] };
const both = { answer: 'Hello there.', searched: ['topics', 'nodes'] };
const search = { type: 'function_call', name: 'search_robolearn_content', arguments: '{"query":"topics"}' };
const nodes = { ...search, arguments: '{"query":"nodes"}' };
const part = { type: 'output_text', text: 'Hello there.' };
const item = { type: 'message', role: 'assistant', content: [part] };
const completed = (response: unknown) => event('response.completed', { response });
const withCalls = (...output: object[]) =>
  raw(event('response.created', { response: { id: 'r' } }), completed({ id: 'r', output }));
/** The answer without some of the fields of each event, wherever they stand. */
const without = (...names: string[]) =>
  raw(
    ...said.pieces.map((piece) =>
      names
        .reduce(
          (text, name) => text.replaceAll(new RegExp(`"${name}":("[^"]*"|\\d+|null),?`, 'g'), ''),
          piece,
        )
        .replaceAll(',}', '}'),
    ),
  );

/** Habits of servers of the Responses API. */
export const responsesQuirks: WireQuirk[] = [
  ...[
    'content_index',
    'output_index',
    'item_id',
    'id',
    'role',
    'status',
    'object',
    'created_at',
    'model',
    'usage',
    'annotations',
  ].map((name) => ({
    habit: `no ${name}`,
    answers: [without(name)],
    ...HELLO,
  })),
  {
    habit: 'no index and no id at all (llama.cpp)',
    answers: [without('content_index', 'output_index', 'item_id', 'id', 'role', 'status')],
    ...HELLO,
  },
  {
    habit: 'events as llama.cpp sends them',
    answers: [
      raw(
        event('response.created', { response: { id: 'resp_x', object: 'response', status: 'in_progress' } }),
        event('response.in_progress', {
          response: { id: 'resp_x', object: 'response', status: 'in_progress' },
        }),
        event('response.output_item.added', {
          item: {
            id: 'rs_x',
            summary: [],
            type: 'reasoning',
            content: [],
            encrypted_content: '',
            status: 'in_progress',
          },
        }),
        event('response.reasoning_text.delta', { delta: 'Hm, ', item_id: 'rs_x' }),
        event('response.reasoning_text.delta', { delta: 'a greeting.', item_id: 'rs_x' }),
        event('response.output_item.added', {
          item: { content: [], id: 'msg_x', role: 'assistant', status: 'in_progress', type: 'message' },
        }),
        event('response.content_part.added', { item_id: 'msg_x', part: { type: 'output_text', text: '' } }),
        event('response.output_text.delta', { item_id: 'msg_x', delta: 'Hello ' }),
        event('response.output_text.delta', { item_id: 'msg_x', delta: 'there.' }),
        event('response.output_item.done', {
          item: {
            id: 'rs_x',
            summary: [],
            type: 'reasoning',
            content: [{ text: 'Hm, a greeting.', type: 'reasoning_text' }],
            encrypted_content: '',
          },
        }),
        event('response.output_text.done', { item_id: 'msg_x', text: 'Hello there.' }),
        event('response.content_part.done', { item_id: 'msg_x', part }),
        event('response.output_item.done', { item: { ...item, id: 'msg_x', status: 'completed' } }),
        completed({
          id: 'resp_x',
          object: 'response',
          status: 'completed',
          model: 'm',
          output: [{ ...item, id: 'msg_x' }],
          usage: { input_tokens: 1, output_tokens: 2, total_tokens: 3 },
        }),
      ),
    ],
    ...HELLO,
    thought: 'Hm, a greeting.',
  },
  {
    habit: 'a call as llama.cpp sends it, in pieces',
    answers: [
      raw(
        event('response.created', { response: { id: 'r' } }),
        event('response.output_item.added', {
          item: { ...search, arguments: '', call_id: 'fc_1', status: 'in_progress' },
        }),
        event('response.function_call_arguments.delta', { item_id: 'fc_1', delta: '{"query":' }),
        event('response.function_call_arguments.delta', { item_id: 'fc_1', delta: '"topics"}' }),
        completed({ id: 'r', output: [] }),
      ),
      said,
    ],
    ...found,
  },
  {
    habit: 'an item in each event under another id',
    answers: [raw(...said.pieces.map((piece, index) => piece.replaceAll('msg_1', `msg_${index}`)))],
    ...HELLO,
  },
  {
    habit: 'several deltas and [DONE]',
    answers: [
      raw(
        event('response.output_text.delta', { delta: 'Hello ' }),
        event('response.output_text.delta', { delta: 'there.' }),
        DONE,
      ),
    ],
    ...HELLO,
  },
  {
    habit: 'deltas and [DONE]',
    answers: [raw(event('response.output_text.delta', { delta: 'Hello there.' }), DONE)],
    ...HELLO,
  },
  {
    habit: 'a null delta without an id, before a call',
    answers: [
      raw(
        event('response.created'),
        event('response.content_part.added', { part: { type: 'output_text', text: '' } }),
        event('response.output_text.delta', { delta: null }),
        event('response.output_text.done', { text: null }),
        event('response.output_item.done', { item: { ...search, call_id: 'c' } }),
        completed({}),
      ),
      said,
    ],
    ...found,
  },
  {
    habit: 'the text only when it is done',
    answers: [
      raw(
        event('response.created'),
        event('response.output_text.done', { text: 'Hello there.' }),
        completed({}),
      ),
    ],
    ...HELLO,
  },
  {
    habit: 'the text only in its part',
    answers: [raw(event('response.created'), event('response.content_part.done', { part }), completed(null))],
    ...HELLO,
  },
  {
    habit: 'the text only in its item',
    answers: [raw(event('response.output_item.done', { item }), completed({}))],
    ...HELLO,
  },
  {
    habit: 'the text only in the whole response',
    answers: [raw(completed({ id: 'r', output: [item] }))],
    ...HELLO,
  },
  {
    habit: 'a whole response where a stream was asked for',
    answers: [json({ id: 'r', object: 'response', output: [item], usage: null })],
    ...HELLO,
  },
  {
    habit: 'a whole response that says the content as a text',
    answers: [json({ id: 'r', output: [{ ...item, content: 'Hello there.' }] })],
    ...HELLO,
  },
  {
    habit: 'a last event without an output',
    answers: [raw(...said.pieces.slice(0, -1), completed({ id: 'r' }))],
    ...HELLO,
  },
  {
    habit: 'a last event without a response',
    answers: [raw(...said.pieces.slice(0, -1), event('response.completed'))],
    ...HELLO,
  },
  { habit: 'no last event', answers: [raw(...said.pieces.slice(0, -1))], ...HELLO },
  {
    habit: 'no done for the text (Llama Stack)',
    answers: [raw(...said.pieces.filter((piece) => !piece.includes('output_text.done')))],
    ...HELLO,
  },
  { habit: 'no first event', answers: [raw(...said.pieces.slice(1))], ...HELLO },
  {
    habit: 'events that nobody knows',
    answers: [raw(...said.pieces.flatMap((piece) => [piece, event('response.debug.timing', { ms: 3 })]))],
    ...HELLO,
  },
  {
    habit: 'events without a name of their own',
    answers: [raw(...said.pieces.map((piece) => piece.replace(/^event: .*\n/, '')))],
    ...HELLO,
  },
  {
    habit: 'comments while it waits',
    answers: [raw(': ping\n\n', ...said.pieces.flatMap((piece) => [piece, ':\n\n']))],
    ...HELLO,
  },
  { habit: 'CRLF', answers: [raw(...said.pieces.map((piece) => piece.replaceAll('\n', '\r\n')))], ...HELLO },
  { habit: 'bytes cut anywhere', answers: [raw(...said.pieces.join(''))], ...HELLO },
  {
    habit: 'odd usage',
    answers: [
      raw(
        ...said.pieces.slice(0, -1),
        completed({ id: 'r', usage: { input_tokens: null, output_tokens: 'many' } }),
      ),
    ],
    ...HELLO,
  },
  {
    habit: 'thoughts without an item',
    answers: [
      raw(
        event('response.created'),
        event('response.reasoning_text.delta', { delta: 'Hm, a greeting.' }),
        ...said.pieces.slice(1),
      ),
    ],
    ...HELLO,
    thought: 'Hm, a greeting.',
  },
  {
    habit: 'thoughts in a whole item',
    answers: [
      raw(
        event('response.created'),
        event('response.output_item.done', {
          output_index: 0,
          item: {
            type: 'reasoning',
            id: 'rs',
            content: [{ type: 'reasoning_text', text: 'Hm, a greeting.' }],
          },
        }),
        ...said.pieces.slice(1).map((piece) => piece.replaceAll('"output_index":0', '"output_index":1')),
      ),
    ],
    ...HELLO,
    thought: 'Hm, a greeting.',
  },

  { habit: 'a call without call_id', answers: [withCalls(search), said], ...found },
  {
    habit: 'a call with an empty call_id',
    answers: [withCalls({ ...search, call_id: '', id: '' }), said],
    ...found,
  },
  {
    habit: 'the same call_id for each call of a turn',
    answers: [withCalls({ ...search, call_id: 'c' }), withCalls({ ...nodes, call_id: 'c' }), said],
    ...both,
  },
  {
    habit: 'the same call_id for two calls of an answer',
    answers: [withCalls({ ...search, call_id: 'c' }, { ...nodes, call_id: 'c' }), said],
    ...both,
  },
  {
    habit: 'calls in items alone',
    answers: [
      raw(
        event('response.created'),
        event('response.output_item.done', { item: { ...search, call_id: 'c' } }),
        event('response.output_item.done', { item: { ...nodes, call_id: 'd' } }),
        event('response.completed', { response: { output: [] } }),
      ),
      said,
    ],
    ...both,
  },
  {
    habit: 'arguments as an object',
    answers: [withCalls({ ...search, call_id: 'c', arguments: { query: 'topics' } }), said],
    ...found,
  },
  {
    habit: 'no arguments, for a tool that needs some',
    answers: [withCalls({ ...search, call_id: 'c', arguments: undefined }), said],
    ...HELLO,
    searched: [],
    result: /query: say what to look for/,
  },
  {
    habit: 'a tool that nobody offered',
    answers: [withCalls({ ...search, call_id: 'c', name: 'launch_rocket' }), said],
    ...HELLO,
    result: /launch_rocket/,
  },
  {
    habit: 'data without the kind of its message',
    answers: [
      raw(
        ...said.pieces.map((piece) => piece.replace(/^event: .*\n/, 'event: message\n')),
        message('[DONE]'),
      ),
    ],
    ...HELLO,
  },
];
