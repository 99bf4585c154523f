import { type ChildProcess, spawn } from 'node:child_process';
import { createConnection } from 'node:net';
import { ensureCommand } from './ensure-command';
import { freePort } from './free-port';

export interface RedisServer {
  url: string;
  /** Ends the server at once, as an outage does. */
  kill(): Promise<void>;
  /** Starts it again at the same address, empty. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 15_000;

/** As a replica, too, it writes no file, which the next server would begin with. */
const SETTINGS = {
  bind: '127.0.0.1',
  dir: '/tmp',
  save: '',
  appendonly: 'no',
  'repl-diskless-sync': 'yes',
  'repl-diskless-sync-delay': 0,
  'repl-diskless-load': 'swapdb',
};

/** A real Redis server of its own, on loopback, that keeps nothing. */
export async function startRedis(): Promise<RedisServer> {
  ensureCommand('redis-server', 'redis-server');
  const port = await freePort();
  let child: ChildProcess | undefined;
  const start = async () => {
    child = spawn(
      'redis-server',
      Object.entries({ ...SETTINGS, port }).flatMap(([name, value]) => [`--${name}`, String(value)]),
      { stdio: 'ignore' },
    );
    await untilAnswers(port, child);
  };
  const kill = async () => {
    const ending = child;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill('SIGKILL');
    await ended;
  };
  await start();
  return { url: `redis://127.0.0.1:${port}`, kill, start, stop: kill };
}

async function untilAnswers(port: number, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    if (await answers(port)) return;
  }
  throw new Error('redis-server was not ready in time');
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    const settle = (is: boolean) => {
      socket.destroy();
      setTimeout(() => resolve(is), is ? 0 : 20);
    };
    socket.once('error', () => settle(false));
    socket.once('data', () => settle(true));
    socket.once('connect', () => socket.write('PING\r\n'));
  });
}
