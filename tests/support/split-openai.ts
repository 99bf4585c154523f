import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type State = { kind: 'up' } | { kind: 'down' } | { kind: 'slow'; until: Promise<void> } | { kind: 'hangs' };

/** One OpenAI-compatible address with two services behind it, each with troubles of its own: the model, and the embeddings. */
export class SplitOpenAI {
  model: State = { kind: 'down' };
  embeddings: State = { kind: 'down' };
  /** Requests to what is slow, which have not been passed on yet. */
  waiting = 0;

  private constructor(
    private readonly server: Server,
    readonly baseUrl: string,
  ) {}

  static async before(target: string): Promise<SplitOpenAI> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const split = new SplitOpenAI(server, `http://127.0.0.1:${port}/v1`);
    server.on('request', (incoming, outgoing) => split.pass(new URL(target), incoming, outgoing));
    return split;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(target: URL, incoming: IncomingMessage, outgoing: ServerResponse): void {
    const state = incoming.url?.endsWith('/embeddings') ? this.embeddings : this.model;
    if (state.kind === 'down') {
      outgoing.destroy();
      return;
    }
    // Taken, and never answered.
    if (state.kind === 'hangs') return;
    const forward = () => {
      const { method, url: path, headers } = incoming;
      const onward = request(
        { host: target.hostname, port: target.port, method, path, headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(outgoing);
          answer.on('error', () => outgoing.destroy());
        },
      );
      onward.on('error', () => outgoing.destroy());
      incoming.pipe(onward);
    };
    if (state.kind !== 'slow') {
      forward();
      return;
    }
    this.waiting += 1;
    void state.until.then(() => {
      this.waiting -= 1;
      forward();
    });
  }
}
