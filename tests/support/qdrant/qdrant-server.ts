import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { freePort } from '../free-port';
import { answerRequest } from './answer-request';
import type { MemoryCollection } from './memory-collection';
import { OpenApiChecker } from './openapi-checker';
import { Refused } from './refused';

/** How the server fails a request. */
export type Fault =
  | { kind: 'status'; status: number }
  /** It answers only when the promise says so; a request that its sender has given up is not carried out. */
  | { kind: 'wait'; until: Promise<void> }
  /** The connection breaks before an answer, and nothing was done. */
  | { kind: 'drop' }
  /** The request is carried out, and the connection breaks in the middle of the answer. */
  | { kind: 'cut' };

export interface QdrantRequest {
  method: string;
  path: string;
  query: string;
  body: unknown;
}

/** It compiles what it checks, once for all servers of a test file. */
const checker = new OpenApiChecker();

interface QdrantServerOptions {
  version?: string;
  apiKey?: string;
}

/**
 * A Qdrant on loopback, in memory, that the real client speaks to over HTTP. Every request is held against Qdrant's own
 * OpenAPI document, strictly, and so is every answer. It filters and ranks for real, one request after the other; it searches
 * exactly, where Qdrant searches by a graph, and has one shard.
 */
export class QdrantServer {
  readonly collections = new Map<string, MemoryCollection>();
  readonly requests: QdrantRequest[] = [];
  /** Requests that Qdrant's document does not allow, or that ask for what is not built here, and wrong answers of ours. */
  readonly violations: string[] = [];
  /** Paths of requests whose sender went away before there was an answer. */
  readonly brokenOff: string[] = [];
  version: string;
  /** Asked before every request. */
  fault: (request: QdrantRequest) => Fault | undefined = () => undefined;
  private server: Server | undefined;
  private port = 0;

  private constructor(private readonly options: QdrantServerOptions) {
    this.version = options.version ?? '1.19.0';
  }

  static async start(options: QdrantServerOptions = {}): Promise<QdrantServer> {
    const server = new QdrantServer(options);
    await server.comeUp();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** How often it has been asked for passages. */
  searches(): number {
    return this.requests.filter(({ path }) => /\/points\/query(\/batch)?$/.test(path)).length;
  }

  /** Connections break, and no more are taken; what is stored stays. */
  async goDown(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  /** Serves again, where it served before. */
  async comeUp(): Promise<void> {
    this.port ||= await freePort();
    const server = createServer((request, response) => void this.serve(request, response));
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.server = server;
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part);
    const body = Buffer.concat(parts).toString('utf8');
    const url = new URL(incoming.url ?? '/', this.url);
    const request = {
      method: incoming.method ?? '',
      path: url.pathname,
      query: url.search,
      body: body ? JSON.parse(body) : undefined,
    };
    this.requests.push(request);
    response.on('close', () => {
      if (!response.headersSent) this.brokenOff.push(request.path);
    });
    const { apiKey } = this.options;
    if (apiKey && incoming.headers['api-key'] !== apiKey)
      return fail(response, 401, 'Invalid API key or JWT');
    const fault = this.fault(request);
    switch (fault?.kind) {
      case 'status':
        return fail(response, fault.status, 'Service internal error: scripted');
      case 'drop':
        response.destroy();
        return;
      case 'wait':
        await fault.until;
        if (response.destroyed) return;
        break;
      case 'cut':
      case undefined:
        break;
      default:
        fault satisfies never;
    }
    this.answer(request, url, body, response, fault?.kind === 'cut');
  }

  private answer(
    request: QdrantRequest,
    url: URL,
    body: string,
    response: ServerResponse,
    isCut: boolean,
  ): void {
    const checked = checker.check(request.method, url, body);
    if (!checked.valid) {
      this.violations.push(checked.violation);
      fail(response, 400, checked.violation);
      return;
    }
    try {
      const { operation } = checked.request;
      const answer =
        operation === 'GET /'
          ? { title: 'qdrant - vector search engine', version: this.version, commit: 'loopback' }
          : {
              result: answerRequest(checked.request, request.body, this.collections),
              status: 'ok',
              time: 0.001,
            };
      const wrong = checker.wrongAnswer(operation, answer);
      if (wrong) this.violations.push(`answer to ${operation}: ${wrong}`);
      send(response, 200, JSON.stringify(answer), isCut);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status !== 404 && error.status !== 409)
        this.violations.push(`${request.path}: ${error.message}`);
      fail(response, error.status, error.message);
    }
  }
}

function fail(response: ServerResponse, status: number, error: string): void {
  send(response, status, JSON.stringify({ status: { error }, time: 0.001 }), false);
}

function send(response: ServerResponse, status: number, body: string, isCut: boolean): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  if (!isCut) response.end(body);
  else response.write(body.slice(0, body.length / 2), () => response.destroy());
}
