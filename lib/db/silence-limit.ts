import { Socket } from 'node:net';
import pg from 'pg';

/** A server took a statement, and said nothing more. Its code is that of a socket that waited in vain. */
export class SilentServer extends Error {
  override readonly name = 'SilentServer';
  readonly code = 'ETIMEDOUT';

  constructor(limitMs: number) {
    super(`The database has said nothing for ${limitMs} ms`);
  }
}

/**
 * Breaks connections of a pool that are in use while the server says nothing for too long: who waits on one fails at once, and
 * the pool makes a new one. A time-out of the statement alone would leave the connection hanging in the pool, for the next. Bytes
 * that go over the connection slowly are no silence.
 *
 * @param limitMs longest silence, in milliseconds
 */
export function limitPoolSilence(pool: pg.Pool, limitMs: number): void {
  pool.on('connect', (client) => breakWhenSilent(client, limitMs));
  pool.on('acquire', (client) => setSilenceLimit(client, limitMs));
  // Nobody expects an idle connection to say anything.
  pool.on('release', (_error, client) => setSilenceLimit(client, 0));
}

/** The same for a connection of its own, from now on until its end. */
export function limitSilence(client: pg.Client, limitMs: number): void {
  breakWhenSilent(client, limitMs);
  setSilenceLimit(client, limitMs);
}

/** @param limitMs 0 for none */
export function setSilenceLimit(client: pg.ClientBase, limitMs: number): void {
  socketOf(client)?.setTimeout(limitMs);
}

function breakWhenSilent(client: pg.ClientBase, limitMs: number): void {
  const socket = socketOf(client);
  socket?.on('timeout', () => socket.destroy(new SilentServer(limitMs)));
}

function socketOf(client: pg.ClientBase): Socket | undefined {
  return client instanceof pg.Client && client.connection.stream instanceof Socket
    ? client.connection.stream
    : undefined;
}
