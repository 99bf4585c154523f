import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page, Thread, ThreadItem, ThreadStreamEvent } from '@/lib/chatkit';
import { readEvents } from '../../support/chat-client';

const run = promisify(execFile);

const page = readFileSync('docs/sdk.md', 'utf8');
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, code = '']) => code);

const code = blocks('ts');
const [serverCode = ''] = code;

/** Inside the project, so that the imports of the blocks resolve as they do for a reader. */
let folder: string;

beforeAll(() => {
  mkdirSync('test-results', { recursive: true });
  folder = path.resolve(mkdtempSync('test-results/sdk-doc-'));
  for (const [at, block] of code.entries()) writeFileSync(path.join(folder, `block-${at}.ts`), block);
  const config = { extends: '../../tsconfig.json', include: ['*.ts'] };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the page about the SDK', () => {
  test('has a server of at most 40 lines', () => {
    expect(serverCode.split('\n').filter((line) => line.trim()).length).toBeLessThanOrEqual(40);
    for (const line of serverCode.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  });

  test('has blocks that the compiler accepts', async () => {
    const compiler = path.resolve('node_modules/typescript/bin/tsc');
    const { stdout } = await run(process.execPath, [compiler, '--noEmit', '-p', folder]).catch(
      (error: { stdout: string }) => error,
    );
    // What is wrong elsewhere in the project is not this page's business.
    expect(stdout.split('\n').filter((line) => line.includes('block-'))).toEqual([]);
  });

  test('names files that are there', () => {
    const named = [...page.matchAll(/`(lib\/[\w./-]+)`/g)].map(([, file = '']) => file);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((file) => !existsSync(file))).toEqual([]);
  });
});

// Another process answers, on a machine that may be busy with other tests.
describe('the server of the page about the SDK', () => {
  let child: ChildProcess;
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    child = spawn(process.execPath, ['--import', 'tsx', path.join(folder, 'block-0.ts')], {
      env: { ...process.env, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve, reject) => {
      child.stdout?.once('data', resolve);
      child.once('exit', (status) => reject(new Error(`the server ended with ${status}`)));
    });
  });

  afterAll(() => {
    child.kill();
  });

  const post = (user: string, type: string, params: object) =>
    fetch(`http://127.0.0.1:${port}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${user}-secret` },
      body: JSON.stringify({ type, params }),
    });

  async function stream(user: string, type: string, params: object): Promise<ThreadStreamEvent[]> {
    const events: ThreadStreamEvent[] = [];
    for await (const event of readEvents(await post(user, type, params))) events.push(event);
    return events;
  }

  const call = async <T>(user: string, type: string, params: object): Promise<T> =>
    (await post(user, type, params)).json();

  const saying = (text: string) => ({
    input: { content: [{ type: 'input_text', text }], attachments: [], inference_options: {} },
  });

  async function begin(text: string) {
    const events = await stream('ada', 'threads.create', saying(text));
    const created = events.find((event) => event.type === 'thread.created');
    if (!created) throw new Error('no thread was created');
    return { events, threadId: created.thread.id };
  }

  const done = (events: ThreadStreamEvent[]): ThreadItem[] =>
    events.flatMap((event) => (event.type === 'thread.item.done' ? [event.item] : []));

  test('answers word by word, and shows a widget', async () => {
    const { events } = await begin('Hello there');
    const deltas = events.flatMap((event) =>
      event.type === 'thread.item.updated' && 'delta' in event.update ? [event.update.delta] : [],
    );
    expect(deltas).toEqual(['You', ' said:', ' Hello', ' there']);
    expect(done(events)).toMatchObject([
      { type: 'user_message' },
      { type: 'assistant_message', content: [{ text: 'You said: Hello there' }] },
      { type: 'widget', widget: { type: 'Card', children: [{ type: 'Button', label: 'Nice' }] } },
    ]);
  });

  test('answers the action of its widget', async () => {
    const { events, threadId } = await begin('Hello');
    const widget = done(events).find((item) => item.type === 'widget');
    const action = { type: 'like', payload: { stars: 5 } };
    const answer = await stream('ada', 'threads.custom_action', {
      thread_id: threadId,
      item_id: widget?.id,
      action,
    });
    expect(done(answer)).toMatchObject([{ content: [{ text: 'Thank you for your like.' }] }]);
  });

  test('remembers, and shows nobody what belongs to somebody else', async () => {
    const { threadId } = await begin('Hello');
    const ofAda = await call<Page<Thread>>('ada', 'threads.list', {});
    expect(ofAda.data.map(({ id }) => id)).toContain(threadId);
    const items = await call<Page<ThreadItem>>('ada', 'items.list', { thread_id: threadId });
    expect(items.data.map(({ type }) => type)).toContain('widget');

    expect(await call<Page<Thread>>('bob', 'threads.list', {})).toMatchObject({ data: [] });
    expect((await post('bob', 'threads.get_by_id', { thread_id: threadId })).status).toBe(404);
    expect((await post('eve', 'threads.list', {})).status).toBe(401);
  });

  test('answers the command of the page', async () => {
    const [command = ''] = blocks('sh');
    const { stdout } = await run('sh', ['-c', command.replace('localhost:8000', `127.0.0.1:${port}`)]);
    expect(stdout).toContain('You said: Hello');
  });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== 'object' || !address) throw new Error('no port is free');
  return address.port;
}
