import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';

export interface ReceivedRequest {
  type: string;
  params: Record<string, unknown>;
  headers: IncomingMessage['headers'];
  /** As it came; empty for a request that has none. */
  body: string;
}

/** An event as the wire carries it: defaults may be missing, and tests send broken ones on purpose. */
export type WireEvent = ThreadStreamEvent | Record<string, unknown>;

/** The answer to one request, written by the test at its own pace. */
export class Answer {
  readonly request: ReceivedRequest;
  readonly #response: ServerResponse;
  /** Resolves when the connection is closed by the client before the answer ended. */
  readonly aborted: Promise<void>;

  constructor(request: ReceivedRequest, response: ServerResponse) {
    this.request = request;
    this.#response = response;
    this.aborted = new Promise((resolve) => {
      response.on('close', () => {
        if (!response.writableEnded) resolve();
      });
    });
  }

  /** Headers of the answer, before anything of it is sent. */
  with(headers: Record<string, string>): this {
    for (const [name, value] of Object.entries(headers)) this.#response.setHeader(name, value);
    return this;
  }

  json(body: unknown, status = 200): void {
    this.#response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  /** Sends events; the stream stays open. */
  send(...events: WireEvent[]): this {
    return this.raw(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''));
  }

  /** Sends the events of a run that outlives the connection, numbered from `first` on. */
  run(id: string, first: number, ...events: WireEvent[]): this {
    if (!this.#response.headersSent) this.#response.setHeader('x-chatkit-run-id', id);
    const frames = events.map((event, at) => `id: ${first + at}\ndata: ${JSON.stringify(event)}\n\n`);
    return this.raw(`: ping\n\n${frames.join('')}`);
  }

  raw(bytes: string | Uint8Array): this {
    if (!this.#response.headersSent) this.#response.writeHead(200, { 'content-type': 'text/event-stream' });
    this.#response.write(bytes);
    return this;
  }

  end(...events: WireEvent[]): void {
    this.send(...events);
    this.close();
  }

  close(): void {
    this.#response.end();
  }

  /** Breaks the connection off, as a crashing server does. */
  break(): void {
    this.#response.destroy();
  }
}

type Handler = (answer: Answer) => void | Promise<void>;

export interface PageFile {
  type: string;
  body: string | Uint8Array;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function parseRequest(body: string, headers: IncomingMessage['headers']): ReceivedRequest {
  const value: { type: string; params: Record<string, unknown> } = JSON.parse(body);
  return { ...value, headers, body };
}

/** A ChatKit server on loopback that says what the test tells it, and serves the page beside it. */
export class ScriptedBackend {
  readonly requests: ReceivedRequest[] = [];
  readonly #handlers = new Map<string, Handler[]>();
  readonly #waiting = new Map<string, ((answer: Answer) => void)[]>();
  readonly #unclaimed: Answer[] = [];
  readonly #files: ReadonlyMap<string, PageFile>;
  readonly #policy: string;
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  constructor(files: ReadonlyMap<string, PageFile>, policy: string) {
    this.#files = files;
    this.#policy = policy;
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Answers every request of that kind the same way. */
  on(type: string, handler: Handler): void {
    this.#handlers.set(type, [handler]);
  }

  /** The next request of that kind, to be answered by the test. */
  next(type: string): Promise<Answer> {
    const at = this.#unclaimed.findIndex(({ request }) => request.type === type);
    const [answer] = at < 0 ? [] : this.#unclaimed.splice(at, 1);
    if (answer) return Promise.resolve(answer);
    return new Promise((resolve) => {
      this.#waiting.set(type, [...(this.#waiting.get(type) ?? []), resolve]);
    });
  }

  of(type: string): ReceivedRequest[] {
    return this.requests.filter((request) => request.type === type);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (request.method === 'POST' && path === '/chatkit') {
      const answer = new Answer(parseRequest(await readBody(request), request.headers), response);
      this.requests.push(answer.request);
      await this.#answer(answer);
      return;
    }
    const [, runId] = /^\/chatkit\/runs\/([^/]+)\/events$/.exec(path) ?? [];
    if (request.method === 'GET' && runId) {
      const after = new URL(request.url ?? '/', 'http://localhost').searchParams.get('after');
      const answer = new Answer(
        { type: 'runs.events', params: { runId, after }, headers: request.headers, body: '' },
        response,
      );
      this.requests.push(answer.request);
      await this.#answer(answer);
      return;
    }
    const file = this.#files.get(path);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    response
      .writeHead(200, { 'content-type': file.type, 'content-security-policy': this.#policy })
      .end(file.body);
  }

  async #answer(answer: Answer): Promise<void> {
    const { type } = answer.request;
    const waiting = this.#waiting.get(type)?.shift();
    if (waiting) {
      waiting(answer);
      return;
    }
    const handler = this.#handlers.get(type)?.[0];
    if (handler) await handler(answer);
    else this.#unclaimed.push(answer);
  }
}
