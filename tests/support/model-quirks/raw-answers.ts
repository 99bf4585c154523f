import type { Reply } from '../scripted-reply';

export type Raw = Extract<Reply, { kind: 'raw' }>;

/** Bytes of an event stream, in pieces. */
export function raw(...pieces: string[]): Raw {
  return { kind: 'raw', pieces };
}

export function json(body: unknown, status = 200): Raw {
  return { kind: 'raw', status, contentType: 'application/json', pieces: [JSON.stringify(body)] };
}

export const message = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;
export const DONE = 'data: [DONE]\n\n';

/** A chunk of Chat Completions as most servers write it. */
export function chunk(delta: unknown, finish_reason: unknown = null): string {
  return message({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta, finish_reason }],
  });
}

export const event = (type: string, fields: object = {}): string =>
  `event: ${type}\n${message({ type, ...fields })}`;

/** A text in pieces: each is a delta. */
export function completionOf(pieces: string[]): Raw {
  return raw(...pieces.map((content) => chunk({ content })), chunk({}, 'stop'), DONE);
}

/** The same from a server of the Responses API that leaves nothing out. */
export function responseOf(pieces: string[]): Raw {
  const place = { item_id: 'msg_1', output_index: 0, content_index: 0 };
  const text = pieces.join('');
  const part = { type: 'output_text', text, annotations: [] };
  const item = { type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content: [part] };
  const response = { id: 'resp_1', object: 'response', created_at: 1, model: 'm', output: [] };
  return raw(
    event('response.created', { response }),
    event('response.output_item.added', {
      output_index: 0,
      item: { ...item, content: [], status: 'in_progress' },
    }),
    event('response.content_part.added', { ...place, part: { ...part, text: '' } }),
    ...pieces.map((delta) => event('response.output_text.delta', { ...place, delta })),
    event('response.output_text.done', { ...place, text }),
    event('response.content_part.done', { ...place, part }),
    event('response.output_item.done', { output_index: 0, item }),
    event('response.completed', {
      response: { ...response, status: 'completed', output: [item], usage: null },
    }),
  );
}
