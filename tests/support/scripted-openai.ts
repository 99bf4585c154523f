import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the scripted model does with one request. */
export type Reply =
  | {
      kind: 'text';
      text: string;
      chunks?: string[] /** Waits before each chunk. */;
      pace?: () => Promise<void>;
    }
  | { kind: 'tool'; name: string; arguments: object }
  | { kind: 'error'; status: number; headers?: Record<string, string> }
  | { kind: 'hang' };

export interface ModelRequest {
  api: 'responses' | 'chat_completions';
  path: string;
  /** The parsed body, as the real client sent it. */
  body: Record<string, unknown>;
  /** System text, whatever the API calls it. */
  system: string;
  /** The input, without the system text. */
  input: unknown[];
}

export type Script = (request: ModelRequest) => Reply | Promise<Reply>;

/** An OpenAI-compatible server on loopback that says what its script says. The real client speaks to it. */
export class ScriptedOpenAI {
  readonly requests: ModelRequest[] = [];
  private script: Script = () => ({ kind: 'text', text: 'Hello.' });
  private counter = 0;

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly baseUrl: string,
  ) {}

  static async start(): Promise<ScriptedOpenAI> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const scripted = new ScriptedOpenAI(server, `http://127.0.0.1:${port}/v1`);
    server.on('request', (request, response) => void scripted.answer(request, response));
    return scripted;
  }

  /** Replaces the script and forgets earlier requests. */
  play(script: Script): void {
    this.script = script;
    this.requests.length = 0;
  }

  /** Requests for answers, not for titles. */
  get turns(): ModelRequest[] {
    return this.requests.filter((request) => !isTitle(request));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const body: Record<string, unknown> = JSON.parse(Buffer.concat(parts).toString('utf8'));
    const parsed = parse(request.url ?? '', body);
    this.requests.push(parsed);
    const reply = isTitle(parsed)
      ? ({ kind: 'text', text: 'A scripted title' } as const)
      : await this.script(parsed);
    this.counter += 1;
    await (parsed.api === 'responses'
      ? sendResponse(response, body, reply, this.counter)
      : sendCompletion(response, body, reply, this.counter));
  }
}

export function isTitle(request: ModelRequest): boolean {
  return request.system.startsWith('Write a title');
}

/** A script of two steps: search the course with `query`, then say `text`. */
export function searchThenSay(query: string, text: string): Script {
  return (request) => {
    const last = request.input.at(-1);
    const searched =
      JSON.stringify(last ?? {}).includes('function_call_output') ||
      JSON.stringify(last ?? {}).includes('"role":"tool"');
    if (searched) return { kind: 'text', text };
    const none = {
      hardware_tier: null,
      module: null,
      chapter_min: null,
      chapter_max: null,
      lesson: null,
      limit: null,
    };
    return { kind: 'tool', name: 'search_robolearn_content', arguments: { query, ...none } };
  };
}

function parse(path: string, body: Record<string, unknown>): ModelRequest {
  if (path.endsWith('/responses')) {
    const input = Array.isArray(body.input) ? body.input : [{ role: 'user', content: body.input }];
    return { api: 'responses', path, body, system: String(body.instructions ?? ''), input };
  }
  const messages = Array.isArray(body.messages) ? body.messages : [];
  const isSystem = (message: { role?: string }) => message.role === 'system' || message.role === 'developer';
  return {
    api: 'chat_completions',
    path,
    body,
    system: messages
      .filter(isSystem)
      .map((message: { content?: unknown }) => String(message.content))
      .join('\n'),
    input: messages.filter((message: { role?: string }) => !isSystem(message)),
  };
}

function chunksOf(reply: Extract<Reply, { kind: 'text' }>): string[] {
  return reply.chunks ?? reply.text.match(/\S+\s*|\s+/g) ?? [];
}

