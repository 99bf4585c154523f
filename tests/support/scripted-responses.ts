import type { ServerResponse } from 'node:http';
import {
  callsOf,
  chunksOf,
  cutOff,
  type Reply,
  type Said,
  sendError,
  sendRaw,
  usageOf,
} from './scripted-reply';

type Send = (type: string, fields: object) => void;

/** An item of the output, and how it is streamed. False: the connection broke. */
interface Output {
  item: object;
  stream: (place: { item_id: string; output_index: number }, send: Send) => Promise<boolean>;
}

/** Answers a request as the Responses API does, streamed or not. */
export async function sendResponse(
  response: ServerResponse,
  body: Record<string, unknown>,
  reply: Reply,
  count: number,
): Promise<void> {
  if (reply.kind === 'hang') return;
  if (reply.kind === 'raw') return sendRaw(response, reply);
  if (reply.kind === 'error') return sendError(response, reply);
  const shell = {
    id: `resp_${count}`,
    object: 'response',
    created_at: 1,
    status: 'in_progress',
    model: body.model,
    output: [],
    parallel_tool_calls: false,
    tool_choice: 'auto',
    tools: [],
    usage: null,
  };
  const took = usageOf(reply);
  const usage = {
    input_tokens: took.input,
    output_tokens: took.output,
    total_tokens: took.input + took.output,
    input_tokens_details: { cached_tokens: took.cached },
    output_tokens_details: { reasoning_tokens: 0 },
  };
  const outputs = outputsOf(reply, count, response);
  const completed = { ...shell, status: 'completed', output: outputs.map(({ item }) => item), usage };
  if (!body.stream) {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(completed));
    return;
  }
  response.setHeader('content-type', 'text/event-stream');
  if (reply.kind === 'silent' && reply.form === 'done_only') {
    response.end('data: [DONE]\n\n');
    return;
  }
  let sequence = 0;
  const send: Send = (type, fields) => {
    const data = { type, sequence_number: sequence++, ...fields };
    response.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  send('response.created', { response: shell });
  for (const [output_index, { item, stream }] of outputs.entries()) {
    const item_id = 'id' in item ? String(item.id) : '';
    if (!(await stream({ item_id, output_index }, send))) return;
    send('response.output_item.done', { output_index, item });
  }
  if (reply.kind === 'text' && reply.incomplete) {
    const incomplete_details = { reason: reply.incomplete };
    send('response.incomplete', { response: { ...completed, status: 'incomplete', incomplete_details } });
  } else send('response.completed', { response: completed });
  response.end();
}

function outputsOf(reply: Said, count: number, response: ServerResponse): Output[] {
  switch (reply.kind) {
    case 'silent':
      if (reply.form === 'reasoning') return [reasoning(['Hm.'], count)];
      return reply.form === 'blanks' ? outputsOf({ kind: 'text', text: ' \n' }, count, response) : [];
    case 'tool':
      return callsOf(reply).map((made, index) => call(made, index === 0 ? `${count}` : `${count}_${index}`));
    case 'image':
      return [image(reply, count)];
    case 'refusal':
      return [message({ type: 'refusal', refusal: reply.text }, reply, count, response)];
    case 'text': {
      const { text, annotations = [] } = reply;
      const said = message({ type: 'output_text', text, annotations, logprobs: [] }, reply, count, response);
      return reply.reasoning ? [reasoning(reply.reasoning, count), said] : [said];
    }
  }
}

function message(
  part: { type: 'output_text' | 'refusal'; [field: string]: unknown },
  reply: Extract<Said, { kind: 'text' | 'refusal' }>,
  count: number,
  response: ServerResponse,
): Output {
  const item = {
    type: 'message',
    id: `msg_${count}`,
    role: 'assistant',
    status: 'completed',
    content: [part],
  };
  return {
    item,
    async stream({ item_id, output_index }, send) {
      const place = { item_id, output_index, content_index: 0 };
      const field = part.type === 'refusal' ? 'refusal' : 'text';
      const empty = { ...part, [field]: '', ...(field === 'text' ? { annotations: [] } : {}) };
      send('response.output_item.added', {
        output_index,
        item: { ...item, content: [], status: 'in_progress' },
      });
      send('response.content_part.added', { ...place, part: empty });
      for (const chunk of chunksOf(reply)) {
        if (reply.kind === 'text') await reply.pace?.();
        if (response.destroyed) return false;
        send(`response.${part.type}.delta`, { ...place, delta: chunk, logprobs: [] });
      }
      if (reply.kind === 'text') {
        for (const [annotation_index, annotation] of (reply.annotations ?? []).entries()) {
          send('response.output_text.annotation.added', { ...place, annotation_index, annotation });
        }
        if (reply.cut) {
          cutOff(response);
          return false;
        }
      }
      send(`response.${part.type}.done`, { ...place, [field]: reply.text, logprobs: [] });
      send('response.content_part.done', { ...place, part });
      return true;
    },
  };
}

function reasoning(summaries: string[], count: number): Output {
  const summary = summaries.map((text) => ({ type: 'summary_text', text }));
  const item = { type: 'reasoning', id: `rs_${count}`, summary };
  return {
    item,
    async stream({ item_id, output_index }, send) {
      send('response.output_item.added', { output_index, item: { ...item, summary: [] } });
      for (const [summary_index, text] of summaries.entries()) {
        const place = { item_id, output_index, summary_index };
        for (const delta of chunksOf({ text })) {
          send('response.reasoning_summary_text.delta', { ...place, delta });
        }
        send('response.reasoning_summary_text.done', { ...place, text });
      }
      return true;
    },
  };
}

function image({ partials, result }: Extract<Said, { kind: 'image' }>, count: number): Output {
  const item = {
    type: 'image_generation_call',
    id: `ig_${count}`,
    status: result === null ? 'failed' : 'completed',
    result,
  };
  return {
    item,
    async stream({ item_id, output_index }, send) {
      send('response.output_item.added', {
        output_index,
        item: { ...item, status: 'in_progress', result: null },
      });
      for (const [partial_image_index, partial_image_b64] of partials.entries()) {
        send('response.image_generation_call.partial_image', {
          item_id,
          output_index,
          partial_image_index,
          partial_image_b64,
        });
      }
      return true;
    },
  };
}

function call({ name, arguments: args }: ReturnType<typeof callsOf>[number], id: string): Output {
  const item = {
    type: 'function_call',
    id: `fc_${id}`,
    call_id: `call_${id}`,
    name,
    arguments: args,
    status: 'completed',
  };
  return {
    item,
    async stream({ item_id, output_index }, send) {
      send('response.output_item.added', {
        output_index,
        item: { ...item, arguments: '', status: 'in_progress' },
      });
      send('response.function_call_arguments.delta', { item_id, output_index, delta: args });
      send('response.function_call_arguments.done', { item_id, output_index, arguments: args });
      return true;
    },
  };
}
