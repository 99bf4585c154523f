import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AppServer, startApp } from '../support/app-server';
import { ChatClient, input, threadIdOf } from '../support/chat-client';
import { gate } from '../support/gate';
import { pausedReply } from '../support/paused-reply';
import { type RedisServer, startRedis } from '../support/redis';
import { allFrames, type Frame, frames as readFrames } from '../support/run-frames';
import { ScriptedOpenAI } from '../support/scripted-openai';
import { sharedPostgres } from '../support/shared-postgres';

/** Two processes of the product on one PostgreSQL and one Redis, in which they know each other's turns. */
const RESUME = { 'x-chatkit-resume': '1' };

let redis: RedisServer;
let openai: ScriptedOpenAI;
let databaseUrl: string;
let env: Record<string, string>;
let apps: AppServer[] = [];
/** The same student at each of them. */
let a: ChatClient;
let b: ChatClient;
let students = 0;

beforeAll(async () => {
  [redis, openai, databaseUrl] = await Promise.all([
    startRedis(),
    ScriptedOpenAI.start(),
    sharedPostgres().createDatabase(),
  ]);
  env = {
    NEXTAUTH_SECRET: 'a secret of the tests of runs that is long enough',
    AUTH_DEMO: 'on',
    DATABASE_URL: databaseUrl,
    REDIS_URL: redis.url,
    CHATKIT_STORE_POOL_SIZE: '5',
    OPENAI_BASE_URL: openai.baseUrl,
    CRON_SECRET: 'a secret of the clock',
    RETENTION_DAYS: '30',
  };
  // The first one migrates.
  apps = [await startApp({ env }), await startApp({ env })];
});
beforeEach(async () => {
  students += 1;
  const name = `Follower ${students}`;
  const [first, second] = await Promise.all(apps.map(({ url }) => ChatClient.signIn(url, name)));
  if (!first || !second) throw new Error('no app');
  [a, b] = [first, second];
});
afterAll(async () => {
  await Promise.all(apps.map((app) => app.stop()));
  await openai?.stop();
  await redis?.stop();
});

/** A model that waits in the middle of its first answer until it is let go on. */
function waiting(): { go: () => void } {
  const { opened, open } = gate();
  let answers = 0;
  openai.play(() => {
    answers += 1;
    if (answers > 1) return { kind: 'text', text: 'And more.' };
    return pausedReply(['one ', 'two ', 'three'], opened);
  });
  return { go: open };
}

const isText = ({ event }: Frame) => JSON.stringify(event).includes('"delta"');

/** Begins a turn, and reads on until something of the answer has come. */
async function begin(student: ChatClient) {
  const response = await student
    .with(RESUME)
    .post({ type: 'threads.create', params: { input: input('Hello') } });
  const frames = readFrames(response);
  const seen: Frame[] = [];
  for (;;) {
    const { value } = await frames.next();
    if (!value) throw new Error('the answer ended before it had begun');
    seen.push(value);
    if (isText(value)) break;
  }
  const runId = response.headers.get('x-chatkit-run-id') ?? '';
  const threadId = threadIdOf(seen.map(({ event }) => event));
  const rest = async () => {
    for await (const frame of frames) seen.push(frame);
    return seen;
  };
  return { runId, threadId, rest };
}

const follow = (student: ChatClient, runId: string) =>
  fetch(`${student.url}/api/chatkit/runs/${runId}/events?after=0`, {
    headers: { ...student.headers, ...RESUME },
  });

/** Of each answer, without the space that may come after its last word. */
async function storedText(student: ChatClient, threadId: string): Promise<string[]> {
  const { data } = await student.items(threadId);
  return data.flatMap((item) =>
    item.type === 'assistant_message'
      ? [
          item.content
            .map(({ text }) => text)
            .join('')
            .trim(),
        ]
      : [],
  );
}

async function isAnswered(student: ChatClient, threadId: string): Promise<boolean> {
  const response = await student.post({
    type: 'threads.add_user_message',
    params: { thread_id: threadId, input: input('Go on') },
  });
  return response.ok && (await response.text()).includes('And more.');
}

async function inRedis<T>(work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(redis.url);
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}

const keysInRedis = () => inRedis((client) => client.keys('chatkit:{runs}:*'));

test('a turn of one process is followed and stopped at the other, where the conversation then goes on', async () => {
  const { go } = waiting();
  const { runId, threadId, rest } = await begin(a);
  const items = await b.post({ type: 'items.list', params: { thread_id: threadId } });
  expect(items.headers.get('x-chatkit-active-run')).toBe(runId);

  const followed: Frame[] = [];
  for await (const frame of readFrames(await follow(b, runId))) {
    followed.push(frame);
    if (isText(frame)) expect(await b.call('threads.stop', { thread_id: threadId })).toEqual({});
  }

  expect(followed).toEqual(await rest());
  expect(followed.map(({ id }) => id)).toEqual(followed.map((_, index) => index + 1));
  expect(await storedText(b, threadId)).toEqual(['one']);
  expect(await isAnswered(b, threadId)).toBe(true);
  expect(await storedText(a, threadId)).toEqual(['one', 'And more.']);
  go();
});

