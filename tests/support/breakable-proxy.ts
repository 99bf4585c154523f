import { connect, createServer, type Socket } from 'node:net';
import { freePort } from './postgres';

/** A way to the product that can be cut while it is in use, as networks are. */
export class BreakableProxy {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly url: string,
  ) {}

  static async start(target: string): Promise<BreakableProxy> {
    const port = await freePort();
    const server = createServer();
    const proxy = new BreakableProxy(server, `http://localhost:${port}`);
    server.on('connection', (socket) => {
      const onward = connect(Number(new URL(target).port), 'localhost');
      for (const end of [socket, onward]) {
        proxy.sockets.add(end);
        end.on('error', () => undefined);
        end.on('close', () => {
          proxy.sockets.delete(end);
          socket.destroy();
          onward.destroy();
        });
      }
      socket.pipe(onward).pipe(socket);
    });
    await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve));
    return proxy;
  }

  /** Cuts every connection; new ones are taken at once. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
