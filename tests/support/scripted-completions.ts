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

/** Answers a request as the Chat Completions API does, streamed or not. */
export async function sendCompletion(
  response: ServerResponse,
  body: Record<string, unknown>,
  reply: Reply,
  count: number,
): Promise<void> {
  if (reply.kind === 'hang') return;
  if (reply.kind === 'raw') return sendRaw(response, reply);
  if (reply.kind === 'error') return sendError(response, reply);
  const took = usageOf(reply);
  const usage = {
    prompt_tokens: took.input,
    completion_tokens: took.output,
    total_tokens: took.input + took.output,
    prompt_tokens_details: { cached_tokens: took.cached },
  };
  const shell = { id: `chatcmpl_${count}`, created: 1, model: body.model };
  const calls =
    reply.kind === 'tool' &&
    callsOf(reply).map((call, index) => ({
      id: index === 0 ? `call_${count}` : `call_${count}_${index}`,
      type: 'function',
      function: call,
    }));
  const finish_reason = calls ? 'tool_calls' : finishReason(reply);
  if (!body.stream) {
    const message = calls
      ? { role: 'assistant', content: null, tool_calls: calls }
      : { role: 'assistant', content: reply.kind === 'text' ? reply.text : '' };
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        ...shell,
        object: 'chat.completion',
        choices: [{ index: 0, message, finish_reason }],
        usage,
      }),
    );
    return;
  }
  response.setHeader('content-type', 'text/event-stream');
  if (reply.kind === 'silent' && reply.form === 'done_only') {
    response.end('data: [DONE]\n\n');
    return;
  }
  const send = (delta: object, more: object = {}) => {
    const choices = [{ index: 0, delta, finish_reason: null, ...more }];
    response.write(`data: ${JSON.stringify({ ...shell, object: 'chat.completion.chunk', choices })}\n\n`);
  };
  send({ role: 'assistant', content: '' });
  if (reply.kind === 'silent' && reply.form === 'reasoning') send({ reasoning: 'Hm.' });
  if (reply.kind === 'silent' && reply.form === 'blanks') send({ content: ' \n' });
  for (const [index, call] of (calls || []).entries()) send({ tool_calls: [{ index, ...call }] });
  const isComplete = await sendText(reply, send, response);
  if (!isComplete) return;
  send({}, { finish_reason });
  response.write(
    `data: ${JSON.stringify({ ...shell, object: 'chat.completion.chunk', choices: [], usage })}\n\n`,
  );
  response.end('data: [DONE]\n\n');
}

function finishReason(reply: Said): string {
  if (reply.kind !== 'text' || !reply.incomplete) return 'stop';
  return reply.incomplete === 'content_filter' ? 'content_filter' : 'length';
}

async function sendText(
  reply: Said,
  send: (delta: object) => void,
  response: ServerResponse,
): Promise<boolean> {
  if (reply.kind !== 'text' && reply.kind !== 'refusal') return true;
  const field = reply.kind === 'refusal' ? 'refusal' : 'content';
  for (const chunk of chunksOf(reply)) {
    if (reply.kind === 'text') await reply.pace?.();
    if (response.destroyed) return false;
    send({ [field]: chunk });
  }
  if (reply.kind === 'text' && reply.annotations) send({ annotations: reply.annotations });
  if (reply.kind === 'refusal' || !reply.cut) return true;
  cutOff(response);
  return false;
}
