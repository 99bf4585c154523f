import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WrittenCall, writtenCall } from './written-call';

/** Headers that belong to one connection alone. */
const OF_CONNECTION = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
]);

/** Stands between the tutor and its model's server, lets everything through as it comes, and notes what the model wrote. */
export class RecordingProxy {
  /** Calls to a model since the last {@link forget}, in the order in which they ended. */
  readonly calls: WrittenCall[] = [];

  private constructor(
    private readonly server: Server,
    /** Stands in place of the server's own. */
    readonly baseUrl: string,
  ) {}

  /** @param target base URL of the server, as in `http://127.0.0.1:8085/v1` */
  static async start(target: string): Promise<RecordingProxy> {
    const { origin, pathname } = new URL(target);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const proxy = new RecordingProxy(server, `http://127.0.0.1:${port}${pathname.replace(/\/$/, '')}`);
    server.on('request', (request, response) => {
      // A server that cannot be reached looks like one: the connection breaks.
      proxy.forward(origin, request, response).catch(() => response.destroy());
    });
    return proxy;
  }

  forget(): void {
    this.calls.length = 0;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async forward(origin: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent: Buffer[] = [];
    for await (const part of request) sent.push(part);
    const leaving = new AbortController();
    response.once('close', () => leaving.abort());
    const { method = 'GET', url = '/' } = request;
    const answer = await fetch(`${origin}${url}`, {
      method,
      headers: forwarded(Object.entries(request.headers)),
      ...(sent.length ? { body: Buffer.concat(sent) } : {}),
      signal: leaving.signal,
    });
    response.writeHead(answer.status, Object.fromEntries(forwarded([...answer.headers])));
    response.flushHeaders();
    const decoder = new TextDecoder();
    let received = '';
    try {
      for await (const chunk of answer.body ?? []) {
        response.write(chunk);
        received += decoder.decode(chunk, { stream: true });
      }
    } finally {
      if (answer.ok && /\/(?:responses|chat\/completions)$/.test(url)) this.calls.push(writtenCall(received));
    }
    response.end();
  }
}

function forwarded(headers: Iterable<[string, string | string[] | undefined]>): [string, string][] {
  return [...headers].flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && !OF_CONNECTION.has(name) && name !== 'content-encoding'
      ? [[name, value]]
      : [],
  );
}
