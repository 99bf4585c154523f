import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { freePort } from '../../../tests/support/free-port';

/** One address in front of several processes: the requests go to one after the other, in turn. */
export class AlternatingProxy {
  /** Addresses of the processes; one that refuses a connection is taken out, and the request gets a 502. */
  targets: string[] = [];
  private count = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<AlternatingProxy> {
    const server = createServer();
    const port = await freePort();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const proxy = new AlternatingProxy(server, `http://localhost:${port}`);
    server.on('request', (incoming, outgoing) => proxy.pass(incoming, outgoing));
    server.on('connection', (socket: Socket) => {
      proxy.sockets.add(socket);
      socket.on('close', () => proxy.sockets.delete(socket));
    });
    return proxy;
  }

  /** Every connection breaks, as in another network. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const target = this.targets[this.count % this.targets.length] ?? '';
    this.count += 1;
    const { method, headers, url } = incoming;
    const onward = request(`${target}${url}`, { method, headers, agent: false }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      outgoing.flushHeaders();
      response.pipe(outgoing);
      response.on('close', () => {
        if (!response.complete) outgoing.destroy();
      });
    });
    onward.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') this.targets = this.targets.filter((other) => other !== target);
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end();
    });
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  }
}
