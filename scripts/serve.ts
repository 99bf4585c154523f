import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { z } from 'zod';
import { PEER_HEADER } from '../lib/limits/client-address';
// For the type of the running product; who serves puts it together, or the site's own bundle.
import type {} from '../lib/robolearn';
import { retryUntil } from './retry-until';
import { whenParentEnds } from './when-parent-ends';

export interface ServeOptions {
  port: number;
  dev: boolean;
  /** The product, being made ready by this process; nobody is served before it is. Without, the site does it. */
  starting?: Promise<void>;
}

/** Another program listens where the site should. */
export class PortInUse extends Error {
  override name = 'PortInUse';

  constructor(port: number) {
    super(`Port ${port} is in use. Stop the program that uses it, or set PORT to another one.`);
  }
}

/** There is no site to serve. */
export class SiteNotBuilt extends Error {
  override name = 'SiteNotBuilt';

  constructor(options: ErrorOptions) {
    super(
      'There is no site that has been built here. Run npm run build first, or npm start for both.',
      options,
    );
  }
}

/** How long a stopping server lets answers in flight end, in milliseconds. */
const GRACE_MS = 5_000;

/**
 * Serves the site until the process is asked to stop; then ends running turns, keeps what they said, and closes the database.
 *
 * @throws PortInUse, SiteNotBuilt
 */
export async function serve({ port, dev, starting }: ServeOptions): Promise<void> {
  if (!dev) setBuiltConfig();
  const { default: next } = await import('next');
  const app = next({ dev, port, hostname: 'localhost' });
  await Promise.all([app.prepare(), starting]);
  const handle = app.getRequestHandler();
  const server = createServer((request, response) => {
    // Whatever a client says under this name, it is the connection that counts.
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? '';
    refuseSecondAuthorization(request);
    void handle(request, response);
  });

  await retryUntil(
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

const requiredServerFiles = z.object({ config: z.record(z.string(), z.unknown()) });

/**
 * Gives Next its configuration as it was when the site was built, as its standalone servers do. Otherwise it would compile
 * `next.config.ts` in this process, and keep the compiler.
 */
function setBuiltConfig(): void {
  let written: string;
  try {
    written = readFileSync('.next/required-server-files.json', 'utf8');
  } catch (cause) {
    throw new SiteNotBuilt({ cause });
  }
  const { config } = requiredServerFiles.parse(JSON.parse(written));
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
}

/** Node keeps the first of several and says nothing: which was meant, nobody can tell, so none is good. */
function refuseSecondAuthorization({ headers, rawHeaders }: IncomingMessage): void {
  const given = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'authorization');
  if (given.length > 1) headers.authorization = 'several';
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => {
      server.off('listening', ready);
      reject(error.code === 'EADDRINUSE' ? new PortInUse(port) : error);
    };
    const ready = () => {
      server.off('error', refuse);
      resolve();
    };
    server.once('error', refuse);
    server.listen(port, ready);
  });
}
