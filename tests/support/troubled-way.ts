import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from './free-port';

/** A way to a server that can be closed and opened again, slow, or hanging, at one address for all its life. */
export class TroubledWay {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private delayMs = 0;
  private hanging = false;

  private constructor(
    private readonly target: number,
    readonly port: number,
  ) {}

  /** @param target port of a server on loopback. The way is closed at first. */
  static async to(target: number): Promise<TroubledWay> {
    return new TroubledWay(target, await freePort());
  }

  /** Of a server that speaks HTTP. */
  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Everything passes, what the server says after a delay. */
  async open(delayMs = 0): Promise<void> {
    this.delayMs = delayMs;
    if (this.server) return;
    this.server = createServer((socket) => this.join(socket));
    await new Promise<void>((resolve) => this.server?.listen(this.port, '127.0.0.1', resolve));
  }

  /** Connections are taken and kept, and nothing passes any more. */
  hang(): void {
    this.hanging = true;
  }

  /** Connections that come from now on pass; those that hung never go on. */
  release(): void {
    this.hanging = false;
  }

  /** Connections break; new ones are taken at once. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Connections break, and no more are taken. */
  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    this.cut();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  private join(socket: Socket): void {
    const onward = connect(this.target, '127.0.0.1');
    for (const end of [socket, onward]) {
      this.sockets.add(end);
      end.on('error', () => undefined);
      end.on('close', () => {
        this.sockets.delete(end);
        socket.destroy();
        onward.destroy();
      });
    }
    // What was swallowed once is missing for good.
    let lost = this.hanging;
    socket.on('data', (data) => {
      lost ||= this.hanging;
      if (!lost) onward.write(data);
    });
    socket.on('end', () => onward.end());
    onward.on('data', (data) => {
      lost ||= this.hanging;
      if (lost) return;
      if (this.delayMs === 0) socket.write(data);
      else setTimeout(() => !socket.destroyed && socket.write(data), this.delayMs);
    });
    onward.on('end', () => setTimeout(() => !lost && socket.end(), this.delayMs));
  }
}
