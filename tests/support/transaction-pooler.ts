import { connect, createServer } from 'node:net';
import { freePort } from './free-port';

/** What a transaction pooler lets a connection ask for at its start; PgBouncer refuses all else. */
const ALLOWED = new Set([
  'user',
  'database',
  'application_name',
  'client_encoding',
  'DateStyle',
  'TimeZone',
  'standard_conforming_strings',
]);

export interface TransactionPooler {
  /** The address of the database through it. */
  url: string;
  /** The `application_name` of each connection that came. */
  applications: string[];
  /** Names of statements that a connection wanted to find again later, on what might be another server connection by then. */
  namedStatements: string[];
  stop(): Promise<void>;
}

/** Stands in front of PostgreSQL with the rules of a transaction pooler. It lends no connections; it refuses what one would. */
export async function startTransactionPooler(databaseUrl: string): Promise<TransactionPooler> {
  const behind = new URL(databaseUrl);
  const port = await freePort();
  const applications: string[] = [];
  const namedStatements: string[] = [];
  const server = createServer((client) => {
    const upstream = connect(Number(behind.port), behind.hostname);
    let started = false;
    let rest: Buffer<ArrayBufferLike> = Buffer.alloc(0);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
    upstream.pipe(client);
    client.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      for (;;) {
        const at = started ? 1 : 0;
        if (rest.byteLength < at + 4) return;
        const end = at + rest.readInt32BE(at);
        if (rest.byteLength < end) return;
        const message = rest.subarray(0, end);
        rest = rest.subarray(end);
        if (started) {
          if (message[0] === 'P'.charCodeAt(0)) {
            const name = message.toString('utf8', 5, message.indexOf(0, 5));
            if (name !== '') namedStatements.push(name);
          }
        } else {
          started = true;
          const words = message.toString('utf8', 8).split('\0');
          const parameters = new Map<string, string>();
          for (let index = 0; words[index]; index += 2)
            parameters.set(words[index] ?? '', words[index + 1] ?? '');
          applications.push(parameters.get('application_name') ?? '');
          const refused = [...parameters.keys()].find((name) => !ALLOWED.has(name));
          if (refused) {
            client.end(refusal(`unsupported startup parameter: ${refused}`));
            return;
          }
        }
        upstream.write(message);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.port = String(port);
  return {
    url: `${url}?pgbouncer=true`,
    applications,
    namedStatements,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function refusal(message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C08P01\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.byteLength + 4, 1);
  return Buffer.concat([head, fields]);
}
