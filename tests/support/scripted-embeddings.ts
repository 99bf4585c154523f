import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { embeddingsAnswer } from './embeddings-answer';
import { featureVector } from './feature-vector';

/** How the server answers one request. */
export type EmbeddingsReply =
  | { kind: 'vectors'; vectorOf?: (text: string) => number[] }
  /** Any body, with status 200. */
  | { kind: 'body'; body: object }
  /** `body`: what it says, in place of the form of OpenAI; a text as it is. */
  | { kind: 'error'; status: number; headers?: Record<string, string>; body?: object | string }
  /** It answers when the promise says so. */
  | { kind: 'wait'; until: Promise<void> };

export interface EmbeddingsRequest {
  body: Record<string, unknown>;
  /** The texts that were sent. */
  texts: string[];
}

/** The embeddings of an OpenAI-compatible server on loopback, as its script says; {@link featureVector} where it says nothing. */
export class ScriptedEmbeddings {
  readonly requests: EmbeddingsRequest[] = [];
  /** The most requests that were under way at once. */
  mostAtOnce = 0;
  script: (request: EmbeddingsRequest, count: number) => EmbeddingsReply = () => ({ kind: 'vectors' });
  /** Makes the vectors of texts, in place of {@link featureVector}. */
  vectorsOf: ((texts: string[]) => Promise<number[][]>) | undefined;
  private atOnce = 0;

  private constructor(
    private readonly server: Server,
    readonly baseUrl: string,
  ) {}

  static async start(): Promise<ScriptedEmbeddings> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const scripted = new ScriptedEmbeddings(server, `http://127.0.0.1:${port}/v1`);
    server.on('request', (request, response) => void scripted.answer(request, response));
    return scripted;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const body: Record<string, unknown> = JSON.parse(Buffer.concat(parts).toString('utf8'));
    const texts = (Array.isArray(body.input) ? body.input : [body.input]).map(String);
    const asked = { body, texts };
    this.requests.push(asked);
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    const reply = this.script(asked, this.requests.length);
    if (reply.kind === 'wait') await reply.until;
    const vectors = await this.vectorsOf?.(texts);
    this.atOnce -= 1;
    send(response, body, reply, vectors && byText(texts, vectors));
  }
}

function byText(texts: string[], vectors: number[][]): (text: string) => number[] {
  const known = new Map(texts.map((text, at) => [text, vectors[at] ?? []]));
  return (text) => known.get(text) ?? [];
}

function send(
  response: ServerResponse,
  body: Record<string, unknown>,
  reply: EmbeddingsReply,
  made: ((text: string) => number[]) | undefined,
): void {
  if (reply.kind === 'error')
    json(response, reply.status, reply.body ?? { error: { message: 'scripted failure' } }, reply.headers);
  else if (reply.kind === 'body') json(response, 200, reply.body);
  else {
    const vectorOf = reply.kind === 'vectors' ? reply.vectorOf : undefined;
    json(response, 200, embeddingsAnswer(body, vectorOf ?? made ?? featureVector));
  }
}

function json(
  response: ServerResponse,
  status: number,
  body: object | string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
