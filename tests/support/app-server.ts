import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from './free-port';

export interface AppServer {
  url: string;
  dataDir: string;
  /** Of its process. */
  pid: number;
  /** The lines that the server has logged, parsed. */
  logs: Record<string, unknown>[];
  /** Everything that it has printed. */
  output(): string;
  /** Sends it a signal, and does not wait for what comes of it. */
  signal(signal: NodeJS.Signals): void;
  /** The fault of a process that does nothing for a time, in milliseconds, and then goes on. */
  freeze(ms: number): Promise<void>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export interface AppOptions {
  env?: Record<string, string>;
  /** Kept by the caller; without one the server gets a directory of its own, removed when it stops. */
  dataDir?: string;
  /** Any free one if absent. */
  port?: number;
  /** The directory of the built product; the one that the tests run in if absent. */
  tree?: string;
  command?: 'serve' | 'start';
  /** Who runs it; only root can choose. */
  user?: { uid: number; gid: number };
}

/** Tests send more in a minute than any student; those of the limits set their own. */
const WIDE_LIMITS = {
  RATE_LIMIT_MESSAGES_PER_MINUTE: '100000',
  RATE_LIMIT_REQUESTS_PER_MINUTE: '100000',
  RATE_LIMIT_UPLOADS_PER_MINUTE: '100000',
  RATE_LIMIT_CONCURRENT_RUNS: '1000',
  BUDGET_TOKENS_PER_DAY: '1000000000',
};

const READY_WITHIN_MS = 120_000;

/** Starts the built product as `npm run serve` or `npm start` does, in an environment that has nothing but what the test gives. */
export async function startApp(options: AppOptions = {}): Promise<AppServer> {
  const port = options.port ?? (await freePort());
  const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'robolearn-app-'));
  const url = `http://localhost:${port}`;
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=16', 'dist/run.js', options.command ?? 'serve'],
    {
      cwd: options.tree,
      ...options.user,
      env: {
        PATH,
        HOME,
        NODE_ENV: 'production',
        PORT: String(port),
        DATA_DIR: dataDir,
        ...WIDE_LIMITS,
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  const logs: Record<string, unknown>[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('{')) logs.push(JSON.parse(line));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });

  await untilHealthy(url, child, () => output);
  return {
    url,
    dataDir,
    pid: child.pid ?? 0,
    logs,
    output: () => output,
    signal: (signal) => void child.kill(signal),
    freeze: async (ms) => {
      child.kill('SIGSTOP');
      await setTimeout(ms);
      child.kill('SIGCONT');
    },
    stop: async (signal = 'SIGTERM') => {
      await end(child, signal);
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function untilHealthy(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output()}`);
    const healthy = await fetch(`${url}/api/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (healthy) return;
    await setTimeout(50);
  }
  child.kill('SIGKILL');
  throw new Error(`the server was not ready in time:\n${output()}`);
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
