import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { embeddingsAnswer } from './embeddings-answer';
import { featureVector } from './feature-vector';
import { sendCompletion } from './scripted-completions';
import type { Reply } from './scripted-reply';
import { sendResponse } from './scripted-responses';

export type { Reply } from './scripted-reply';

export interface ModelRequest {
  api: 'responses' | 'chat_completions';
  path: string;
  /** The parsed body, as the real client sent it. */
  body: Record<string, unknown>;
  /** System text, whatever the API calls it. */
  system: string;
  /** The input, without the system text. */
  input: unknown[];
  /** Aborted when its connection is done with it: the answer is out, or whoever asked has left. */
  closed: AbortSignal;
}

export type Script = (request: ModelRequest) => Reply | Promise<Reply>;

/** An OpenAI-compatible server on loopback that says what its script says. The real client speaks to it. */
export class ScriptedOpenAI {
  readonly requests: ModelRequest[] = [];
  private script: Script = () => ({ kind: 'text', text: 'Hello.' });
  private titles: Script = () => ({ kind: 'text', text: 'A scripted title' });
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

  /** Replaces the script of the titles, which are as good as another for most tests. */
  playTitles(script: Script): void {
    this.titles = script;
  }

  /** Requests that somebody still waits on. */
  openRequests = 0;

  /** Requests for answers, not for titles. */
  get turns(): ModelRequest[] {
    return this.requests.filter((request) => !isTitle(request));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.openRequests += 1;
    const closed = new AbortController();
    response.on('close', () => {
      this.openRequests -= 1;
      closed.abort();
    });
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const body: Record<string, unknown> = JSON.parse(Buffer.concat(parts).toString('utf8'));
    if (request.url?.endsWith('/embeddings')) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(embeddingsAnswer(body, featureVector)));
      return;
    }
    const parsed = { ...parse(request.url ?? '', body), closed: closed.signal };
    this.requests.push(parsed);
    const reply = await (isTitle(parsed) ? this.titles : this.script)(parsed);
    if (reply.kind === 'text' && reply.onClose) response.once('close', reply.onClose);
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

function parse(path: string, body: Record<string, unknown>): Omit<ModelRequest, 'closed'> {
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
