import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { type AppServer, startApp } from '../support/app-server';
import { answerOf, ChatClient, input, readEvents, threadIdOf } from '../support/chat-client';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { type RedisServer, startRedis } from '../support/redis';
import { ScriptedOpenAI } from '../support/scripted-openai';

const SECRET = { NEXTAUTH_SECRET: 'a secret of the limit tests that is long enough', AUTH_DEMO: 'on' };

let postgres: PostgresServer;
let redis: RedisServer;
let openai: ScriptedOpenAI;
let databaseUrl: string;
let apps: AppServer[] = [];

beforeAll(async () => {
  [postgres, redis, openai] = await Promise.all([startPostgres(), startRedis(), ScriptedOpenAI.start()]);
});
beforeEach(() => {
  openai.play(() => ({ kind: 'text', text: 'Here you are.' }));
});
afterAll(async () => {
  await openai?.stop();
  await redis?.stop();
  await postgres?.stop();
});

async function stopAll(): Promise<void> {
  await Promise.all(apps.map((app) => app.stop()));
  apps = [];
}

async function start(count: number, env: Record<string, string>): Promise<AppServer[]> {
  const settings = {
    ...SECRET,
    DATABASE_URL: databaseUrl,
    CHATKIT_STORE_POOL_SIZE: '5',
    OPENAI_BASE_URL: openai.baseUrl,
    OPENAI_API_KEY: 'sk-scripted',
    LOG_LEVEL: 'error',
    ...env,
  };
  const started: AppServer[] = [];
  // One after the other: the first one migrates.
  for (let index = 0; index < count; index += 1) {
    const app = await startApp({ env: settings });
    apps.push(app);
    started.push(app);
  }
  return started;
}

/** The same student at each process. */
async function everywhere(servers: AppServer[], name: string): Promise<ChatClient[]> {
  return Promise.all(servers.map(({ url }) => ChatClient.signIn(url, name)));
}

const send = (student: ChatClient | undefined) => {
  if (!student) throw new Error('no student');
  return student.post({ type: 'threads.create', params: { input: input('Hello') } });
};