test('of two messages that are sent at once, one at each process, one goes first', async () => {
  openai.play(() => ({ kind: 'text', text: 'And more.' }));
  const threadId = threadIdOf(await a.create('Hello'));
  const answers = await Promise.all([isAnswered(a, threadId), isAnswered(b, threadId)]);
  expect(answers).toEqual([true, true]);
  const { data } = await b.items(threadId);
  expect(data.map(({ type }) => type)).toEqual([
    'user_message',
    'assistant_message',
    'user_message',
    'assistant_message',
    'user_message',
    'assistant_message',
  ]);
});

test('a turn whose process was killed is closed by another one: what was said of it is stored', async () => {
  const { go } = waiting();
  const app = await startApp({ env });
  const { runId, threadId } = await begin(new ChatClient(app.url, { ...a.headers, origin: app.url }));
  const followed: Frame[] = [];
  for await (const frame of readFrames(await follow(b, runId))) {
    followed.push(frame);
    if (!isText(frame)) continue;
    await app.stop('SIGKILL');
    // What the passing of a minute does.
    await inRedis((client) => client.zincrby('chatkit:{runs}:active', -60_000, runId));
  }
  expect(followed.at(-1)?.event).toMatchObject({ item: { type: 'turn_end', reason: 'broke_off' } });
  expect(await storedText(b, threadId)).toEqual(['one']);
  expect(await isAnswered(b, threadId)).toBe(true);
  go();
});

describe('Redis is killed in the middle of an answer', () => {
  test.each(['before', 'after'])(
    'and comes back %s its end: the answer comes whole and is stored, and can be followed again',
    async (moment) => {
      const { go } = waiting();
      const { runId, threadId, rest } = await begin(a);
      await redis.kill();
      try {
        // What is said can be read meanwhile.
        expect((await a.items(threadId)).data).not.toEqual([]);
        expect((await b.items(threadId)).data).not.toEqual([]);
        if (moment === 'before') await redis.start();
        go();
        const seen = await rest();
        expect(seen.filter(({ event }) => event.type === 'error')).toEqual([]);
        expect(await storedText(b, threadId)).toEqual(['one two three']);
        if (moment === 'after') await redis.start();
        const followed = async () => {
          const response = await follow(b, runId);
          return response.ok ? allFrames(response) : response.status;
        };
        await expect.poll(followed).toEqual(seen);
        await expect.poll(() => isAnswered(b, threadId)).toBe(true);
        expect(await storedText(a, threadId)).toEqual(['one two three', 'And more.']);
      } finally {
        go();
        await redis.kill();
        await redis.start();
      }
    },
  );

  test('and the student stops it: what was said is stored', async () => {
    const { go } = waiting();
    const { threadId, rest } = await begin(a);
    await redis.kill();
    try {
      expect(await a.call('threads.stop', { thread_id: threadId })).toEqual({});
      await rest();
      expect(await storedText(b, threadId)).toEqual(['one']);
    } finally {
      go();
      await redis.start();
    }
    await expect.poll(() => isAnswered(b, threadId)).toBe(true);
  });
});

describe('what is deleted is gone from Redis, too', () => {
  const answered = async () => {
    openai.play(() => ({ kind: 'text', text: 'And more.' }));
    const { rest, runId, threadId } = await begin(a);
    await rest();
    const left = async () => (await keysInRedis()).filter((key) => key.endsWith(`:${runId}`)).sort();
    const all = [`chatkit:{runs}:events:${runId}`, `chatkit:{runs}:run:${runId}`];
    await expect.poll(left).toEqual(all);
    return { threadId, left, forgotten: [`chatkit:{runs}:gone:${runId}`] };
  };

  test('a conversation', async () => {
    const { threadId, left, forgotten } = await answered();
    await b.call('threads.delete', { thread_id: threadId });
    expect(await left()).toEqual(forgotten);
  });

  test('an account', async () => {
    const { left, forgotten } = await answered();
    const response = await fetch(`${b.url}/api/account`, { method: 'DELETE', headers: b.headers });
    expect(response.status).toBe(200);
    expect(await left()).toEqual(forgotten);
    expect((await keysInRedis()).filter((key) => key.includes(`Follower ${students}`))).toEqual([]);
  });

  test('a conversation that has been kept for long enough', async () => {
    const { threadId, left, forgotten } = await answered();
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query("UPDATE chatkit.threads SET updated_at = now() - INTERVAL '31 days' WHERE id = $1", [
      threadId,
    ]);
    await client.end();
    const response = await fetch(`${b.url}/api/sweep`, {
      headers: { authorization: 'Bearer a secret of the clock' },
    });
    expect(await response.json()).toMatchObject({ threads: 1 });
    expect(await left()).toEqual(forgotten);
  });
});
