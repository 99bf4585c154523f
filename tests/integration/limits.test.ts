import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { countTokens } from '@/lib/search/chunk/count-tokens';
import { type AppServer, startApp } from '../support/app-server';
import { answerOf, ChatClient, input, readEvents, threadIdOf } from '../support/chat-client';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { rawRequest } from '../support/raw-request';
import { type RedisServer, startRedis } from '../support/redis';
import { ScriptedOpenAI } from '../support/scripted-openai';
import { ScriptedTranscription } from '../support/scripted-transcription';

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
  const startOne = async () => {
    const app = await startApp({ env: settings });
    apps.push(app);
    started.push(app);
  };
  // The first one migrates.
  await startOne();
  await Promise.all(Array.from({ length: count - 1 }, startOne));
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
      // The model of these tests says that it takes more than it was sent.
      OPENAI_MAX_OUTPUT_TOKENS: '32768',
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
  });

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
  });

  test('a day’s budget is exact to one run’s size, from the first burst of large turns on', async () => {
    const runTokens = 30_000;
    const usage = { input: 29_000, output: 1_000, cached: 0 };
    openai.play(() => ({ kind: 'text', text: 'Costly.', usage, pace: () => setTimeout(20) }));
    openai.playTitles(() => ({ kind: 'text', text: 'Small', usage: { input: 1, output: 1, cached: 0 } }));
    const students = await everywhere(servers, `Spender ${place}`);

    const responses = await Promise.all(Array.from({ length: 20 }, (_, index) => send(students[index % 4])));
    const outcomes = await Promise.all(responses.map(eventsOf));

    // All were begun, since the budget was not spent; those whose turn to ask the model came too late read so.
    const refused = outcomes.flat().filter(({ type }) => type === 'error');
    const refusal = {
      type: 'error',
      code: 'custom',
      message: 'You have used up what the tutor can write for you in a day. You can go on in 24 hours.',
      allow_retry: true,
    };
    expect(refused).toEqual(refused.map(() => refusal));
    expect(openai.turns).toHaveLength(20 - refused.length);
    const spent = async () => {
      const [row] = await query(
        'SELECT sum(input_tokens + output_tokens)::int AS tokens FROM chatkit.usage WHERE input_tokens > 1000',
      );
      return row?.tokens;
    };
    await expect.poll(spent).toBe((20 - refused.length) * runTokens);
    expect(await spent()).toBeGreaterThanOrEqual(budget);
    expect(await spent()).toBeLessThan(budget + runTokens);

    // From now on nothing begins.
    const late = await send(students[0]);
    expect(late.headers.get('x-chatkit-run-id')).toBeNull();
    expect(await eventsOf(late)).toEqual([refusal]);
    await expect.poll(turnsGoingOn).toBe(0);
  });
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

  test('an answer that was stopped is written down as far as it came, and counted', async () => {
    let chunk = 0;
    const pace = () => (chunk++ < 3 ? Promise.resolve() : new Promise<void>(() => undefined));
    openai.play(() => ({ kind: 'text', text: 'one two three four five', pace }));
    const [app] = await start(1, {
      OPENAI_MODEL: 'gpt-priced',
      MODEL_PRICES: '{"gpt-priced":{"input":1,"output":1}}',
    });
    const student = await ChatClient.signIn(app?.url ?? '', 'Stopper');
    const events = student.events('threads.create', { input: input('Count for me') });
    let threadId = '';
    for await (const event of events) {
      if (event.type === 'thread.created') threadId = event.thread.id;
      if (JSON.stringify(event).includes('three'))
        await student.call('threads.stop', { thread_id: threadId });
    }
    const rows = () =>
      query(
        "SELECT input_tokens, output_tokens, estimated, cost_micros::int FROM chatkit.usage WHERE purpose = 'answer'",
      );
    await expect.poll(async () => (await rows()).length).toBe(1);
    const [row] = await rows();
    expect(row).toMatchObject({ output_tokens: countTokens('one two three '), estimated: true });
    expect(row?.input_tokens).toBeGreaterThan(500);
    expect(row?.cost_micros).toBe(Number(row?.input_tokens) + Number(row?.output_tokens));
    await expect
      .poll(
        async () => (await query("SELECT used::int FROM chatkit.counters WHERE name = 'tokens'"))[0]?.used,
      )
      .toBeGreaterThan(500);
    await expect.poll(() => query('SELECT * FROM chatkit.calls')).toEqual([]);
  });

  test('dictation is written down and counted, and refused when the budget is spent', async () => {
    const ears = await ScriptedTranscription.start();
    try {
      const [app] = await start(1, {
        OPENAI_BASE_URL: ears.baseUrl,
        OPENAI_TRANSCRIBE_MODEL: 'gpt-ears',
        MODEL_PRICES: '{"gpt-ears":{"input":3,"output":5,"minute":0.006}}',
        BUDGET_TOKENS_PER_DAY: '100',
      });
      const student = await ChatClient.signIn(app?.url ?? '', 'Dictator');
      const dictate = () =>
        student.post({
          type: 'input.transcribe',
          params: { audio_base64: Buffer.from('sound').toString('base64'), mime_type: 'audio/webm' },
        });
      const rows = () =>
        query(
          'SELECT purpose, model, thread_id, input_tokens, output_tokens, seconds, cost_micros::int FROM chatkit.usage ORDER BY id',
        );
      const row = { purpose: 'dictation', model: 'gpt-ears', thread_id: null };

      ears.reply = { text: 'By the minute.', usage: { type: 'duration', seconds: 30 } };
      expect(await (await dictate()).json()).toEqual({ text: 'By the minute.' });
      const bySeconds = { ...row, input_tokens: 0, output_tokens: 0, seconds: 30, cost_micros: 3_000 };
      await expect.poll(rows).toEqual([bySeconds]);

      const usage = { type: 'tokens', input_tokens: 90, output_tokens: 10, total_tokens: 100 };
      ears.reply = { text: 'By tokens.', usage };
      expect((await dictate()).status).toBe(200);
      const byTokens = { ...row, input_tokens: 90, output_tokens: 10, seconds: null, cost_micros: 320 };
      await expect.poll(rows).toEqual([bySeconds, byTokens]);

      const refused = await dictate();
      expect([refused.status, await refused.json()]).toEqual([
        429,
        {
          error: {
            code: 'rate_limited',
            message: 'You have used up what the tutor can write for you in a day. You can go on in 24 hours.',
          },
        },
      ]);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(80_000);
      expect(ears.heard).toHaveLength(2);
    } finally {
      await ears.stop();
    }
  });

  test('whatever was counted says what is left: uploads, a run that is resumed, who is not signed in', async () => {
    const [app] = await start(1, {
      RATE_LIMIT_REQUESTS_PER_MINUTE: '50',
      RATE_LIMIT_UPLOADS_PER_MINUTE: '7',
    });
    const url = app?.url ?? '';
    const student = await ChatClient.signIn(url, 'Counter');
    const left = (response: Response) => response.headers.get('ratelimit');
    const created = await student.call<{ upload_descriptor: { url: string } }>('attachments.create', {
      name: 'a.txt',
      size: 5,
      mime_type: 'text/plain',
    });
    const put = (body: string) =>
      fetch(created.upload_descriptor.url, {
        method: 'PUT',
        headers: { 'content-type': 'text/plain' },
        body,
      });
    const uploaded = await put('Hello');
    expect([uploaded.status, left(uploaded)]).toEqual([200, expect.stringMatching(/^"requests";r=48;/)]);
    const other = await put('Hallo');
    expect([other.status >= 400, left(other)]).toEqual([true, expect.stringMatching(/^"requests";r=47;/)]);

    const form = new FormData();
    form.set('file', new File(['Hello'], 'b.txt', { type: 'text/plain' }));
    const direct = await fetch(`${url}/api/chatkit/upload`, {
      method: 'POST',
      headers: student.headers,
      body: form,
    });
    expect([direct.status, left(direct)]).toEqual([200, expect.stringMatching(/r=46;.*"uploads";r=5;/)]);

    const sent = await send(student);
    const runId = sent.headers.get('x-chatkit-run-id');
    await eventsOf(sent);
    const resumed = await fetch(`${url}/api/chatkit/runs/${runId}/events?after=0`, {
      headers: student.headers,
    });
    expect([resumed.status, left(resumed)]).toEqual([200, expect.stringMatching(/^"requests";r=44;/)]);
    await resumed.text();

    const nobody = await new ChatClient(url, {}).post({ type: 'threads.list', params: {} });
    expect([nobody.status, left(nobody)]).toEqual([401, expect.stringMatching(/^"requests";r=\d+;t=\d+$/)]);
    expect(nobody.headers.get('ratelimit-policy')).toBe('"requests";q=50;w=60');
  });

  test('of several Authorization headers none is taken, whichever is first', async () => {
    const [app] = await start(1, {});
    const student = await ChatClient.signIn(app?.url ?? '', 'Doubled');
    const lines = (...more: string[]) => [
      'POST',
      'Content-Type: application/json',
      'Content-Length: 36',
      `Cookie: ${student.headers.cookie}`,
      `Origin: ${app?.url}`,
      ...more,
    ];
    const body = Buffer.from('{"type":"threads.list","params":{}}\n');
    expect(body).toHaveLength(36);
    const url = `${app?.url}/api/chatkit`;
    expect(await rawRequest(url, lines(), body)).toBe(200);
    expect(
      await rawRequest(url, lines('Authorization: Bearer a.b.c', 'authorization: Bearer d.e.f'), body),
    ).toBe(401);
    // Neither is an empty one in front of another overlooked.
    expect(await rawRequest(url, lines('Authorization: ', 'Authorization: Bearer d.e.f'), body)).toBe(401);
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
    // Nobody can tell whether something goes on there in another process, or stop it.
    const stop = await student.post({ type: 'threads.stop', params: { thread_id: 'thr_of_another' } });
    expect(stop.status).toBe(503);
    await redis.start();
    await expect
      .poll(async () => (await student.say(threadId, 'And now?')).some(({ type }) => type === 'error'))
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
    await expect.poll(async () => (await send(student)).status).toBe(200);
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
