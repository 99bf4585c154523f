import { Redis, type RedisOptions } from 'ioredis';

export interface RedisConnection {
  url: string;
  /** Called once when the connection breaks or cannot be made, and not again before it was there. It is tried again for ever. */
  onConnectionLost?: ((error: Error) => void) | undefined;
}

/** For a server that hangs; one that is away is noticed at once. A process under load may be late by a second or two itself. */
const COMMAND_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 1_000;
const MAX_PAUSE_MS = 1_000;
const KEEP_ALIVE_MS = 30_000;

/**
 * A connection to Redis that comes back by itself. A command that was sent when it broke is sent once more, so that it may be carried
 * out twice.
 */
export function connectRedis({ url, onConnectionLost }: RedisConnection, options: RedisOptions = {}): Redis {
  const redis = new Redis(url, {
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    keepAlive: KEEP_ALIVE_MS,
    // A request that waits for a server that is away is refused; the next may find it back.
    maxRetriesPerRequest: 1,
    retryStrategy: (attempt) => Math.min(attempt * 50, MAX_PAUSE_MS),
    // What was the primary is a replica now: its address leads to another server.
    reconnectOnError: ({ message }) => message.startsWith('READONLY'),
    ...options,
  });
  replaceSilentConnection(redis);
  let isReported = false;
  redis.on('ready', () => {
    isReported = false;
  });
  redis.on('error', (error: Error) => {
    if (!isReported) onConnectionLost?.(error);
    isReported = true;
  });
  return redis;
}

/**
 * Ends a connection over which a command waited in vain, so that another takes its place: that one may have been dead for long, as
 * after a switch on the way has forgotten it. (`socketTimeout` of ioredis ends the next connection, too, when one breaks while a command
 * waits: its timer goes on.)
 */
function replaceSilentConnection(redis: Redis): void {
  let connections = 0;
  redis.on('connect', () => {
    connections += 1;
  });
  // A command comes again when it is sent over another connection.
  const watched = new WeakSet<object>();
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (command, stream) => {
    if (!watched.has(command)) {
      watched.add(command);
      const sentOver = connections;
      command.promise.catch(({ message }: Error) => {
        const hasWaited = message === 'Command timed out' && redis.status === 'ready';
        if (hasWaited && sentOver === connections) redis.disconnect(true);
      });
    }
    return send(command, stream);
  };
}