async function eventsOf(response: Response): Promise<ThreadStreamEvent[]> {
  const events: ThreadStreamEvent[] = [];
  for await (const event of readEvents(response)) events.push(event);
  return events;
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const budget = 200_000;

describe.each(['PostgreSQL', 'Redis'])('limits of four processes, counted in %s', (place) => {
  let servers: AppServer[];

  beforeAll(async () => {
    databaseUrl = await postgres.createDatabase();
    servers = await start(4, {
      ...(place === 'Redis' ? { REDIS_URL: redis.url } : {}),
      RATE_LIMIT_MESSAGES_PER_MINUTE: '20',
      RATE_LIMIT_REQUESTS_PER_MINUTE: '30',
      BUDGET_TOKENS_PER_DAY: String(budget),
    });
  });
  afterAll(stopAll);

  async function turnsGoingOn(): Promise<number> {
    if (place !== 'Redis') return (await query('SELECT * FROM chatkit.leases')).length;
    const client = new Redis(redis.url);
    const keys = await client.keys('robolearn:*:runs');
    client.disconnect();
    return keys.length;
  }

  test('of 200 messages at once exactly 20 are answered; the others say when to come back', async () => {
    const students = await everywhere(servers, `Sender ${place}`);

    const responses = await Promise.all(Array.from({ length: 200 }, (_, index) => send(students[index % 4])));
    const outcomes = await Promise.all(
      responses.map(async (response) => ({ response, events: await eventsOf(response) })),
    );

    const refused = outcomes.filter(({ events }) => events.length === 1);
    const answered = outcomes.filter(({ events }) => events.some(({ type }) => type === 'thread.created'));
    expect([answered.length, refused.length]).toEqual([20, 180]);
    for (const { response, events } of refused) {
      expect(response.status).toBe(200);
      expect(response.headers.get('x-chatkit-run-id')).toBeNull();
      expect(events[0]).toEqual({
        type: 'error',
        code: 'custom',
        message: expect.stringMatching(
          /^You have sent 20 messages in a minute\. You can go on in \d+ seconds?\.$/,
        ),
        allow_retry: true,
      });
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    for (const { events } of answered) expect(answerOf(events).content[0]?.text).toBe('Here you are.');
    expect(openai.turns).toHaveLength(20);
    // Nothing of the others is stored.
    expect(await query('SELECT count(*)::int AS count FROM chatkit.threads')).toEqual([{ count: 20 }]);
  }, 120_000);

  test('of 200 requests at once exactly as many pass as there is room for', async () => {
    const students = await everywhere(servers, `Reader ${place}`);
    const responses = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        students[index % 4]?.post({ type: 'threads.list', params: {} }),
      ),
    );
    const statuses = responses.map((response) => response?.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(30);
    expect(statuses.filter((status) => status === 429)).toHaveLength(170);
    const refused = responses.find((response) => response?.status === 429);
    expect(await refused?.json()).toEqual({
      error: { code: 'rate_limited', message: expect.stringMatching(/You can go on in \d+ second/) },
    });
    expect(refused?.headers.get('retry-after')).toMatch(/^[1-9]\d?$/);
    expect(refused?.headers.get('ratelimit-policy')).toBe('"requests";q=30;w=60');
    expect(refused?.headers.get('ratelimit')).toMatch(/^"requests";r=0;t=\d+$/);
  }, 120_000);

  test('a day’s budget is exact to one run’s size', async () => {
    const runTokens = 30_000;
    const usage = { input: 29_000, output: 1_000, cached: 0 };
    openai.play(() => ({ kind: 'text', text: 'Costly.', usage }));
    openai.playTitles(() => ({ kind: 'text', text: 'Free', usage: { input: 0, output: 0, cached: 0 } }));
    const students = await everywhere(servers, `Spender ${place}`);
    // Until the first turn has ended, nobody knows how large such turns are.
    let last = await eventsOf(await send(students[0]));
    await expect.poll(turnsGoingOn).toBe(0);
    const isSpent = () =>
      last.some((event) => event.type === 'error' && event.message?.includes('used up what the tutor'));
    for (let round = 0; round < 12 && !isSpent(); round += 1) {
      const responses = await Promise.all(
        Array.from({ length: 20 }, (_, index) => send(students[index % 4])),
      );
      await Promise.all(responses.map(eventsOf));
      last = await eventsOf(await send(students[round % 4]));
    }
    expect(isSpent()).toBe(true);
    const [spent] = await query(
      'SELECT sum(input_tokens + output_tokens)::int AS tokens FROM chatkit.usage WHERE input_tokens > 1000',
    );
    expect(spent?.tokens).toBeGreaterThanOrEqual(budget);
    expect(spent?.tokens).toBeLessThan(budget + runTokens);
  }, 120_000);
});

describe('limits of one process', () => {
  beforeEach(async () => {
    databaseUrl = await postgres.createDatabase();
  });
  afterEach(stopAll);

  test('an idempotent replay is not another message', async () => {
    const [app] = await start(1, { RATE_LIMIT_MESSAGES_PER_MINUTE: '2' });
    const student = (await ChatClient.signIn(app?.url ?? '', 'Repeater')).with({ 'idempotency-key': 'one' });
    for (let time = 0; time < 4; time += 1) {
      expect(threadIdOf(await eventsOf(await send(student)))).toMatch(/^thr_/);
    }
    const other = student.with({ 'idempotency-key': 'two' });
    expect(threadIdOf(await eventsOf(await send(other)))).toMatch(/^thr_/);
    const third = student.with({ 'idempotency-key': 'three' });
    expect((await eventsOf(await send(third))).map(({ type }) => type)).toEqual(['error']);
  });

  test('what is refused for another reason is not a message', async () => {
    const [app] = await start(1, { RATE_LIMIT_MESSAGES_PER_MINUTE: '1', RATE_LIMIT_CONCURRENT_RUNS: '1' });
    const student = await ChatClient.signIn(app?.url ?? '', 'Mistaken');
    const missing = await student.post({
      type: 'threads.add_user_message',
      params: { thread_id: 'thr_missing', input: input('Hello') },
    });
    expect(missing.status).toBe(404);
    expect(missing.headers.get('ratelimit')).toContain('"messages"');
    await expect.poll(async () => (await query('SELECT * FROM chatkit.leases')).length).toBe(0);
    expect(threadIdOf(await eventsOf(await send(student)))).toMatch(/^thr_/);
  });

  test('answers at once are limited; a process that is killed locks nobody out', async () => {
    const env = { RATE_LIMIT_CONCURRENT_RUNS: '1' };
    const [first, second] = await start(2, env);
    openai.play(() => ({ kind: 'hang' }));
    const [here, there] = await everywhere(
      [first, second].filter((app) => app !== undefined),
      'Parallel',
    );
    const hanging = await send(here);
    expect(hanging.headers.get('x-chatkit-run-id')).not.toBeNull();
    openai.play(() => ({ kind: 'text', text: 'Here you are.' }));
    expect(await eventsOf(await send(there))).toEqual([
      {
        type: 'error',
        code: 'custom',
        message: 'The tutor is still writing another answer for you. You can go on when it is complete.',
        allow_retry: true,
      },
    ]);
    hanging.body?.cancel().catch(() => undefined);
    await first?.stop('SIGKILL');
    // What the passing of a minute does.
    await query("UPDATE chatkit.leases SET expires_at = expires_at - INTERVAL '1 minute'");
    expect(threadIdOf(await eventsOf(await send(there)))).toMatch(/^thr_/);
  });

  test('what the model took is written down: of answers and titles, with its price', async () => {
    const usage = { input: 1_000, output: 50, cached: 400 };
    openai.play(() => ({ kind: 'text', text: 'Costly.', usage }));
    openai.playTitles(() => ({ kind: 'text', text: 'A title', usage: { input: 20, output: 2, cached: 0 } }));
    const [app] = await start(1, {
      OPENAI_MODEL: 'gpt-priced',
      OPENAI_TITLE_MODEL: 'gpt-free',
      MODEL_PRICES: '{"gpt-priced":{"input":2,"output":8,"cached":0.5}}',
    });
    const student = await ChatClient.signIn(app?.url ?? '', 'Payer');
    const response = await send(student);
    const runId = response.headers.get('x-chatkit-run-id');
    const threadId = threadIdOf(await eventsOf(response));
    const rows = () => query('SELECT * FROM chatkit.usage ORDER BY purpose');
    await expect.poll(async () => (await rows()).length).toBe(2);
    const owner = { thread_id: threadId, run_id: runId };
    expect(await rows()).toMatchObject([
      {
        ...owner,
        purpose: 'answer',
        model: 'gpt-priced',
        input_tokens: 1_000,
        output_tokens: 50,
        cached_tokens: 400,
        cost_micros: String(600 * 2 + 400 * 0.5 + 50 * 8),
      },
      {
        ...owner,
        purpose: 'title',
        model: 'gpt-free',
        input_tokens: 20,
        output_tokens: 2,
        cost_micros: null,
      },
    ]);
    // It goes with its user.
    await query('DELETE FROM chatkit.users');
    expect(await rows()).toEqual([]);
  });

  test('who cannot say who they are is counted by address', async () => {
    const [app] = await start(1, { RATE_LIMIT_REQUESTS_PER_MINUTE: '5' });
    const nobody = new ChatClient(app?.url ?? '', {});
    const statuses: number[] = [];
    for (let time = 0; time < 7; time += 1) {
      // Claims to come from elsewhere each time.
      const claim = nobody.with({
        'x-forwarded-for': `198.51.100.${time}`,
        'x-robolearn-peer': `10.0.0.${time}`,
      });
      statuses.push((await claim.post({ type: 'threads.list', params: {} })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });
});

describe('when nothing can be counted', () => {
  beforeEach(async () => {
    databaseUrl = await postgres.createDatabase();
  });
  afterEach(stopAll);

  test('without Redis sends are refused with a plain message, reading works, and it all comes back', async () => {
    const [app] = await start(1, { REDIS_URL: redis.url });
    const student = await ChatClient.signIn(app?.url ?? '', 'Uncounted');
    const threadId = threadIdOf(await eventsOf(await send(student)));
    await redis.kill();
    const refused = await student.post({
      type: 'threads.add_user_message',
      params: { thread_id: threadId, input: input('Still there?') },
    });
    expect(await eventsOf(refused)).toEqual([
      {
        type: 'error',
        code: 'custom',
        message: 'The tutor takes no messages at the moment. Please try again in a minute.',
        allow_retry: true,
      },
    ]);
    expect((await student.items(threadId)).data).toHaveLength(2);
    const upload = await student.post({
      type: 'attachments.create',
      params: { name: 'a.png', size: 10, mime_type: 'image/png' },
    });
    expect(upload.status).toBe(503);
    expect(await student.call('threads.stop', { thread_id: threadId })).toEqual({});
    await redis.start();
    await expect
      .poll(async () => (await student.say(threadId, 'And now?')).some(({ type }) => type === 'error'), {
        timeout: 10_000,
      })
      .toBe(false);
  });

  test('without the database the student reads that the memory is away', async () => {
    const [app] = await start(1, {});
    const student = await ChatClient.signIn(app?.url ?? '', 'Unremembered');
    await postgres.pause();
    const refused = await send(student).finally(() => postgres.resume());
    expect([refused.status, await refused.json()]).toEqual([
      503,
      {
        error: {
          code: 'unavailable',
          message: 'The tutor cannot reach its memory right now. Please try again in a moment.',
        },
      },
    ]);
    await expect.poll(async () => (await send(student)).status, { timeout: 10_000 }).toBe(200);
  });
});

test('the embedded product has the same limits', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'robolearn-limits-'));
  const app = await startApp({ dataDir, env: { RATE_LIMIT_MESSAGES_PER_MINUTE: '3' } });
  const student = await ChatClient.signIn(app.url, 'Embedded');
  const responses = await Promise.all(Array.from({ length: 10 }, () => send(student)));
  const outcomes = await Promise.all(responses.map(eventsOf));
  expect(outcomes.filter((events) => events.length > 1)).toHaveLength(3);
  await app.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
