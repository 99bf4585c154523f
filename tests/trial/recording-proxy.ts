import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type WrittenCall, writtenCall } from './written-call';

/** Headers of one connection alone; an answer that is compressed could not be read. */
const OF_CONNECTION = new Set(['host', 'connection', 'transfer-encoding', 'accept-encoding']);

/** Stands between the tutor and its model's server, lets everything through as it comes, and notes what the model wrote. */
export class RecordingProxy {
  /** What has come of each answer of a model since the last {@link forget}. */
  private answers: { received: string }[] = [];

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

  /**
   * Calls to a model since the last {@link forget}, oldest first, as far as their answers have been passed on: a server may leave the
   * connection open when all has been said.
   */
  get calls(): WrittenCall[] {
    return this.answers.map(({ received }) => writtenCall(received));
  }

  forget(): void {
    this.answers = [];
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async forward(origin: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = '/' } = request;
    const send = origin.startsWith('https:') ? httpsRequest : httpRequest;
    // Not `fetch`, which gives up by itself after five minutes of silence.
    const sending = send(`${origin}${url}`, { method, headers: forwarded(request.headers) });
    response.once('close', () => sending.destroy());
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      sending.once('response', resolve).on('error', reject);
      request.pipe(sending);
    });
    response.writeHead(answer.statusCode ?? 502, forwarded(answer.headers));
    response.flushHeaders();
    const decoder = new TextDecoder();
    const noted = { received: '' };
    if (answer.statusCode === 200 && /\/(?:responses|chat\/completions)$/.test(url)) this.answers.push(noted);
    for await (const chunk of answer) {
      noted.received += decoder.decode(chunk, { stream: true });
      response.write(chunk);
    }
    response.end();
  }
}

function forwarded(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_CONNECTION.has(name)));
}
