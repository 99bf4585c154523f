import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { freePort } from '../free-port';
import { answerRequest } from './answer-request';
import type { MemoryCollection } from './memory-collection';
import { type KnownRequest, OpenApiChecker } from './openapi-checker';
import { Refused } from './refused';
import { validateBody } from './validate-body';

/** How the server fails a request. */
export type Fault =
  | { kind: 'status'; status: number; error?: string }
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

/** Qdrant's `max_request_size_mb`, in bytes. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;
/** After so long without a request Qdrant closes a connection, and has not said that it would. In milliseconds. */
const IDLE_TIMEOUT_MS = 5_000;

/** It compiles what it checks, once for all servers of a test file. */
const checker = new OpenApiChecker();

interface QdrantServerOptions {
  version?: string;
  apiKey?: string;
  /** Collections have the strict mode of a managed cluster, unless this is false. */
  strictMode?: boolean;
}

/**
 * A Qdrant on loopback, in memory, that the real client speaks to over HTTP. Every request is held against Qdrant's own
 * OpenAPI document, strictly, and so is every answer. It filters and ranks for real, one request after the other; it searches
 * exactly, where Qdrant searches by a graph, and has one shard. Limits, refusals, compression and idle connections are those of
 * Qdrant 1.18, and its collections have the strict mode of a managed cluster.
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
    this.version = options.version ?? '1.18.3';
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
    server.keepAliveTimeout = IDLE_TIMEOUT_MS;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.server = server;
  }

  /** Closes the connections that nobody uses now, without a word, as Qdrant does after {@link IDLE_TIMEOUT_MS}. */
  closeIdleConnections(): void {
    this.server?.closeIdleConnections();
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part);
    const bytes = Buffer.concat(parts);
    const url = new URL(incoming.url ?? '/', this.url);
    const { parsed, wrong } = parseBody(bytes);
    const request = {
      method: incoming.method ?? '',
      path: url.pathname,
      query: url.search,
      body: parsed,
    };
    this.requests.push(request);
    const reply = (status: number, answer: object, isCut = false) =>
      send(response, status, JSON.stringify(answer), {
        isCut,
        isZipped: /\bgzip\b/.test(incoming.headers['accept-encoding'] ?? ''),
      });
    const fail = (status: number, error: string) => reply(status, { status: { error }, time: 0.001 });
    response.on('close', () => {
      if (!response.headersSent) this.brokenOff.push(request.path);
    });
    const { apiKey } = this.options;
    if (apiKey && incoming.headers['api-key'] !== apiKey) return fail(401, 'Invalid API key or JWT');
    const fault = this.fault(request);
    switch (fault?.kind) {
      case 'status':
        return fail(fault.status, fault.error ?? 'Service internal error: scripted');
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
    const refuse = (status: number, error: string) => {
      this.violations.push(`${request.method} ${request.path}: ${error}`);
      fail(status, error);
    };
    if (wrong !== undefined) return refuse(400, wrong);
    const known = checker.find(request.method, url);
    if (!known) return refuse(404, 'no such operation');
    try {
      const answer = this.answer(known, request, url, bytes.length > 0);
      reply(200, answer, fault?.kind === 'cut');
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 404 || error.status === 409) fail(error.status, error.message);
      else refuse(error.status, error.message);
    }
  }

  /** @throws Refused */
  private answer(known: KnownRequest, request: QdrantRequest, url: URL, hasBody: boolean): object {
    validateBody(known.operation, request.body);
    const violation = checker.violation(known, url, hasBody ? { value: request.body } : undefined);
    if (violation) throw new Refused(400, violation);
    if (known.operation === 'GET /')
      return this.checked(known, {
        title: 'qdrant - vector search engine',
        version: this.version,
        commit: 'loopback',
      });
    return this.checked(known, {
      result: answerRequest(known, request.body, this.collections, {
        isStrict: this.options.strictMode ?? true,
      }),
      status: 'ok',
      time: 0.001,
    });
  }

  private checked({ operation }: KnownRequest, answer: object): object {
    const wrong = checker.wrongAnswer(operation, answer);
    if (wrong) this.violations.push(`answer to ${operation}: ${wrong}`);
    return answer;
  }
}

function parseBody(bytes: Buffer): { parsed?: unknown; wrong?: string } {
  if (bytes.length > MAX_BODY_BYTES)
    return {
      wrong: `JSON payload (${bytes.length} bytes) is larger than allowed (limit: ${MAX_BODY_BYTES} bytes).`,
    };
  if (bytes.length === 0) return {};
  try {
    return { parsed: JSON.parse(bytes.toString('utf8')) };
  } catch {
    return { wrong: 'Format error in JSON body: EOF while parsing or unexpected character' };
  }
}

function send(
  response: ServerResponse,
  status: number,
  answer: string,
  { isCut, isZipped }: { isCut: boolean; isZipped: boolean },
): void {
  const body = isZipped ? gzipSync(answer, { level: 1 }) : Buffer.from(answer);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': body.length,
    ...(isZipped ? { 'content-encoding': 'gzip' } : {}),
    // Said by hand, so that Node does not announce how long the connection may be idle: Qdrant does not either.
    connection: 'keep-alive',
  });
  if (!isCut) response.end(body);
  else response.write(body.subarray(0, body.length / 2), () => response.destroy());
}