async function sendResponse(
  response: ServerResponse,
  body: Record<string, unknown>,
  reply: Reply,
  count: number,
) {
  if (reply.kind === 'hang') return;
  if (reply.kind === 'error') return sendError(response, reply);
  const shell = {
    id: `resp_${count}`,
    object: 'response',
    created_at: 1,
    status: 'in_progress',
    model: body.model,
    output: [] as object[],
    parallel_tool_calls: false,
    tool_choice: 'auto',
    tools: [],
    usage: null as object | null,
  };
  const usage = {
    input_tokens: 10,
    output_tokens: 5,
    total_tokens: 15,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens_details: { reasoning_tokens: 0 },
  };
  if (!body.stream) {
    const output = [outputItem(reply, count)];
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ...shell, status: 'completed', output, usage }));
    return;
  }
  response.setHeader('content-type', 'text/event-stream');
  let sequence = 0;
  const send = (type: string, fields: object) => {
    response.write(
      `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence++, ...fields })}\n\n`,
    );
  };
  send('response.created', { response: shell });
  const item = outputItem(reply, count);
  if (reply.kind === 'tool') {
    send('response.output_item.added', {
      output_index: 0,
      item: { ...item, arguments: '', status: 'in_progress' },
    });
    send('response.function_call_arguments.delta', {
      item_id: item.id,
      output_index: 0,
      delta: JSON.stringify(reply.arguments),
    });
    send('response.function_call_arguments.done', {
      item_id: item.id,
      output_index: 0,
      arguments: JSON.stringify(reply.arguments),
    });
  } else {
    const place = { item_id: item.id, output_index: 0, content_index: 0 };
    send('response.output_item.added', {
      output_index: 0,
      item: { ...item, content: [], status: 'in_progress' },
    });
    send('response.content_part.added', {
      ...place,
      part: { type: 'output_text', text: '', annotations: [] },
    });
    for (const chunk of chunksOf(reply)) {
      await reply.pace?.();
      if (response.destroyed) return;
      send('response.output_text.delta', { ...place, delta: chunk, logprobs: [] });
    }
    send('response.output_text.done', { ...place, text: reply.text, logprobs: [] });
    send('response.content_part.done', {
      ...place,
      part: { type: 'output_text', text: reply.text, annotations: [] },
    });
  }
  send('response.output_item.done', { output_index: 0, item });
  send('response.completed', { response: { ...shell, status: 'completed', output: [item], usage } });
  response.end();
}

function outputItem(reply: Extract<Reply, { kind: 'text' | 'tool' }>, count: number) {
  if (reply.kind === 'tool') {
    return {
      type: 'function_call',
      id: `fc_${count}`,
      call_id: `call_${count}`,
      name: reply.name,
      arguments: JSON.stringify(reply.arguments),
      status: 'completed',
    };
  }
  return {
    type: 'message',
    id: `msg_${count}`,
    role: 'assistant',
    status: 'completed',
    content: [{ type: 'output_text', text: reply.text, annotations: [], logprobs: [] }],
  };
}

async function sendCompletion(
  response: ServerResponse,
  body: Record<string, unknown>,
  reply: Reply,
  count: number,
) {
  if (reply.kind === 'hang') return;
  if (reply.kind === 'error') return sendError(response, reply);
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
  const shell = { id: `chatcmpl_${count}`, created: 1, model: body.model };
  const call = reply.kind === 'tool' && {
    id: `call_${count}`,
    type: 'function',
    function: { name: reply.name, arguments: JSON.stringify(reply.arguments) },
  };
  const finish_reason = call ? 'tool_calls' : 'stop';
  if (!body.stream) {
    const message = call
      ? { role: 'assistant', content: null, tool_calls: [call] }
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
  const send = (delta: object, more: object = {}) => {
    const choices = [{ index: 0, delta, finish_reason: null, ...more }];
    response.write(`data: ${JSON.stringify({ ...shell, object: 'chat.completion.chunk', choices })}\n\n`);
  };
  send({ role: 'assistant', content: '' });
  if (call) send({ tool_calls: [{ index: 0, ...call }] });
  if (reply.kind === 'text') {
    for (const chunk of chunksOf(reply)) {
      await reply.pace?.();
      if (response.destroyed) return;
      send({ content: chunk });
    }
  }
  send({}, { finish_reason });
  response.write(
    `data: ${JSON.stringify({ ...shell, object: 'chat.completion.chunk', choices: [], usage })}\n\n`,
  );
  response.end('data: [DONE]\n\n');
}

function sendError(response: ServerResponse, reply: Extract<Reply, { kind: 'error' }>): void {
  response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
  response.end(JSON.stringify({ error: { message: 'scripted failure', type: 'server_error' } }));
}
