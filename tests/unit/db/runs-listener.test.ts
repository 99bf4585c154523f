import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { RunsListener } from '@/lib/db/runs-listener';

/** What PostgreSQL answers to somebody who may come in: a log-in that is done, and that it is ready. */
const WELCOME = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);

test('a listener that is closed while it connects leaves no connection open', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const connection = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const lost: Error[] = [];
  const listener = new RunsListener({
    url: `postgresql://tutor@127.0.0.1:${address.port}/tutor`,
    notify: async () => undefined,
    onConnectionLost: (error) => lost.push(error),
  });
  const watch = listener.watchers.watch(() => undefined);
  const socket = await connection;
  await once(socket, 'data');
  await listener.close();
  socket.write(WELCOME);
  await once(socket, 'close');
  expect([watch.isLive, lost]).toEqual([false, []]);
  server.close();
});
