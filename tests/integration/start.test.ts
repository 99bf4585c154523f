import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { ChatClient, threadIdOf } from '../support/chat-client';
import { freePort } from '../support/free-port';
import { productTree } from '../support/product-tree';

/** `npm start` as a person runs it, on a build that is up to date. */
const children: ChildProcess[] = [];
const directories: string[] = [];

afterEach(() => {
  for (const child of children.splice(0)) signalAll(child, 'SIGKILL');
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** The whole family: `npm`, its shell, and what runs in it. */
function signalAll({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid) process.kill(-pid, signal);
  } catch {
    // All of them have ended.
  }
}

/** Whether anybody of the family is left. */
function isAlive({ pid }: ChildProcess): boolean {
  try {
    return pid !== undefined && process.kill(-pid, 0);
  } catch {
    return false;
  }
}

function directory(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'robolearn-start-'));
  directories.push(made);
  return made;
}

interface Started {
  url: string;
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
}

async function npmStart(env: Record<string, string>, tree?: string): Promise<Started> {
  const { PATH = '', HOME = '' } = process.env;
  const port = await freePort();
  const child = spawn('npm', ['start'], {
    cwd: tree,
    env: { NODE_ENV: 'production', PATH, HOME, PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  children.push(child);
  let output = '';
  const keep = (text: Buffer) => {
    output += text;
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return { url: `http://localhost:${port}`, child, output: () => output, ended };
}

const ready = ({ url, output }: Started) =>
  expect
    .poll(() =>
      fetch(`${url}/api/ready`).then(
        (response) => response.status,
        () => output(),
      ),
    )
    .toBe(200);

test('starts on an empty directory, stops when asked, and starts again with everything there', async () => {
  const env = { DATA_DIR: directory() };
  const first = await npmStart(env);
  await ready(first);
  expect(first.output()).toContain(`RoboLearn is at ${first.url}`);
  const student = await ChatClient.signIn(first.url, 'Starter');
  const threadId = threadIdOf(await student.create('What is ROS 2?'));

  // A second process on the same directory is refused with one clear line, and harms nothing.
  const second = await npmStart(env);
  expect(await second.ended).toBe(1);
  expect(second.output()).toMatch(
    /^The data directory .* is in use by process \d+\. Stop that process, or set DATA_DIR/m,
  );

  // What a supervisor does: it tells the process that it started.
  first.child.kill('SIGTERM');
  await first.ended;
  const again = await npmStart(env);
  await ready(again);
  const returned = await ChatClient.signIn(again.url, 'Starter');
  const { data } = (await returned.thread(threadId)).items;
  expect(data.map(({ type }) => type)).toEqual(['user_message', 'workflow', 'assistant_message']);
  // Ctrl-C in a terminal reaches all of them.
  signalAll(again.child, 'SIGINT');
  await again.ended;
});

test('a variable that makes no sense stops the start with one line that names it', async () => {
  const started = await npmStart({ DATA_DIR: directory(), OPENAI_API: 'soap' });
  expect(await started.ended).toBe(1);
  expect(started.output()).toMatch(/^OPENAI_API: .+$/m);
  expect(started.output()).not.toMatch(/\n\s+at /);
});

test('a build stops with the start that began it', async () => {
  const tree = productTree({ copied: ['lib', 'dist', 'public', '.inline-scripts'] });
  directories.push(tree);
  // Not the site that the other tests use: this one is to be built.
  rmSync(path.join(tree, '.next'));
  const { child, output, ended } = await npmStart({ DATA_DIR: directory() }, tree);
  await expect.poll(output, { timeout: 60_000 }).toMatch(/Next\.js/);
  child.kill('SIGTERM');
  await ended;
  await expect.poll(() => isAlive(child)).toBe(false);
  expect(output()).not.toContain('RoboLearn is at');
});

test('a port that somebody else uses is refused with one line', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, resolve));
  const { port } = other.address() as AddressInfo;
  const started = await npmStart({ DATA_DIR: directory(), PORT: String(port) });
  expect(await started.ended).toBe(1);
  expect(started.output()).toMatch(new RegExp(`^Port ${port} is in use\\. .+$`, 'm'));
  other.close();
});
