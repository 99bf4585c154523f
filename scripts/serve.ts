import { createServer, type IncomingMessage, type Server } from 'node:http';
import next from 'next';
// For the type of the running product; the site's own bundle puts it together.
import type {} from '../lib/compose';
import { PEER_HEADER } from '../lib/limits/client-address';
import { patiently } from './patiently';
import { whenParentEnds } from './when-parent-ends';

export interface ServeOptions {
  port: number;
  dev: boolean;
}

/** Another program listens where the site should. */
export class PortInUse extends Error {
  override name = 'PortInUse';

  constructor(port: number) {
    super(`Port ${port} is in use. Stop the program that uses it, or set PORT to another one.`);
  }
}

/** How long a stopping server lets answers in flight end, in milliseconds. */
const GRACE_MS = 5_000;

/**
 * Serves the site until the process is asked to stop; then ends running turns, keeps what they said, and closes the database.
 *
 * @throws PortInUse
 */
export async function serve({ port, dev }: ServeOptions): Promise<void> {
  const app = next({ dev, port, hostname: 'localhost' });
  await app.prepare();
  const handle = app.getRequestHandler();
  const server = createServer((request, response) => {
    // Whatever a client says under this name, it is the connection that counts.
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? '';
    refuseSecondAuthorization(request);
    void handle(request, response);
  });

  await patiently(
    () => listen(server, port),
    (error) => error instanceof PortInUse,
  );
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  process.stdout.write(`RoboLearn is at http://localhost:${bound}\n`);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    const force = setTimeout(() => process.exit(1), GRACE_MS);
    server.close();
    await (await globalThis.robolearnChatKit)?.close();
    server.closeAllConnections();
    clearTimeout(force);
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
  whenParentEnds(() => void stop());
}

/** Node keeps the first of several and says nothing: which was meant, nobody can tell, so none is good. */
function refuseSecondAuthorization({ headers, rawHeaders }: IncomingMessage): void {
  const given = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'authorization');
  if (given.length > 1) headers.authorization = 'several';
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortInUse(port) : error);
    };
    server.once('error', refuse);
    server.listen(port, () => {
      server.off('error', refuse);
      resolve();
    });
  });
}
