import { DONE, event, type Raw, raw } from '../model-quirks/raw-answers';

/** One message of the Responses API in several parts, each streamed in its chunks. */
export function partsReply(parts: readonly (readonly string[])[]): Raw {
  const written = parts.map((chunks) => ({ type: 'output_text', text: chunks.join(''), annotations: [] }));
  const item = { type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content: written };
  const response = { id: 'resp_1', object: 'response', created_at: 1, model: 'm', output: [] };
  const streamed = parts.map((chunks, content_index) => {
    const place = { item_id: 'msg_1', output_index: 0, content_index };
    const part = written[content_index];
    return [
      event('response.content_part.added', { ...place, part: { ...part, text: '' } }),
      ...chunks.map((delta) => event('response.output_text.delta', { ...place, delta })),
      event('response.output_text.done', { ...place, text: part?.text }),
      event('response.content_part.done', { ...place, part }),
    ].join('');
  });
  const started = { ...item, content: [], status: 'in_progress' };
  return raw(
    event('response.created', { response }),
    event('response.output_item.added', { output_index: 0, item: started }),
    ...streamed,
    event('response.output_item.done', { output_index: 0, item }),
    event('response.completed', {
      response: { ...response, status: 'completed', output: [item], usage: null },
    }),
    DONE,
  );
}
